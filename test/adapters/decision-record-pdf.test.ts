import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { closestLetters } from '../../adapters/pdf/closest-letters.ts'
import { toPdf } from '../../adapters/pdf/decision-record-pdf.ts'
import { recordAsData } from '../../src/domain/decision-record.ts'
import { decisionRecord } from '../../src/specialists/decision-record.ts'
import { about, event, NOW, request } from '../specialists/council.ts'

const replied = (text: string) => event({ n: 2, kind: 'replied', byName: 'Priya Smith', text, at: NOW + 60_000 })
const recordOf = (words: string, text = 'Yes: publish the notice first.', council = 'Exampleshire') =>
  decisionRecord(
    council,
    request({ status: 'answered', about: about(), need: { ...request().need, words } }),
    [replied(text)],
    NOW,
  )

/** A PDF's streams, unpacked, and its objects as text. */
function opened(pdf: Buffer) {
  const raw = pdf.toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    const body = pdf.subarray(index + length, raw.indexOf('endstream', index))
    try {
      return [inflateSync(body)]
    } catch {
      return []
    }
  })
  const contents = streams.map((stream) => stream.toString('latin1')).filter((stream) => stream.includes(' BDC'))
  return { raw, streams, contents, objects: raw.replace(/stream\r?\n[\s\S]*?endstream/g, '') }
}

/** Those of the fonts' characters that Latin-1 lacks, as far as these tests draw them. */
const WINDOWS: Readonly<Record<string, string>> = {
  '\x91': '‘',
  '\x92': '’',
  '\x93': '“',
  '\x94': '”',
  '\x95': '•',
  '\x96': '–',
}

/** The text a reader sees, in the order it is drawn, without the spaces that line ends swallow. */
const textOf = (pdf: Buffer): string =>
  opened(pdf)
    .contents.flatMap((content) => [...content.matchAll(/\[(.*)\] TJ/g)])
    .flatMap(([, shown]) => [...shown!.matchAll(/<([0-9a-f]+)>/g)])
    .map(([, hex]) =>
      Buffer.from(hex!, 'hex')
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (one) => WINDOWS[one] ?? '?'),
    )
    .join('')
    .replace(/\s/g, '')
const squeezed = (text: string) => text.replace(/\s/g, '')

describe('the decision record as a PDF', () => {
  it('holds every part', async () => {
    const record = recordOf('We want to talk to suppliers')
    const text = textOf(await toPdf(record))
    for (const part of [
      'Decision record: Exampleshire',
      'Asked on: 24 November 2026 at 10:00',
      'Request: r1',
      'We want to talk to suppliers',
      'Exploring the problem',
      about().question,
      'You can. Myth: “We can’t speak to suppliers before we tender”',
      about().short,
      ...about().conditions,
      about().holdsFor,
      '[1]',
      'Procurement Act 2023, s.16. Entry talking, version a1b2c3. “may engage with suppliers”',
      'https://www.gov.uk/guidance/engagement',
      'Priya Smith, 24 November 2026 at 10:01',
      'Yes: publish the notice first.',
      record.hash,
    ])
      expect(text, part).toContain(squeezed(part))
    expect(text).toMatch(/Page1of\d/)
    expect(text).not.toContain('Charactersshownbyothers')
  })

  it('carries the record itself, whose SHA-256 is the one printed', async () => {
    const record = recordOf('Gofyn i Gyngor Tŷ Ŵyl 😀')
    const { streams, raw } = opened(await toPdf(record))
    const attached = streams.find((stream) => stream.toString().startsWith('{'))
    expect(attached?.toString()).toBe(recordAsData(record))
    expect(createHash('sha256').update(attached!).digest('hex')).toBe(record.hash)
    expect(raw).toContain('(record.json)')
  })

  it('is tagged, in British English, with a title, headings, lists, links and numbered A4 pages', async () => {
    const { objects, contents } = opened(await toPdf(recordOf('x')))
    expect(objects).toContain('/Lang (en-GB)')
    expect(objects).toContain('/Marked true')
    expect(objects).toContain('/DisplayDocTitle true')
    expect(objects).toContain('(Decision record r1: Exampleshire)')
    expect(objects).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/)
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'P', 'BlockQuote', 'L', 'LI', 'Lbl', 'LBody', 'Link'])
      expect(objects, tag).toMatch(new RegExp(`/S /${tag}\\b`))
    for (const { url } of about().citations) expect(objects).toContain(`/URI (${url})`)
    for (const content of contents) {
      expect(content).toContain('/Artifact')
      // All that is drawn is tagged: no text stands outside of marked content.
      expect(content.replace(/\/\w+ <<[^>]*>> BDC[\s\S]*?EMC/g, '')).not.toContain(' TJ')
    }
  })

  it('loses nothing of long texts and long words, over as many pages as it takes', async () => {
    const words = `${'procurement '.repeat(300)}${'x'.repeat(400)} end of the need`
    const reply = Array.from({ length: 80 }, (_, n) => `Line ${n} of the reply`).join('\n')
    const pdf = await toPdf(recordOf(words, reply))
    const text = textOf(pdf)
    expect(text.match(/procurement/g)).toHaveLength(300)
    expect(text.replace(/[^x]/g, '').length).toBeGreaterThanOrEqual(400)
    expect(text).toContain('endoftheneed')
    for (let n = 0; n < 80; n++) expect(text).toContain(`Line${n}ofthereply`)
    expect(text).toMatch(/Page1of([4-9])/)
  })

  it('shows what its typeface lacks by the closest letter, keeps the real text in the tags, and says so', async () => {
    const pdf = await toPdf(recordOf('Tŷ Ŵyl, Łódź', 'ok 😀', 'Cyngor Ŷ'))
    const text = textOf(pdf)
    expect(text).toContain('TyWyl,Lódz')
    expect(text).toContain('ok[U+1F600]')
    expect(text).toContain('Charactersshownbyothers')
    expect(text).toContain('U+0177asy')
    const actual = Buffer.from('\uFEFFTŷ Ŵyl, Łódź', 'utf16le').swap16().toString('latin1')
    expect(opened(pdf).raw).toContain(`/ActualText (${actual.replace(/[()\\\r\n]/g, '\\$&')})`)
  })

  it('is the same file for the same record', async () => {
    const [one, two] = await Promise.all([toPdf(recordOf('x')), toPdf(recordOf('x'))])
    expect(one.equals(two)).toBe(true)
  })

  it('is made of anything, hostile or empty', async () => {
    for (const words of [
      '',
      '(((',
      ')\\)',
      '\u0000\u202E',
      '\ud800',
      '🏴󠁧󠁢󠁷󠁬󠁳󠁿'.repeat(50),
      '(/S /H1) BDC EMC',
      'ﷺ',
      'e\u0301'.repeat(500),
    ])
      expect((await toPdf(recordOf(words, words, words))).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('the closest letters', () => {
  it.each([
    ['Plain £ text – “quoted” … é', 'Plain £ text – “quoted” … é'],
    ['ŵ ŷ Ŵ Ŷ', 'w y W Y'],
    ['Zażółć gęślą jaźń', 'Zazólc gesla jazn'],
    ['e\u0301', 'é'],
    ['≤ 5 → 6', '<= 5 -> 6'],
    ['ﬁve ½ №', 'five ½ No'],
    ['thin\u202Fspace', 'thin space'],
    ['да', '[U+0434][U+0430]'],
    ['👩‍🚒', '[U+1F469 U+200D U+1F692]'],
  ])('of %j are %j', (text, shown) => {
    expect(closestLetters(text).text).toBe(shown)
  })
})
