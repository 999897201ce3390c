import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/domain/question.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { aboutOf, prefill, topicsOf, type Warning, warningsFor } from '../../src/specialists/prefill.ts'
import { needFrom } from '../../src/specialists/send.ts'

const TODAY = '2026-11-24'
const library = loadLibrary(new URL('../fixtures/knowledge', import.meta.url).pathname, { checks: false })
const filled = (question: string, history: readonly Turn[] = []) => prefill(question, history, library, TODAY)
const user = (text: string): Turn => ({ role: 'user', text })

describe('the form is filled in with', () => {
  it('what the person said, once each and in order, and nothing Waymark said', () => {
    const history = [user('We have an idea'), { role: 'assistant', text: 'You can.' } as const, user('It is for care')]
    expect(filled('It is for care', history).words).toBe('We have an idea\nIt is for care')
  })

  it('the latest messages, whole, when there are more than it holds', () => {
    const { words } = filled(
      'last',
      Array.from({ length: 9 }, (_, n) => user(`${n}${'x'.repeat(900)}`)),
    )
    expect(words.length).toBeLessThanOrEqual(3000)
    expect(words).toMatch(/^\dx+\n/)
    expect(words).toMatch(/\nlast$/)
  })

  it.each([
    ['what can we do about loneliness?', 'problem'],
    ['which route fits a small pilot?', 'options'],
    ['we are drafting the spec for it', 'specification'],
    ['the tender is out, can we change it?', 'live'],
    ['the procurement has closed and we are evaluating bids', 'live'],
    ['can we extend our contract by a year', 'contract'],
    ['a bidder complained about our existing contract', 'live'],
  ])('how far it has come: %j is %s', (question, stage) => {
    expect(filled(question).stage).toBe(stage)
  })

  it.each([
    ['something for the library', 'unknown'],
    ['building works for £5m', 'unknown'],
    ['building works for £29k plus VAT', 'below-threshold'],
    ['building works for £12k', 'under-30k'],
    ['building works for £95k including VAT', 'below-threshold'],
    ['building works for £20 million', 'above-threshold'],
  ])('its value: %j is %s', (question, value) => {
    expect(filled(question).value).toBe(value)
  })

  it.each([
    ['we need it by 3 December 2026', '2026-12-03'],
    ['by the 31st of January', '2027-01-31'],
    ['before 24 November', '2026-11-24'],
    ['by 1 May', '2027-05-01'],
    ['by 1 may', '2027-05-01'],
    ['on 29 February', '2028-02-29'],
    ['no date at all', undefined],
    ['by 31 February', undefined],
    ['by 31 November 2026', undefined],
    ['by 0 March', undefined],
    ['section 16 may apply to this', undefined],
    ['procured before 24 February 2025', undefined],
    ['begun after 24 February 2025, needed by 1 April 2027', '2027-04-01'],
    ['not 31 February but 1 March', '2027-03-01'],
  ])('its deadline: %j is %s', (question, deadline) => {
    expect(filled(question).deadline).toBe(deadline)
  })

  it('only deadlines that can be sent as they stand', () => {
    for (const day of [
      '24 November',
      '23 November',
      '31 April',
      '29 February 2027',
      '1 January 2020',
      '30 June 2099',
    ]) {
      const need = filled(`by ${day}`)
      expect(needFrom(need, TODAY)).toEqual(need)
    }
  })

  it.each([
    ['our provider has walked out', 'walked out'],
    ['we need this ASAP', 'asap'],
    ['needed by tomorrow', 'by tomorrow'],
    ['what is the threshold today?', undefined],
    ['this is not urgent', undefined],
    ['it isn’t very urgent yet', undefined],
  ])('why it is urgent: %j is %s', (question, urgent) => {
    expect(filled(question).urgent).toBe(urgent)
  })

  it('no more time than a moment, whatever is pasted in', () => {
    const hostile = [
      'a'.repeat(4000),
      '£9999 '.repeat(600),
      `£9999 a year ${'1'.repeat(4000)}`,
      'not '.repeat(1000),
      '1 '.repeat(2000),
    ]
    const started = performance.now()
    for (const text of [
      ...hostile,
      `bidder ${' '.repeat(4000)}`,
      "A'".repeat(2000),
      'A '.repeat(2000),
      'a.'.repeat(2000),
      `a@${'a-'.repeat(2000)}`,
    ])
      warningsFor({ ...filled(text), words: text, urgent: text })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('the answer that goes with it', () => {
  const question = { id: 'q', text: 'x', conversation: 'c', date: TODAY }
  const askedBy = { tenant: 't', platform: 'web', id: 'sam' }

  it('is left out when there was none', () => {
    const answer = {
      outcome: 'no-evidence',
      citations: [],
      entries: [],
      confidence: 0,
      offersSpecialist: true,
      nearest: [],
    } as const
    expect(
      aboutOf({ question, askedBy, at: 0, answer: { ...answer, citations: [], entries: [], nearest: [] } }),
    ).toBeUndefined()
  })

  it('gives the topics of its entries, commonest first, and ignores entries that are gone', () => {
    const [entry] = library.entries
    expect(topicsOf([entry!.id, 'gone'], library)).toEqual(entry!.topics.slice(0, 6))
  })
})

describe('before it is sent', () => {
  const warned = (words: string, own: Partial<Parameters<typeof warningsFor>[0]> = {}) =>
    warningsFor({ words, stage: 'problem', value: 'unknown', ...own })

  it.each<[string, Warning[]]>([
    ['ring Mrs Jones about the day centre', ['personal']],
    ['write to sam.lee@example.gov.uk', ['personal']],
    ['ring 0113 496 0000', ['personal']],
    ['Acme Widgets Ltd has bid', ['named-firm']],
    ['the incumbent is Acme', ['named-firm']],
    ['we want to talk to suppliers about a £1,500,000 scheme', []],
    ['the supplier is not sure', []],
  ])('%j warns of %j', (words, warnings) => {
    expect(warned(words)).toEqual(warnings)
  })

  it('it warns of a live procurement, and looks at every field', () => {
    expect(warned('x', { stage: 'live' })).toEqual(['live'])
    expect(warned('x', { urgent: 'Dr Who is leaving' })).toEqual(['personal'])
    expect(warned('x', { place: 'ask Cllr Brown' })).toEqual(['personal'])
  })

  it('a mark typed by hand hides no name', () => {
    expect(warned('[name] and Mr Smith')).toEqual(['personal'])
    expect(warned('[name] and [email] were taken out')).toEqual([])
  })
})

describe('a form sent', () => {
  it.each([
    [{ words: ' ' }, { problem: 'nothing' }],
    [{}, { problem: 'nothing' }],
    [{ words: 'x'.repeat(4001) }, { problem: 'tooLong' }],
    [{ words: 'x', deadline: '2026-02-31' }, { problem: 'badDay' }],
    [{ words: 'x', deadline: '2026-11-23' }, { problem: 'badDay' }],
    [{ words: 'x', deadline: 'soon' }, { problem: 'badDay' }],
    [
      { words: ' x ', stage: 'nonsense', value: '', place: ' ', deadline: '', urgent: '' },
      { words: 'x', stage: 'problem', value: 'unknown' },
    ],
    [
      { words: 'x', stage: 'live', value: 'under-30k', place: 'Leeds', deadline: TODAY, urgent: 'roof' },
      { words: 'x', stage: 'live', value: 'under-30k', place: 'Leeds', deadline: TODAY, urgent: 'roof' },
    ],
  ])('as %j is %j', (fields, expected) => {
    expect(needFrom(fields, TODAY)).toEqual(expected)
  })
})
