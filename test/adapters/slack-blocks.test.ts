import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldedApart, toMessages } from '../../adapters/slack/blocks.ts'
import { homeView } from '../../adapters/slack/home.ts'
import { LIMITS } from '../../adapters/slack/limits.ts'
import { handOffForm } from '../../adapters/slack/modals/hand-off.ts'
import { theLaw, wholeAnswer } from '../../adapters/slack/modals/read.ts'
import { drawn } from '../../adapters/slack/reply.ts'
import { requestMessage } from '../../adapters/slack/request-message.ts'
import { escapeSlack } from '../../adapters/slack/text.ts'
import { requestCard } from '../../src/cards/request-card.ts'
import type { Card } from '../../src/domain/card.ts'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'
import { marksIn, problemsIn, problemsInView, textsIn } from '../servers/slack.ts'
import { about, event, member, request, tenant } from '../specialists/council.ts'

const OK = 'https://ok.example/a|b'

/** A card in which every text is the same. */
function cardOf(text: string): Card {
  return {
    title: text,
    first: [text],
    body: [text],
    conditions: [text, text],
    parts: [
      { heading: text, kind: 'steps', items: [text], folded: false },
      { heading: text, kind: 'list', items: [text], folded: true },
    ],
    evidence: [{ id: 'x', type: 'claim', title: text, line: text }],
    nearest: [{ id: 'x', type: 'claim', title: text, line: text }],
    citations: [{ n: 1, title: text, url: OK, entry: 'x', version: '1', locator: text, quote: text }],
    holdsFor: [text],
    ask: text,
    choices: [text],
    actions: [
      { kind: 'specialist', label: text },
      { kind: 'law', label: text },
      { kind: 'ask', label: text, ask: text },
      { kind: 'act', act: 'take', request: 'r1', label: text },
    ],
    footnote: text,
  }
}

/** Everything the adapter draws, with this text in every place a person, an entry or a model can write to. */
function everything(text: string): { top: string[]; blocks: unknown } {
  const card = cardOf(text)
  const need = { words: text, stage: 'problem' as const, value: 'unknown' as const, place: text, urgent: text }
  const spoken = request({ need, about: about({ question: text, short: text, conditions: [text] }), why: text })
  const events = [
    event(),
    event({ n: 2, kind: 'replied', byName: text, text }),
    event({ n: 3, kind: 'declined', byName: text, to: text, text }),
  ]
  const shown = {
    request: spoken,
    events,
    asker: text,
    holder: text,
    acts: ['take' as const, 'reply' as const],
    when: () => text,
  }
  const news = requestMessage(requestCard(shown), 'r1')
  const who = { ...member('sam', ['admin']), name: text }
  const prepared = {
    ...{ need, topics: [], about: about({ question: text, short: text }), warnings: ['live' as const], promisedBy: 0 },
    goesTo: { name: text, why: text },
    similar: [{ id: 'r2', place: text, at: 0, answered: { by: text, text, at: 0 } }],
    programmes: [],
  }
  const home = {
    member: who,
    tenant: tenant({ name: text, off: { reason: text, by: text, at: 0 } }),
    mine: [spoken],
    queue: { mine: [spoken], desk: [], others: [], answered: [] },
    parked: [],
  }
  const form = { questionId: 'q', conversation: 'C1:1', key: 'k', warned: [] }
  return {
    top: [...drawn(card, { questionId: 'q', feedback: true }).map((one) => one.text), news.text],
    blocks: [
      drawn(card, { questionId: 'q', feedback: true, mine: true }),
      wholeAnswer(card),
      theLaw(card),
      news.blocks,
      handOffForm(prepared, form, () => text),
      homeView(home as never),
    ],
  }
}

/** What Slack would make of a text, were it not kept from it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '<!channel>',
          '<!here>',
          '<!everyone>',
          '<@U123>',
          '<#C1>',
          '<!subteam^S1>',
          '<!date^1^{date}^https://evil.example|x>',
        ],
        ...[
          '<https://evil.example|click>',
          '<mailto:a@b.c|x>',
          '&lt;!channel&gt;',
          '<',
          '>',
          '&',
          '|',
          '*',
          '_',
          '~',
          '`',
          '```',
          ':',
          ':warning:',
        ],
        ...[
          '[1]',
          '[9]',
          '**',
          '**bold**',
          '\n',
          ' ',
          '> ',
          '@channel',
          '\u2060',
          '\u202e',
          '<<',
          '>>',
          '<!',
          '&amp;',
          '\ud800',
        ],
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

describe('text from a person, an entry or a model', () => {
  it('never becomes a mention, a broadcast or a link of its own, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { top, blocks } = everything(text)
        for (const markup of [...textsIn(blocks).markup, ...top])
          for (const mark of marksIn(markup))
            expect(
              /^https:\/\/(?:ok\.example\/a%7Cb|www\.legislation\.gov\.uk\/|www\.gov\.uk\/)[^|]*\|[^|]*$/.test(mark),
            ).toBe(true)
        for (const markup of textsIn(blocks).markup) expect(markup.replace(/<[^<>]*>/g, '')).not.toContain('<')
        for (const line of top) expect(line).not.toMatch(/[<>]/)
      }),
      { numRuns: 300 },
    )
  }, 20_000)

  it('keeps everything within what Slack takes', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ maxLength: 6000 }), fc.lorem({ maxCount: 400 })), (text) => {
        const card = cardOf(text)
        for (const { blocks, text: top } of drawn(card, { questionId: 'q', feedback: true, mine: true })) {
          expect(problemsIn(blocks as never, 'message')).toEqual([])
          expect(top.length).toBeGreaterThan(0)
        }
        expect(problemsInView(wholeAnswer(card) as never)).toEqual([])
        expect(problemsInView(theLaw(card) as never)).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 20_000)
})

describe('blocks', () => {
  it('let only the cited source be a link', () => {
    const { markup } = textsIn(toMessages(cardOf('<!channel> <@U1> <https://evil.example|click> [1] [9]')))
    const marks = markup.flatMap(marksIn)
    expect(marks.length).toBeGreaterThan(0)
    for (const mark of marks) expect(mark).toMatch(/^https:\/\/ok\.example\/a%7Cb\|/)
  })

  it('stay within Slack’s limits however long the card, and lose no word', () => {
    const words = Array.from({ length: 4000 }, (_, index) => `word${index}`)
    const long = {
      ...cardOf('x'),
      parts: [{ heading: 'Long', kind: 'text' as const, items: [words.join(' ')], folded: false }],
    }
    const whole = JSON.stringify(wholeAnswer(long))
    expect(words.filter((word) => !whole.includes(word))).toEqual([])
    const drawing = JSON.stringify(toMessages(long, { questionId: 'q' }))
    expect(drawing).toContain('"More"')
    const unfolded = JSON.stringify(toMessages(long))
    expect(words.filter((word) => !unfolded.includes(word))).toEqual([])
  })

  it('never fold a condition away, and say what they fold', () => {
    const long = 'a condition that goes on for a while, as they do. '.repeat(20)
    const card = { ...cardOf('short'), conditions: [long, long, long, long] }
    const { shown, folded } = foldedApart(card)
    expect(shown.conditions).toEqual(card.conditions)
    expect(folded).toBe(true)
    expect(shown.parts).toEqual([])
  })

  it('fold sources away with what cites them, and examples one by one', () => {
    const short = cardOf('short')
    const card: Card = {
      ...{ ...short, body: ['It is so [1].'], parts: [], nearest: [] },
      citations: [1, 2, 3, 4].map((n) => ({ ...short.citations[0]!, n })),
      evidence: [2, 3, 4].map((n) => ({
        ...short.evidence[0]!,
        title: `Council ${n}`,
        line: `${'did it '.repeat(120)}[${n}].`,
      })),
    }
    const { shown, folded } = foldedApart(card)
    expect(folded).toBe(true)
    expect(shown.evidence.map(({ title }) => title)).toEqual(['Council 2', 'Council 3'])
    expect(shown.citations.map(({ n }) => n)).toEqual([1, 2, 3])
  })

  it('hold for every answer the real library gives to its own claims: one message, all conditions', async () => {
    const { assistant, library } = await assistantOver(KNOWLEDGE)
    for (const entry of library.entries.filter(({ type }) => type === 'claim')) {
      const { card, questionId } = await assistant.ask({
        text: entry.claims[0]!.says,
        askedBy: ME,
        conversation: entry.id,
      })
      const messages = drawn(card, { questionId, feedback: true })
      expect(messages.length, entry.id).toBe(1)
      expect(problemsIn(messages[0]!.blocks as never, 'message'), entry.id).toEqual([])
      expect(problemsInView(wholeAnswer(card) as never), entry.id).toEqual([])
      const shown = JSON.stringify(messages)
      for (const condition of card.conditions)
        expect(shown, entry.id).toContain(
          JSON.stringify(escapeSlack(condition.replace(/\s*\[\d+\].*/, '').slice(0, 40))).slice(1, -1),
        )
    }
  })

  it('keep a table that is no looser than Slack’s own', () => {
    expect(LIMITS.blocks).toBe(50)
    expect(LIMITS.viewBlocks).toBe(100)
    expect(LIMITS.sectionText).toBe(3000)
    expect(LIMITS.viewTitle).toBe(24)
  })
})
