import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toMarkdown } from '../../src/cards/decision-record-text.ts'
import { decisionRecord } from '../../src/specialists/decision-record.ts'
import { about, event, NOW, request } from '../specialists/council.ts'

const replied = (text: string, byName = 'Priya Smith') =>
  event({ n: 2, kind: 'replied', byName, text, at: NOW + 60_000 })
const need = (words: string) => ({
  words,
  stage: 'options' as const,
  value: 'under-30k' as const,
  place: 'Leeds',
  deadline: '2027-01-02',
  urgent: 'the roof',
})
const markdown = (words = 'We want to talk to suppliers', text = 'Yes: publish the notice first.', own = {}) =>
  toMarkdown(
    decisionRecord(
      'Exampleshire',
      request({ status: 'answered', need: need(words), about: about(), ...own }),
      [replied(text)],
      NOW,
    ),
  )

/** Markdown text as a reader sees it. */
const read = (text: string) =>
  text.replace(/`([^`]*)`|\\(.)|&(amp|lt|gt|#96);/g, (_, code, escaped, entity) =>
    entity ? { amp: '&', lt: '<', gt: '>', '#96': '`' }[entity as 'amp']! : (code ?? escaped),
  )
/** What of it a Markdown reader could take for markup: what is left without escapes, entities and code. */
const live = (text: string) => text.replace(/`[^`]*`|\\.|&(?:amp|lt|gt|#96);/g, 'x')
const quotedIn = (document: string) =>
  document
    .split('\n')
    .filter((line) => line.startsWith('> '))
    .map((line) => line.slice(2))

describe('the decision record as Markdown', () => {
  it('holds every part, in plain words', () => {
    const text = read(markdown())
    for (const part of [
      'Decision record: Exampleshire',
      '24 November 2026 at 10:00',
      'State when this record was made: Answered'.replace(': ', ':** '),
      'We want to talk to suppliers',
      'Weighing the options',
      'Under £30,000',
      'Leeds',
      '2027-01-02',
      'the roof',
      about().question,
      'You can. Myth: “We can’t speak to suppliers before we tender”',
      about().short,
      ...about().conditions,
      about().holdsFor,
      '[1] Procurement Act 2023, s.16',
      'Entry talking, version a1b2c3',
      '“may engage with suppliers”',
      '<https://www.legislation.gov.uk/ukpga/2023/54/section/16>',
      '<https://www.gov.uk/guidance/engagement>',
      'Priya Smith, 24 November 2026 at 10:01',
      'Yes: publish the notice first.',
      'sha256sum record.json',
    ])
      expect(text, part).toContain(part)
    expect(text).toMatch(/\b[0-9a-f]{64}\b/)
  })

  it('says so where there is no answer, no verdict, no source, no reply and no name', () => {
    const bare = toMarkdown(decisionRecord('Exampleshire', request(), [], NOW))
    expect(bare).toContain('Nothing was asked of Waymark first.')
    expect(bare).toContain('No specialist had replied when this record was made.')
    const { verdict: _, ...unruled } = about({ citations: [] })
    expect(markdown('x', 'y', { about: unruled })).toContain('No verdict was given.')
    expect(markdown('x', 'y', { about: unruled })).toContain('No source was cited.')
    const nameless = decisionRecord('Exampleshire', request(), [replied('Yes', '')], NOW)
    expect(toMarkdown(nameless)).toContain('### Somebody, 24 November 2026')
  })

  it.each([
    '# A heading',
    '- a list',
    '+ a list',
    '1. a list',
    '1) a list',
    '> a quote',
    '---',
    '===',
    '***',
    '```js',
    '~~~',
    '    indented code',
    '| a | table |',
    '[a link](https://evil.example)',
    '![an image](https://evil.example/x.png)',
    '[ref]: https://evil.example',
    '<script>alert(1)</script>',
    '<https://evil.example>',
    'https://evil.example',
    'www.evil.example',
    'me@evil.example',
    '&lt;b&gt;',
    '`code` and ``more``',
    '**bold** _it_ ~~gone~~ $x$ {{ template }}',
    'a\\',
    '\\<b>',
  ])('keeps %j as text, wherever it was written', (hostile) => {
    const words = hostile.trim()
    const document = markdown(hostile, hostile, {
      about: about({ question: hostile, short: hostile, conditions: [hostile] }),
    })
    expect(quotedIn(document).map(read)).toEqual([words, words, words])
    for (const line of quotedIn(document)) {
      expect(live(line)).not.toMatch(/[<>`*_[\]{}|~$\\]|^[-+=#]|^\d+[.)]|:\/\/|www\.|@/)
    }
    expect(document.match(/^#+ /gm)).toEqual(markdown().match(/^#+ /gm))
    expect(document.match(/<[a-z]/gi)).toEqual(['<h', '<h'])
  })

  it('keeps anything at all as text, and every word of it', () => {
    const piece = fc.constantFrom(
      ...'\\`*_{}[]()<>#+-.!|~$&:;/@=1a "\'',
      'www.',
      '://',
      'mailto:',
      '&lt;',
      '![',
      '](',
      '``',
    )
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
        const words = pieces.join('').replace(/\s+/g, ' ').trim()
        if (!words) return
        const [line] = quotedIn(markdown(`${words}`))
        expect(read(line!)).toBe(words)
        expect(live(line!)).not.toMatch(/[<>`*_[\]{}|~$\\]|^[-+=#]|^\d+[.)]|:\/\/|www\.|@/)
      }),
      { numRuns: 300 },
    )
  })

  it('makes links of web addresses only, and only of those of sources', () => {
    const citations = ['javascript:alert(1)', 'not an address', 'https://a.example/<b>) [x](y'].map((url, index) => ({
      ...about().citations[0]!,
      n: index + 1,
      url,
    }))
    const document = markdown('x', 'y', { about: about({ citations }) })
    expect(document.match(/<[^>]*>/g)).toEqual(['<https://a.example/%3Cb%3E)%20[x](y>'])
    expect(document).toContain('javascript:alert(1)')
  })

  it('shows nothing hidden and nothing turned round', () => {
    expect(quotedIn(markdown('pay \u202Edlog\u202C now\u200B\u0007'))[0]).toBe('pay dlog now')
  })

  it('takes no time over four thousand characters of anything', () => {
    const started = performance.now()
    for (const hostile of [
      'a'.repeat(4000),
      '@'.repeat(4000),
      '://'.repeat(1300),
      '`'.repeat(4000),
      '[('.repeat(2000),
      'a.'.repeat(2000),
    ])
      markdown(hostile, hostile)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
