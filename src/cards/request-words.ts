import type { EventKind, NoticeKind, Stage, Status, Value } from '../domain/specialist-request.ts'

/** Every sentence Waymark says about a request to a specialist. What people wrote is quoted, never reworded. */

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  problem: 'Exploring the problem',
  options: 'Weighing the options',
  specification: 'Writing the specification',
  live: 'A procurement is live',
  contract: 'A contract is running',
}

export const VALUE_WORDS: Readonly<Record<Value, string>> = {
  unknown: 'Not known yet',
  'under-30k': 'Under £30,000',
  'below-threshold': '£30,000 or more, below the threshold',
  'above-threshold': 'Above the threshold',
}

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  open: 'Waiting for a specialist',
  taken: 'A specialist has it',
  answered: 'Answered',
  closed: 'Closed',
  declined: 'Not taken on',
  withdrawn: 'Withdrawn',
}

/** What happened, as a line of the thread. `who` did it; `whom` has it now. */
export const EVENT_WORDS: Readonly<Record<EventKind, (who: string, whom: string) => string>> = {
  made: (who) => `${who} asked for a specialist`,
  taken: (who) => `${who} took it`,
  declined: (who, whom) => `${who} can't take it; it goes to ${whom}`,
  refused: (who) => `${who} closed it without taking it on`,
  reassigned: (who, whom) => `${who} passed it to ${whom}`,
  replied: (who) => `${who} answered`,
  'asked-back': (who) => `${who} asked`,
  added: (who) => `${who} added`,
  closed: (who) => `${who} closed it`,
  withdrawn: (who) => `${who} withdrew it`,
  reopened: (who) => `${who} opened it again`,
  snoozed: (who, whom) => `${who} will come back to it on ${whom}`,
  woken: () => 'The time it was put off to has come',
  reminded: (_, whom) => `Half of the promised time has gone: ${whom} was reminded`,
  escalated: (_, whom) => `The promised time has gone: ${whom} was told`,
}

export const NOTICE_TITLES: Readonly<Record<NoticeKind, string>> = {
  new: 'Somebody needs a procurement specialist',
  event: 'A request to a specialist',
  reminder: 'A reply is due soon',
  overdue: 'A reply is late',
  escalated: 'Passed on to you: a reply is late',
  digest: 'Open requests this morning',
}

export const DESK = 'the procurement desk'
/** Where there is no desk, what is late goes to everybody. */
export const TEAM = 'everybody in the procurement team'
/** For a person who has told no name. */
export const SOMEBODY = 'Somebody'

/** Why a request is with whoever stands in. */
export const coveredBecause = (name: string, away: string) => `It goes to ${name}, who covers for ${away}.`

/** Why a request goes where it goes. */
export function routedBecause(
  name: string,
  team: string | undefined,
  because: {
    topics: readonly string[]
    place?: string
    coversFor?: string
    anybody?: true
    allBusy?: true
    full?: true
  },
): string {
  const who = team ? `${name} (${team})` : name
  if (because.full) return `It goes to ${who}: everybody is away or has all they can take just now.`
  if (because.anybody)
    return because.allBusy
      ? `It goes to ${who}: those who know this subject are away or have all they can take.`
      : `It goes to ${who}: nobody lists this subject, and ${name} has room.`
  if (because.allBusy) return `It goes to ${who}: those who know this subject are away or have all they can take.`
  const subject = because.topics
    .map((topic) => topic.replaceAll('-', ' '))
    .slice(0, 2)
    .join(' and ')
  const where = because.place ? `in ${titled(because.place)}` : ''
  const about = [subject && `about ${subject}`, where].filter(Boolean).join(' ')
  if (!about) return `It goes to ${who}, who looks after requests like this.`
  const room = because.coversFor ? `and ${name} covers for ${because.coversFor}` : `and ${name} has room for it now`
  return `It goes to ${who} because you asked ${about}, ${room}.`
}

const titled = (place: string) => place.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase())

export const REQUEST = {
  sent: (to: string, by: string) => `Sent to ${to}. You will have a first reply by ${by}.`,
  sentOnce: 'This request was sent already; nothing was sent twice.',
  nobody:
    'No procurement specialist is set up here yet, so nothing was sent. Contact your procurement team with what you need, a rough value and any deadline. These programmes can help too:',
  nothing: 'Say in a sentence or two what you need help with.',
  tooLong: 'That is more than a request can hold. Put the need in a few sentences; documents can follow.',
  badDay: 'Write the deadline as a day that is still to come, for example 2027-03-31.',
  changedHands: (name: string) => `${name} took this first, so it was not changed.`,
  notYours: 'That is for the person who asked or for a specialist to do.',
  notNow: 'That can’t be done with this request any more. Open it again first.',
  done: 'That was done already.',
  needsWords: 'Say why, or what your answer is, in a sentence.',
  notAhead: 'Choose a day that is still to come, at most three months from now.',
  noColleague: 'Choose a colleague who is in the list of specialists.',
  notFound: 'There is no such request, or it is not one you may see.',
  busy: 'Several people changed this at once. Look again and repeat it if it is still needed.',
  similarSend: 'Something like this was asked before. Read it first; you can still send yours.',
  similarDesk: 'Like this one',
} as const

/** Why something was not done to a request; `by` is whoever was first. */
export const REFUSALS = {
  'not-yours': () => REQUEST.notYours,
  'taken-by': (by: string) => REQUEST.changedHands(by || SOMEBODY),
  'already-done': () => REQUEST.done,
  'not-now': () => REQUEST.notNow,
  'needs-words': () => REQUEST.needsWords,
  'too-long': () => REQUEST.tooLong,
  'not-ahead': () => REQUEST.notAhead,
  'not-found': () => REQUEST.notFound,
  busy: () => REQUEST.busy,
  nobody: () => REQUEST.noColleague,
} as const

export const WARNINGS = {
  personal: 'This seems to hold a person’s name or contact details. Take out what a specialist does not need.',
  'named-firm': 'This seems to name a firm. In a live procurement do not name bidders here; say “a bidder”.',
  live: 'A live procurement: do not share bids, prices or scores here, and do not act on it until a specialist has answered.',
} as const

export const ACT_LABELS = {
  take: 'Take it',
  decline: 'I can’t take it',
  refuse: 'Close without taking it on',
  reassign: 'Pass it on',
  reply: 'Answer',
  'ask-back': 'Ask something back',
  add: 'Add something',
  close: 'Close',
  withdraw: 'Withdraw',
  reopen: 'Open again',
  snooze: 'Put off',
} as const
