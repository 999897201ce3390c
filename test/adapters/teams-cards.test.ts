import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Outgoing } from '../../adapters/teams/activity.ts'
import { toMarkdown } from '../../adapters/teams/elements.ts'
import { LIMITS } from '../../adapters/teams/limits.ts'
import { activitiesFor } from '../../adapters/teams/reply.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import type { Card } from '../../src/domain/card.ts'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'
import { all, type Element, problemsIn } from './teams-reader.ts'
import { answerSamples, droppedCard, requestSamples } from './teams-samples.ts'

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
