import { parseArgs } from 'node:util'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { requestCard, shortly } from '../../src/cards/request-card.ts'
import { REFUSALS, REQUEST, STATUS_WORDS, WARNINGS } from '../../src/cards/request-words.ts'
import type { Person } from '../../src/domain/question.ts'
import { LIVE, type SpecialistRequest } from '../../src/domain/specialist-request.ts'
import { actionFrom } from '../../src/specialists/action-from.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { Act } from '../../src/specialists/life.ts'
import { needFrom } from '../../src/specialists/send.ts'
import { ukDay, ukMorning, ukTime } from '../../src/specialists/working-time.ts'

export const DESK_USAGE = `Usage, with --as platform:id for who you are (web:jo@anytown.gov.uk, slack:U0123ABC) and --tenant, "local" when left out:
  npm run -s desk -- request "what you need" [--stage problem|options|specification|live|contract] [--value …]
                     [--place …] [--deadline YYYY-MM-DD] [--urgent "why"] [--about QUESTION_ID] [--send]
                                         shows what will be shared and with whom; --send sends it
  npm run -s desk -- mine                your requests
  npm run -s desk -- queue               for specialists: what is open
  npm run -s desk -- show ID             one request with its thread
  npm run -s desk -- take|close|withdraw ID
  npm run -s desk -- decline|refuse|reply|ask-back|add|reopen ID "words"
  npm run -s desk -- reassign ID SPECIALIST|DESK ["why"] · snooze ID YYYY-MM-DD ["why"]
  npm run -s desk -- record ID [--json]  the decision record, as Markdown or JSON
  npm run -s desk -- undelivered · retry MESSAGE_ID
The command line trusts whoever can open the data folder.`

export interface DeskTools {
  desk: Desk
  /** The decision record as Markdown. */
  toMarkdown(record: NonNullable<Awaited<ReturnType<Desk['record']>>>): string
  today: string
  say(text: string): void
}

/** The hand-off at the command line. 0 done, 1 refused or not found, 2 the command itself was wrong. */
export async function deskCommand(
  argv: readonly string[],
  open: () => Promise<DeskTools & { close(): Promise<void> }>,
): Promise<0 | 1 | 2> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      ...{ as: { type: 'string' }, tenant: { type: 'string', default: 'local' } },
      ...{ stage: { type: 'string' }, value: { type: 'string' }, place: { type: 'string' } },
      ...{ deadline: { type: 'string' }, urgent: { type: 'string' }, about: { type: 'string' } },
      ...{ send: { type: 'boolean' }, json: { type: 'boolean' } },
    },
  })
  const [command = '', ...given] = positionals
  const [, platform, id] = /^(slack|teams|web):(.+)$/.exec(values.as ?? '') ?? []
  if (!id || !platform || !isCommand(command)) {
    process.stderr.write(`${DESK_USAGE}\n`)
    return 2
  }
  const tools = await open()
  try {
    const person: Person = { tenant: values.tenant, platform, id: platform === 'web' ? id.toLowerCase() : id }
    if (command === 'request') return await request(tools, person, given[0] ?? '', values)
    if (Object.hasOwn(READ, command))
      return await READ[command as keyof typeof READ](tools, person, given, values.json ?? false)
    return await act(tools, person, command as Act, given)
  } finally {
    await tools.close()
  }
}

const ACTS: readonly Act[] = [
  ...(['take', 'decline', 'refuse', 'reassign', 'reply', 'ask-back'] as const),
  ...(['add', 'close', 'withdraw', 'reopen', 'snooze'] as const),
]
const isCommand = (command: string) =>
  command === 'request' || Object.hasOwn(READ, command) || ACTS.includes(command as Act)

/** What is shown before it is sent, and what is sent, are the same. */
async function request(
  { desk, today, say }: DeskTools,
  person: Person,
  words: string,
  { about: questionId, send, ...fields }: Record<string, string | boolean | undefined>,
): Promise<0 | 1> {
  const need = needFrom({ words, ...fields }, today)
  if ('problem' in need) {
    say(REQUEST[need.problem])
    return 1
  }
  const shown = await desk.review(person, need, questionId as string | undefined)
  if (!shown.goesTo) {
    say([REQUEST.nobody, ...shown.programmes.map(({ title, line }) => `• ${title}: ${line}`)].join('\n'))
    return 1
  }
  for (const warning of shown.warnings) say(WARNINGS[warning])
  if (shown.similar.length) say(REQUEST.similarSend)
  for (const { place, at, answered } of shown.similar)
    say(
      `• ${place ? `For ${place}, asked` : 'Asked'} ${ukTime(at)}: ${answered ? `${answered.by} answered “${answered.text}”` : 'not answered yet'}`,
    )
  say(shown.goesTo.why)
  if (!send) {
    say(`Not sent yet. A first reply would come by ${ukTime(shown.promisedBy)}. Say it again with --send.`)
    return 0
  }
  const sent = await desk.send(person, {
    need,
    key: `cli:${ukDay(Date.now())}:${words}`,
    conversation: 'command line',
    ...(questionId && { questionId: String(questionId) }),
  })
  if (!('request' in sent)) return 1
  say(sent.made ? REQUEST.sent(shown.goesTo.name, ukTime(sent.request.promisedBy)) : REQUEST.sentOnce)
  say(sent.request.id)
  return 0
}

const line = ({ id, status, need, promisedBy, firstReplyAt }: SpecialistRequest) => {
  const due = LIVE.includes(status) && !firstReplyAt ? `, reply by ${ukTime(promisedBy)}` : ''
  return `${id}  ${STATUS_WORDS[status]}${due}: ${shortly(need.words, 80)}`
}

const READ = {
  async mine({ desk, say }: DeskTools, person: Person) {
    for (const one of await desk.mine(person)) say(line(one))
    return 0 as const
  },
  async queue({ desk, say }: DeskTools, person: Person) {
    const queue = await desk.queue(person)
    if (!queue) return refuse(say, REQUEST.notYours)
    for (const [heading, list] of [
      ['Yours', queue.mine],
      ['At the desk', queue.desk],
      ['With colleagues', queue.others],
      ['Answered by you', queue.answered],
    ] as const)
      if (list.length) say([heading, ...list.map(line)].join('\n  '))
    return 0 as const
  },
  async show({ desk, say }: DeskTools, person: Person, [id = '']: readonly string[]) {
    const view = await desk.open(person, id)
    if (!view) return refuse(say, REQUEST.notFound)
    say(toPlainText(requestCard({ ...view, when: ukTime }), { sources: true }))
    say(`You can: ${view.acts.join(', ') || 'read it'}`)
    return 0 as const
  },
  async record({ desk, say, toMarkdown }: DeskTools, person: Person, [id = '']: readonly string[], json: boolean) {
    const record = await desk.record(person, id)
    if (!record) return refuse(say, REQUEST.notFound)
    say(json ? JSON.stringify(record, null, 2) : toMarkdown(record))
    return 0 as const
  },
  async undelivered({ desk, say }: DeskTools, person: Person) {
    const parked = await desk.parked(person)
    if (!parked) return refuse(say, REQUEST.notYours)
    for (const { id, kind, request: about, problem } of parked)
      say(`${id}  ${kind} about ${about ?? 'open requests'}: ${problem}`)
    return 0 as const
  },
  async retry({ desk, say }: DeskTools, person: Person, [id = '']: readonly string[]) {
    return (await desk.retry(person, id)) ? (0 as const) : refuse(say, REQUEST.notFound)
  },
}

async function act(
  { desk, say }: DeskTools,
  person: Person,
  what: Act,
  [id = '', first = '', second = '']: readonly string[],
): Promise<0 | 1> {
  const to = what === 'reassign' ? await memberNamed(desk, person, id, first) : ''
  const words = what === 'reassign' || what === 'snooze' ? second : first
  const action = actionFrom(what, { words, to, until: ukMorning(first) })!
  const acted = await desk.act(person, id, action)
  if ('done' in acted) {
    say(line(acted.done))
    return 0
  }
  return refuse(say, REFUSALS[acted.refused](acted.by ?? ''))
}

/** A colleague may be named by name or by id. */
async function memberNamed(desk: Desk, person: Person, id: string, name: string): Promise<string> {
  const colleagues = (await desk.open(person, id))?.colleagues ?? []
  return colleagues.find((colleague) => colleague.name === name)?.member ?? name
}

function refuse(say: (text: string) => void, why: string): 1 {
  say(why)
  return 1
}
