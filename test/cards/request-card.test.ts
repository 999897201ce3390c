import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../src/cards/markers.ts'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { digestCard, eventCard, lineOf, type RequestShown, requestCard, shortly } from '../../src/cards/request-card.ts'
import { ACT_LABELS, EVENT_WORDS, REQUEST, WARNINGS } from '../../src/cards/request-words.ts'
import type { Card } from '../../src/domain/card.ts'
import {
  EVENT_KINDS,
  NOTICE_KINDS,
  type RequestEvent,
  type SpecialistRequest,
} from '../../src/domain/specialist-request.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import { about, at, event, NOW, request } from '../specialists/council.ts'

const shown = (own: Partial<SpecialistRequest> = {}, rest: Partial<RequestShown> = {}): RequestShown => ({
  request: request({ about: about(), ...own }),
  events: [event()],
  asker: 'Sam Lee',
  holder: 'Priya Smith',
  acts: ['take', 'reply'],
  when: ukTime,
  ...rest,
})
const text = (card: Card) => toPlainText(card, { sources: true })
const replied = (words: string): RequestEvent => event({ n: 2, kind: 'replied', byName: 'Priya Smith', text: words })
const textsOf = ({ title = '', first, body, parts }: Card) => [
  title,
  ...first,
  ...body,
  ...parts.flatMap(({ items }) => items),
]

describe('a request’s card', () => {
  it('leaves nothing out: the need, the answer with its conditions and sources, and the thread', () => {
    const need = {
      words: 'First line of it\n\nand the last',
      stage: 'options',
      value: 'above-threshold',
      place: 'Highways',
      deadline: '2027-03-31',
      urgent: 'the bridge',
    } as const
    const card = requestCard(
      shown(
        { need },
        {
          events: [
            event(),
            replied('Yes,\nyou can'),
            event({ n: 3, kind: 'reassigned', byName: 'Tom', to: 'Ann', text: 'on leave' }),
          ],
        },
      ),
    )
    for (const part of [
      'First line of it',
      'and the last',
      'Weighing the options',
      'Above the threshold',
      'Highways',
      '2027-03-31',
      'the bridge',
      'Sam Lee',
      'Priya Smith',
      'It goes to Priya Smith.',
      about().question,
      'You can. Myth: “We can’t speak to suppliers before we tender”',
      about().short,
      ...about().conditions,
      about().holdsFor,
      ...about().citations.flatMap(({ title, url }) => [title, url]),
      'Priya Smith answered: Yes,\nyou can',
      'Tom passed it to Ann: on leave',
      'Tuesday 24 November, 10:00',
    ])
      expect(text(card), part).toContain(part)
    expect(card.citations).toEqual(about().citations)
  })

  it('promises a first reply until there is one', () => {
    const promisedBy = at('2026-11-25 10:00')
    expect(text(requestCard(shown({ promisedBy })))).toContain('First reply promised by Wednesday 25 November, 10:00')
    expect(text(requestCard(shown({ promisedBy, firstReplyAt: NOW })))).not.toContain('promised')
    expect(text(requestCard(shown({ promisedBy, status: 'closed' })))).not.toContain('promised')
  })

  it('warns first when a procurement is live', () => {
    const need = { ...request().need, stage: 'live' as const }
    expect(requestCard(shown({ need })).first).toEqual([WARNINGS.live])
    expect(requestCard(shown()).first).toEqual([])
  })

  it('offers what may be done, each with its label', () => {
    expect(requestCard(shown()).actions).toEqual([
      { kind: 'act', act: 'take', request: 'r1', label: ACT_LABELS.take },
      { kind: 'act', act: 'reply', request: 'r1', label: ACT_LABELS.reply },
    ])
  })

  it('draws no thread where nothing was said yet', () => {
    expect(requestCard(shown()).parts.map(({ heading }) => heading)).not.toContain('Thread')
  })
})

describe('what people wrote', () => {
  const HOSTILE = 'it says [1] and **You can.** [2](https://evil.example) <!channel> ***'

  it('stays text: no citation and no bold comes of it, and in plain text it reads as it was', () => {
    const said = shown(
      {
        need: { ...request().need, words: HOSTILE, place: HOSTILE, urgent: HOSTILE },
        about: about({ question: HOSTILE }),
        why: HOSTILE,
      },
      { events: [event(), replied(HOSTILE)], asker: HOSTILE, holder: HOSTILE },
    )
    for (const card of [requestCard(said), eventCard(said, replied(HOSTILE)), digestCard([said.request], ukTime)]) {
      const lines = textsOf(card).filter((line) => line.includes('evil'))
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        const marks = piecesOf(line, about().citations).filter(({ kind }) => kind !== 'words')
        // The state is set in bold by the card itself.
        expect(marks.filter((mark) => !('text' in mark && mark.text === 'Waiting for a specialist'))).toEqual([])
      }
      expect(toPlainText(card).replaceAll('\u2060', '')).toContain(HOSTILE)
    }
  })

  it('never changes what the reviewed answer cites', () => {
    const line = requestCard(shown())
      .parts.flatMap(({ items }) => items)
      .find((item) => item.includes('head start'))!
    expect(piecesOf(line, about().citations)).toContainEqual({ kind: 'cite', n: 1 })
  })
})

describe('a card of one change', () => {
  it('says what happened and what was said, with the need one step away', () => {
    const card = eventCard(shown(), replied('Yes:\n\npublish the notice'))
    expect(card.body).toEqual(['Priya Smith answered', 'Yes:', 'publish the notice'])
    expect(text(card)).toContain(request().need.words)
  })

  it('has a title for every kind of message that is true for asker and specialist alike', () => {
    for (const kind of NOTICE_KINDS) expect(eventCard(shown(), event(), kind).title).not.toMatch(/\byour request\b/i)
  })

  it('leaves no gap where a name is not known', () => {
    for (const kind of EVENT_KINDS) {
      const to = kind === 'snoozed' ? String(NOW) : ''
      const line = lineOf(event({ kind, byName: '', to }), { when: ukTime })
      expect(line, kind).toMatch(/^\S(?!.* {2}).*[^\s:]$/)
      expect(line, kind).not.toMatch(/^(?:took|asked|answered)|: was|to $/)
    }
    expect(text(requestCard(shown({}, { asker: '', holder: '' })))).toMatch(/From: Somebody\n[\s\S]*/)
    expect(text(requestCard(shown({}, { holder: '' })))).toContain('the procurement desk')
  })

  it('says of a late one who was told, since whoever had it may have it still', () => {
    const line = lineOf(event({ kind: 'escalated', to: 'Procurement desk' }), { when: ukTime })
    expect(line).toBe('The promised time has gone: Procurement desk was told')
  })

  it('says when a request that was put off comes back', () => {
    const line = lineOf(event({ kind: 'snoozed', byName: 'Priya', to: String(at('2026-12-01 09:00')) }), {
      when: ukTime,
    })
    expect(line).toBe('Priya will come back to it on Tuesday 1 December, 09:00')
  })
})

describe('the morning’s list', () => {
  it('names all that is open, and opens the first five', () => {
    const open = Array.from({ length: 7 }, (_, n) =>
      request({ id: `r${n}`, need: { ...request().need, words: `need number ${n}` } }),
    )
    const card = digestCard(open, ukTime)
    for (let n = 0; n < 7; n++) expect(text(card)).toContain(`need number ${n}`)
    expect(card.actions.map((action) => 'request' in action && action.request)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4'])
    expect(digestCard([], ukTime).body).toEqual(['Nothing is open any more.'])
  })

  it('says what is late and what was put off', () => {
    const lines = (own: Partial<SpecialistRequest>) => digestCard([request(own)], ukTime, NOW).parts[0]!.items[0]
    expect(lines({ promisedBy: at('2026-11-23 17:00') })).toMatch(/^Late: a reply was promised by Monday 23 November/)
    expect(lines({ promisedBy: at('2026-11-25 17:00') })).toMatch(/^Reply promised by Wednesday 25 November/)
    expect(lines({ snoozedUntil: at('2026-12-01 09:00') })).toMatch(/^Put off until Tuesday 1 December/)
    expect(lines({ snoozedUntil: at('2026-11-01 09:00'), firstReplyAt: NOW })).toMatch(/^In hand/)
  })

  it('cuts a long need between words', () => {
    expect(shortly(`${'word '.repeat(40)}`, 20)).toBe('word word word word …')
    expect(shortly('x'.repeat(300), 20)).toBe(`${'x'.repeat(20)} …`)
    expect(shortly('as it is')).toBe('as it is')
  })
})

describe('every sentence', () => {
  it('ends, and speaks without jargon', () => {
    const said = [
      ...Object.values(REQUEST).map((one) => (typeof one === 'string' ? one : one('A', 'B'))),
      ...Object.values(WARNINGS),
    ]
    for (const one of said) expect(one).not.toMatch(/ticket|escalat|null|undefined/i)
    for (const kind of EVENT_KINDS) expect(EVENT_WORDS[kind]('Sam', 'Tom').length).toBeGreaterThan(5)
  })
})
