import { isAdmin, isSpecialist, type Member } from '../domain/member.ts'
import {
  type EventKind,
  LIVE,
  type RequestEvent,
  type SpecialistRequest,
  type Status,
} from '../domain/specialist-request.ts'

/** What somebody does to a request. */
export type Action =
  | { act: 'take' }
  | { act: 'decline'; reason: string }
  /** Closes it unanswered; the asker reads why. */
  | { act: 'refuse'; reason: string }
  | { act: 'reassign'; to: string; reason?: string }
  | { act: 'reply'; text: string }
  /** A question back to the asker: a reply, but not yet the answer. */
  | { act: 'ask-back'; text: string }
  /** The asker adds something. */
  | { act: 'add'; text: string }
  | { act: 'close'; reason?: string }
  | { act: 'withdraw'; reason?: string }
  | { act: 'reopen'; reason: string }
  | { act: 'snooze'; until: number; reason?: string }
export type Act = Action['act']

/** Whom to pass a request to so that nobody has it: it waits at the desk. */
export const TO_DESK = 'desk'

/** Why an action was not done; each has its words in cards/request-words.ts. */
export type Refusal = 'not-yours' | 'taken-by' | 'already-done' | 'not-now' | 'needs-words' | 'too-long' | 'not-ahead'

export interface Step {
  next: SpecialistRequest
  kind: EventKind
  text?: string
  to?: string
  /** The asker waits anew: the promised time starts again. */
  waitsAgain?: boolean
}

export type Stepped = Step | { refused: Refusal; by?: string }

/** More than a chat message holds; a longer text belongs in a document. */
export const MOST_WORDS = 4000

/** A request put off is not reminded of, so it is not put off for ever: three months. */
const LONGEST_SNOOZE = 92 * 24 * 3_600_000

const OPEN_TO: Readonly<Record<Act, readonly Status[]>> = {
  take: ['open', 'taken'],
  decline: ['open', 'taken'],
  refuse: LIVE,
  reassign: ['open', 'taken', 'answered'],
  reply: ['open', 'taken', 'answered'],
  'ask-back': ['open', 'taken', 'answered'],
  add: ['open', 'taken', 'answered'],
  close: ['open', 'taken', 'answered'],
  withdraw: ['open', 'taken', 'answered'],
  reopen: ['answered', 'closed', 'declined', 'withdrawn'],
  snooze: LIVE,
}
const ASKERS_ACTS: readonly Act[] = ['add', 'close', 'withdraw', 'reopen']
const SPECIALISTS_ACTS: readonly Act[] = [
  'take',
  'decline',
  'refuse',
  'reassign',
  'reply',
  'ask-back',
  'close',
  'reopen',
  'snooze',
]

/** What this member may do with a request now: what buttons are drawn, and what is checked again at the click. */
export function actsOpenTo(member: Member, request: SpecialistRequest): Act[] {
  if (member.tenant !== request.tenant) return []
  const mine = request.askedBy === member.id ? ASKERS_ACTS : []
  const work = isSpecialist(member) ? SPECIALISTS_ACTS : []
  return [...new Set([...mine, ...work])].filter((act) => {
    if (!OPEN_TO[act].includes(request.status)) return false
    if (act === 'take') return request.status === 'open'
    return act !== 'decline' || mayDecline(member, request)
  })
}

/** Only who has it can say that they can't take it; an admin may say it for them. */
const mayDecline = (member: Member, { assignee }: SpecialistRequest): boolean =>
  !assignee || assignee === member.id || isAdmin(member)

/** Whether a member may read a request and its thread. */
export const maySee = (member: Member, request: SpecialistRequest): boolean =>
  member.tenant === request.tenant && (request.askedBy === member.id || isSpecialist(member))

/**
 * One action on a request: what it becomes, or why not. Doing a thing twice is refused as `already-done`, which callers
 * show as done: a second click harms nothing. Pure; whoever stores the result settles races by its version.
 */
export function step(request: SpecialistRequest, action: Action, by: Member, now: number): Stepped {
  const { act } = action
  const mayDo =
    (request.askedBy === by.id && ASKERS_ACTS.includes(act)) || (isSpecialist(by) && SPECIALISTS_ACTS.includes(act))
  if (by.tenant !== request.tenant || !mayDo) return { refused: 'not-yours' }
  const text = wordsOf(action)
  if (text !== undefined && text.length > MOST_WORDS) return { refused: 'too-long' }
  if (needsWords(action) && !text) return { refused: 'needs-words' }
  if (!OPEN_TO[act].includes(request.status))
    return { refused: isDone(act, request.status) ? 'already-done' : 'not-now' }

  const changed = (change: Partial<SpecialistRequest>): SpecialistRequest => ({
    ...request,
    ...change,
    version: request.version + 1,
  })
  const said = text ? { text } : {}
  const replied = { firstReplyAt: request.firstReplyAt ?? now }
  switch (action.act) {
    case 'take':
      if (request.status === 'taken') {
        return request.assignee === by.id
          ? { refused: 'already-done' }
          : { refused: 'taken-by', ...(request.assignee && { by: request.assignee }) }
      }
      return { next: changed({ status: 'taken', assignee: by.id }), kind: 'taken', to: by.id }
    case 'decline':
      if (!mayDecline(by, request)) return { refused: 'taken-by', ...(request.assignee && { by: request.assignee }) }
      return { next: without(changed({ status: 'open' }), 'assignee'), kind: 'declined', ...said }
    case 'refuse':
      return { next: changed({ status: 'declined', closedAt: now }), kind: 'refused', ...said }
    case 'reassign':
      if ((request.assignee ?? TO_DESK) === action.to) return { refused: 'already-done' }
      if (action.to === TO_DESK)
        return { next: without(changed({ status: 'open' }), 'assignee'), kind: 'reassigned', to: TO_DESK, ...said }
      return { next: changed({ status: 'open', assignee: action.to }), kind: 'reassigned', to: action.to, ...said }
    case 'reply':
      return {
        next: changed({ status: 'answered', assignee: request.assignee ?? by.id, ...replied }),
        kind: 'replied',
        ...said,
      }
    case 'ask-back':
      return {
        next: changed({ status: 'taken', assignee: request.assignee ?? by.id, ...replied }),
        kind: 'asked-back',
        ...said,
      }
    case 'add':
      return {
        next: changed({ status: request.status === 'answered' ? 'taken' : request.status }),
        kind: 'added',
        ...said,
        waitsAgain: request.firstReplyAt !== undefined,
      }
    case 'close':
      return { next: changed({ status: 'closed', closedAt: now }), kind: 'closed', ...said }
    case 'withdraw':
      return { next: changed({ status: 'withdrawn', closedAt: now }), kind: 'withdrawn', ...said }
    case 'reopen':
      return {
        // Somebody has it only if they had begun; a request closed before that waits for a specialist again.
        next: without(
          changed({ status: request.assignee && request.firstReplyAt !== undefined ? 'taken' : 'open' }),
          'closedAt',
        ),
        kind: 'reopened',
        ...said,
        waitsAgain: true,
      }
    case 'snooze':
      if (action.until === request.snoozedUntil) return { refused: 'already-done' }
      if (!(action.until > now && action.until <= now + LONGEST_SNOOZE)) return { refused: 'not-ahead' }
      return { next: changed({ snoozedUntil: action.until }), kind: 'snoozed', ...said }
  }
}

function wordsOf(action: Action): string | undefined {
  if ('text' in action) return action.text.trim()
  return 'reason' in action ? action.reason?.trim() : undefined
}

const SAID_AS: Readonly<Partial<Record<Act, EventKind>>> = {
  decline: 'declined',
  reply: 'replied',
  'ask-back': 'asked-back',
  add: 'added',
}

/** A second click on the same words: the latest event is this very one. */
export function isRepeat(action: Action, by: Member, latest: RequestEvent | undefined): boolean {
  return latest?.by === by.id && latest.kind === SAID_AS[action.act] && latest.text === wordsOf(action)
}

const needsWords = ({ act }: Action) => ['decline', 'refuse', 'reply', 'ask-back', 'add', 'reopen'].includes(act)

/** The request already is what the action would make it. */
const isDone = (act: Act, status: Status): boolean =>
  (act === 'close' && status === 'closed') ||
  (act === 'withdraw' && status === 'withdrawn') ||
  (act === 'refuse' && status === 'declined') ||
  (act === 'reopen' && LIVE.includes(status))

export function without<K extends keyof SpecialistRequest>(
  request: SpecialistRequest,
  ...keys: K[]
): SpecialistRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([key]) => !keys.includes(key as K)),
  ) as unknown as SpecialistRequest
}

/** The messages of the thread: what people said to one another, without the changes of state. */
export const MESSAGES: readonly EventKind[] = ['replied', 'asked-back', 'added']

/** The specialist's latest answer in a thread. */
export const latestReply = (events: readonly RequestEvent[]) => events.findLast(({ kind }) => kind === 'replied')
