import type { Outgoing } from '../../adapters/teams/activity.ts'
import { activitiesFor, cardAlone, stillCard } from '../../adapters/teams/reply.ts'
import { requestForm } from '../../adapters/teams/request-form.ts'
import { noticeCard, ownRequestsCard, queueCard, requestAs } from '../../adapters/teams/request-view.ts'
import { cardFor } from '../../src/cards/answer-card.ts'
import { digestCard, eventCard } from '../../src/cards/request-card.ts'
import type { RequestEvent } from '../../src/domain/specialist-request.ts'
import type { RequestView } from '../../src/specialists/desk.ts'
import { actsOpenTo } from '../../src/specialists/life.ts'
import type { Prepared } from '../../src/specialists/send.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import { type assistantOver, ME } from '../helpers.ts'
import { about, event, member, NOW, request } from '../specialists/council.ts'

type Element = Record<string, unknown>
type Over = Awaited<ReturnType<typeof assistantOver>>

const words = 'We were told we cannot speak to home care providers before we tender. Can a specialist look at our plan?'
const thread: RequestEvent[] = [
  event(),
  event({ n: 2, kind: 'taken', by: 'priya', byName: 'Priya Shah' }),
  event({ n: 3, kind: 'asked-back', by: 'priya', byName: 'Priya Shah', text: 'Which service, and by when?' }),
  event({ n: 4, kind: 'added', text: 'Home care in the north, from April.' }),
]
export const prepared = (own: Partial<Prepared> = {}): Prepared => ({
  need: {
    words,
    stage: 'live',
    value: 'above-threshold',
    place: 'Adult social care',
    deadline: '2027-03-31',
    urgent: 'urgent',
  },
  topics: ['market-engagement'],
  about: about(),
  warnings: ['personal', 'live'],
  goesTo: {
    name: 'Priya Shah',
    why: 'It goes to Priya Shah because you asked about market engagement, and Priya Shah has room for it now.',
    booking: 'https://bookings.example.uk/priya',
  },
  promisedBy: NOW + 3_600_000,
  similar: [
    { id: 'r0', place: 'Housing', at: NOW, answered: { by: 'Tom Webb', text: 'Yes, with a notice.', at: NOW } },
  ],
  programmes: [],
  ...own,
})

export const view = (own: Partial<RequestView> = {}): RequestView => {
  const one = request({
    status: 'taken',
    about: about(),
    need: { words, stage: 'problem', value: 'unknown', place: 'Adult social care' },
  })
  return {
    request: one,
    events: thread,
    asker: 'Sam Lee',
    holder: 'Priya Shah',
    acts: actsOpenTo(member('priya', ['specialist']), one),
    late: false,
    similar: [{ id: 'r0', words: 'May we pilot with one provider?', status: 'answered' }],
    colleagues: [
      { member: 'tom', name: 'Tom Webb' },
      { member: 'ada', name: 'Ada Obi' },
    ],
    ...own,
  }
}

/** Every kind of card we draw, by name. */
export function requestSamples(): [string, Element][] {
  const shown = { ...view(), when: ukTime }
  const [open, late] = [
    request(),
    request({ id: 'r2', need: { words, stage: 'live', value: 'unknown', urgent: 'today' } }),
  ]
  return [
    ['form in a dialog', requestForm(prepared(), { key: 'k', question: 'q', dialog: true })],
    [
      'form in a chat',
      requestForm(prepared({ similar: [], warnings: [] }), { key: 'k', dialog: false, problem: 'badDay' }),
    ],
    [
      'nobody',
      requestForm(
        {
          ...without(prepared(), 'goesTo'),
          programmes: [{ id: 'p', type: 'programme', title: 'A programme', line: 'It helps.' }],
        },
        { key: 'k', dialog: true },
      ),
    ],
    [
      'request, specialist',
      requestAs(view(), { refreshFor: ['29:priya'], said: 'Tom Webb took this first, so it was not changed.' }, 'new'),
    ],
    ['request, asker', requestAs(view({ acts: ['add', 'close', 'withdraw'], colleagues: [], similar: [] }))],
    ['request, event', noticeCard(eventCard(shown, thread[2]!), { request: 'r1' })],
    ['digest', cardAlone(digestCard([open, late], ukTime), { actions: [] })],
    [
      'queue',
      queueCard(
        {
          mine: [late],
          desk: [open],
          others: [],
          answered: [request({ id: 'r3', status: 'answered', firstReplyAt: NOW })],
          late: new Set(),
        },
        '29:priya',
      ),
    ],
    ['queue, empty', queueCard({ mine: [], desk: [], others: [], answered: [], late: new Set() }, '29:priya')],
    ['my requests', ownRequestsCard([open], '29:sam')],
  ]
}

function without<T extends object, K extends keyof T>(all: T, key: K): T {
  const { [key]: _, ...rest } = all
  return rest as T
}

/** Answers of every ending, from the knowledge given. */
export async function answerSamples({ assistant }: Over): Promise<[string, Outgoing[]][]> {
  const questions: [string, string][] = [
    ['a myth', 'we cannot talk to suppliers before we tender'],
    ['a real rule', 'how many days must we wait before we sign'],
    ['which route', 'which procedure should I use?'],
    ['a person', 'can I speak to a procurement specialist about talking to suppliers'],
    ['nothing', 'what does the procurement law say about the colour of envelopes for bids'],
    ['hello', 'hello'],
    ['not ours', 'a recipe for apple pie'],
  ]
  return Promise.all(
    questions.map(async ([name, text]): Promise<[string, Outgoing[]]> => {
      const { card, questionId } = await assistant.ask({ text, askedBy: ME, conversation: `sample ${name}` })
      return [name, activitiesFor(card, { question: questionId })]
    }),
  )
}

export async function droppedCard({ assistant }: Over): Promise<Element> {
  const { answer } = await assistant.ask({
    text: 'we cannot talk to suppliers before we tender',
    askedBy: ME,
    conversation: 'd',
  })
  return stillCard(cardFor(answer))
}
