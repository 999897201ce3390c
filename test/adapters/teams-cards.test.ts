import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../adapters/teams/activity.ts'
import { addressOf, escapeMarkdown, toMarkdown } from '../../adapters/teams/elements.ts'
import { LIMITS } from '../../adapters/teams/limits.ts'
import { activitiesFor, cardAlone } from '../../adapters/teams/reply.ts'
import { requestForm } from '../../adapters/teams/request-form.ts'
import { requestAs } from '../../adapters/teams/request-view.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import type { Card } from '../../src/domain/card.ts'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'
import { answerSamples, droppedCard, prepared, requestSamples, view } from './teams-samples.ts'

type Element = Record<string, unknown>
interface Parser {
  AdaptiveCard: new () => { parse(card: unknown, context: unknown): void }
  SerializationContext: new (version: unknown) => { eventCount: number; getEventAt(at: number): { message: string } }
  Versions: Record<string, unknown>
}

/** Microsoft's own reader of Adaptive Cards. It looks for a browser's global object. */
Object.assign(globalThis, { self: globalThis })
const adaptive = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser
/**
 * The official schema is MIT-licensed but comes with a repository, not with a package, so it is not kept here: point
 * ADAPTIVE_CARD_SCHEMA at schemas/1.5.0/adaptive-card.json of microsoft/AdaptiveCards to check against it as well.
 */
const SCHEMA = process.env.ADAPTIVE_CARD_SCHEMA
if (!SCHEMA)
  console.warn('skipped: ADAPTIVE_CARD_SCHEMA is not set, so cards are checked by the library’s reader alone')

let over: Awaited<ReturnType<typeof assistantOver>>
const cards: [string, Element][] = []
beforeAll(async () => {
  over = await assistantOver(KNOWLEDGE)
  for (const [name, activities] of await answerSamples(over))
    for (const { attachments = [] } of activities) for (const { content } of attachments) cards.push([name, content])
  cards.push(['dropped', await droppedCard(over)], ...requestSamples())
})

function problemsIn(card: Element): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5)
  new adaptive.AdaptiveCard().parse(card, context)
  return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
}

/** Everything in a card, whatever it stands in. */
function all(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(all)
  if (!value || typeof value !== 'object') return []
  return [value as Element, ...Object.values(value).flatMap(all)]
}
const wordsIn = (card: unknown) =>
  all(card).flatMap(({ type, text }) => (type === 'TextRun' || type === 'TextBlock' ? [String(text)] : []))

describe('a card', () => {
  it('is one that Microsoft’s reader of Adaptive Cards 1.5 takes without a word', () => {
    expect(cards.length).toBeGreaterThan(15)
    for (const [name, card] of cards) expect(problemsIn(card), name).toEqual([])
  })

  it.skipIf(!SCHEMA || !existsSync(SCHEMA))('fits the official schema', () => {
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(SCHEMA!, 'utf8'))
    const fits = new Ajv({ strict: false, allErrors: true, formats: { uri: true, 'uri-reference': true } }).compile(
      schema,
    )
    for (const [name, { msteams: ___, ...card }] of cards)
      expect([name, fits(card), fits.errors]).toEqual([name, true, null])
  })

  it('wraps its text, labels its fields, names its parts once, and has words for hosts that cannot draw it', () => {
    for (const [name, card] of cards) {
      expect(card, name).toMatchObject({ version: '1.5', fallbackText: expect.stringMatching(/\S/) })
      for (const one of all(card)) {
        if (one.type === 'TextBlock') expect(one.wrap, name).toBe(true)
        if (String(one.type).startsWith('Input.')) expect(one.label, `${name}: ${one.id}`).toMatch(/\S/)
        if (String(one.type).startsWith('Action.')) expect(String(one.title ?? one.url), name).toMatch(/\S/)
      }
      const ids = all(card).flatMap(({ id, type }) => (typeof id === 'string' && type ? [id] : []))
      expect(ids, name).toEqual([...new Set(ids)])
    }
  })

  it('opens what it folds, and only what is there', () => {
    for (const [name, card] of cards) {
      const hidden = all(card).flatMap(({ id, isVisible }) => (isVisible === false ? [id] : []))
      const opened = all(card).flatMap(({ type, targetElements }) =>
        type === 'Action.ToggleVisibility' ? (targetElements as string[]) : [],
      )
      expect([...new Set(opened)].sort(), name).toEqual(hidden.sort())
    }
  })

  it('has no more buttons in a row than Teams shows', () => {
    for (const [name, card] of cards)
      for (const { actions } of all(card))
        if (Array.isArray(actions)) expect(actions.length, name).toBeLessThanOrEqual(6)
  })
})

describe('an answer from the real library', () => {
  it('shows every condition, is within Teams’ limits, and says the same as the card it is drawn from', async () => {
    for (const entry of over.library.entries.filter(({ type }) => type === 'claim')) {
      const { card, questionId } = await over.assistant.ask({
        text: entry.claims[0]!.says,
        askedBy: ME,
        conversation: entry.id,
      })
      const activities = activitiesFor(card, { question: questionId })
      expect(activities, entry.id).toHaveLength(1)
      expectWithinLimits(activities)
      const drawn = wordsIn(activities).join('')
      for (const said of [...card.conditions, ...card.parts.flatMap(({ items }) => items)])
        expect(drawn, entry.id).toContain(said.replaceAll('**', '').slice(0, 60))
      for (const { title } of card.citations) expect(drawn, entry.id).toContain(title)
      for (const said of [...card.first, ...card.body])
        expect(activities[0]!.text, entry.id).toContain(toMarkdown(said, card))
    }
  })
})

function expectWithinLimits(activities: readonly Outgoing[]): void {
  for (const activity of activities) {
    expect(Buffer.byteLength(JSON.stringify(activity))).toBeLessThanOrEqual(LIMITS.activityBytes)
    const roots = (activity.entities ?? []).filter(({ type }) => type === 'https://schema.org/Message')
    expect(roots.length).toBeLessThanOrEqual(1)
    const citations = (roots[0]?.citation ?? []) as { appearance: { name: string; abstract: string } }[]
    expect(citations.length).toBeLessThanOrEqual(20)
    for (const { appearance } of citations) {
      expect(appearance.name.length).toBeLessThanOrEqual(80)
      expect(appearance.abstract.length).toBeLessThanOrEqual(160)
    }
  }
}

describe('an answer far too large for one message', () => {
  it('goes on in the next, and nothing of it is lost', () => {
    const items = Array.from({ length: 120 }, (_, n) => `item ${n} ${'é'.repeat(700)}`)
    const huge: Card = {
      ...EMPTY,
      title: 'Huge',
      body: [Array.from({ length: 6000 }, (_, n) => `word${n}`).join(' '), 'x'.repeat(90_000)],
      conditions: ['a condition', ...items],
      parts: [{ heading: 'Steps', kind: 'steps', items, folded: true }],
      citations: Array.from({ length: 40 }, (_, n) => ({
        n: n + 1,
        title: `Source ${n} ${'t'.repeat(200)}`,
        url: 'https://www.gov.uk/',
        entry: 'e',
        version: 'v',
      })),
    }
    const activities = activitiesFor(huge, { question: 'q' })
    expect(activities.length).toBeGreaterThan(3)
    expectWithinLimits(activities)
    const text = activities.map(({ text = '' }) => text).join('')
    expect(text).toContain('word5999')
    expect(text.replace(/[^x]/g, '').length).toBeGreaterThanOrEqual(90_000)
    const drawn = wordsIn(activities).join('')
    for (const item of items) expect(drawn).toContain(item)
    for (const { title } of huge.citations) expect(drawn).toContain(title)
    expect(activities.filter(({ channelData }) => channelData).length).toBe(1)
  })
})

/** What somebody may write to have it become something else. */
const nasty = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '<at>Everyone</at>',
    '<at id="0">all</at>',
    '[click](https://evil.example)',
    '[x](javascript:alert(1))',
    '![i](https://evil.example/i.png)',
    'https://evil.example/path',
    'www.evil.example',
    'me@evil.example',
    '<a href="https://evil.example">x</a>',
    '<img src=x onerror=alert(1)>',
    '**bold** _it_ ~~no~~ `code`',
    '# heading',
    '- item\n- item',
    '1. item',
    '\\[1\\]',
    '&lt;at&gt;all&lt;/at&gt;',
    '<https://evil.example>',
    '\u2028<at>x</at>',
    '{{DATE(2020-01-01T00:00:00Z)}}',
    '[1][2][3]',
    '<script>',
    '|a|b|\n|-|-|',
  ),
)
const text = fc.array(nasty, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))

/** Markdown with everything that was made harmless taken out: what is left must mean nothing. */
const live = (markdown: string) => markdown.replace(/\\[\\`*_~[\]|#=.)+-]/g, 'x').replace(/&(?:amp|lt|gt);/g, 'x')

function expectHarmless(markdown: string, allowed: RegExp = /$^/): void {
  const left = live(markdown).replace(new RegExp(allowed, 'g'), '')
  expect(left).not.toMatch(/[<>`*_~[\]|]/)
  expect(left).not.toMatch(/&/)
  expect(left).not.toContain('://')
  expect(left).not.toMatch(/www\.\S/i)
  expect(left).not.toMatch(/(?<!\u2060)@\S/)
  expect(left).not.toMatch(/^\s*(?:#|[-+]\s|\d+[.)])/m)
}

describe('whatever somebody writes', () => {
  it('means nothing as Markdown, HTML, a mention or a link', () => {
    fc.assert(
      fc.property(text, (said) => expectHarmless(escapeMarkdown(said))),
      { numRuns: 500 },
    )
  })

  it('in an answer becomes nothing but words: in the message, in the card, in what hosts fall back to', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('https://www.gov.uk/x', 'javascript:alert(1)', 'https://u:p@evil.example/', 'data:text/html,x'),
        (said, title, url) => {
          const card: Card = {
            ...EMPTY,
            verdict: { bottomLine: said, label: 'Myth', verdict: 'myth', says: said },
            first: [said],
            body: [`${said} [1]`],
            conditions: [said],
            holdsFor: [said],
            ask: said,
            choices: [said],
            footnote: title,
            parts: [{ heading: title, kind: 'list', items: [said], folded: true }],
            evidence: [{ id: 'e', type: 'case-study', title, line: said }],
            nearest: [{ id: 'n', type: 'claim', title, line: said }],
            citations: [{ n: 1, title, url, entry: 'e', version: 'v' }],
            actions: [{ kind: 'law', label: 'Show the law' }],
          }
          for (const activity of activitiesFor(card)) {
            expectHarmless(activity.text ?? '', /\*\*|\[1\]/)
            expectSafeCard(activity.attachments?.[0]?.content)
          }
          expectSafeCard(cardAlone(card))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('in a request or its form becomes nothing but words', () => {
    fc.assert(
      fc.property(text, (said) => {
        const seen = view()
        const request = { ...seen.request, need: { ...seen.request.need, words: said, place: said } }
        expectSafeCard(
          requestAs(
            view({
              request,
              asker: said,
              holder: said,
              events: seen.events.map((one) => ({ ...one, byName: said, text: said })),
              similar: [{ id: 'x', words: said, status: 'open' }],
              colleagues: [{ member: 'x', name: said }],
            }),
          ),
        )
        expectSafeCard(
          requestForm(prepared({ need: { ...prepared().need, words: said, place: said } }), { key: 'k', dialog: true }),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('is an address only where it is one of the web', () => {
    expect(addressOf('https://www.gov.uk/a(b)')).toBe('https://www.gov.uk/a(b)')
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://a:b@c.example',
      'msteams://x',
      '',
      'x',
    ])
      expect(addressOf(url)).toBe('')
  })
})

/** Text that Teams reads as Markdown is harmless, links are ours, and nothing else is read at all. */
function expectSafeCard(card: unknown): void {
  expect(problemsIn(card as Element)).toEqual([])
  for (const one of all(card)) {
    if (one.type === 'TextBlock') expectHarmless(String(one.text))
    if (one.type === 'Action.OpenUrl')
      expect(String(one.url)).toMatch(/^https?:\/\/(?:www\.gov\.uk|www\.legislation|bookings\.example)/)
    expect(one.type).not.toBe('mention')
  }
  const { msteams } = card as { msteams?: object }
  expect(msteams).toEqual({ width: 'Full' })
}
