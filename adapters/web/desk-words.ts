/** Sentences of the pages that follow requests: one's own, the queue, one request, what was not delivered, figures. */

export const MINE = {
  title: 'My requests',
  none: 'You have not asked for a specialist yet.',
  start: 'Bring in a specialist',
  asked: 'Asked',
} as const

export const STATE = {
  late: 'Late',
  lateBy: 'A reply was promised by',
  promised: 'Reply promised by',
  urgent: 'Urgent',
  snoozed: (when: string) => `Put off until ${when}`,
  inHand: 'In hand',
} as const

export const ONE = {
  title: 'Request',
  thread: 'Thread',
  need: 'What is needed',
  details: 'Details',
  do: 'What you can do',
  status: 'Status',
  from: 'From',
  unnamed: 'Somebody who gave no name',
  with: 'With',
  why: 'Why',
  stage: 'Stage',
  value: 'Value',
  place: 'Place or department',
  deadline: 'Deadline',
  urgent: 'Can’t wait',
  asked: 'Asked',
  reference: 'Reference',
  booking: 'Book a time',
  similar: 'Like this one',
  record: 'Decision record',
  recordText: 'Question, answer, sources with versions and the specialist’s reply, for an audit file.',
  propose: 'Propose as knowledge',
  proposed: 'Proposed as knowledge; an editor decides.',
  answered: 'What Waymark answered',
} as const

export const ACTS = {
  take: 'Take it',
  reply: 'Your answer or question',
  replyHint: 'The person who asked reads this where they asked.',
  sendReply: 'Send as the answer',
  sendQuestion: 'Ask this back',
  add: 'Add something',
  addHint: 'The specialist is told. Do not name bidders or people.',
  sendAdd: 'Add it',
  closeAsker: 'I have what I need',
  closeWork: 'Close',
  closeText: 'Close it when nothing more is to be done. It can be opened again.',
  close: 'Close the request',
  withdraw: 'Withdraw',
  withdrawText: 'Withdraw it when you no longer need an answer.',
  withdrawButton: 'Withdraw the request',
  reopen: 'Open again',
  decline: 'I can’t take it',
  declineText: 'It goes to somebody else; the person who asked is told.',
  declineButton: 'Hand it back',
  refuse: 'Close without taking it on',
  refuseText: 'The person who asked reads why.',
  refuseButton: 'Close without taking it on',
  reassign: 'Pass it to a colleague',
  reassignButton: 'Pass it on',
  to: 'Colleague',
  choose: 'Choose a colleague',
  snooze: 'Put it off until a day',
  snoozeButton: 'Put it off',
  until: 'Day',
  untilHint: 'For example 31/3/2027. It comes back that morning.',
  reason: 'Why',
  optional: 'Why (optional)',
} as const

/** Said at the top of a request when something was done to it. */
export const DONE = {
  take: 'You have it now.',
  decline: 'Handed back. It goes to somebody else.',
  refuse: 'Closed without taking it on.',
  reassign: 'Passed on.',
  reply: 'Your answer is on its way.',
  'ask-back': 'Your question is on its way.',
  add: 'Added. The specialist is told.',
  close: 'Closed.',
  withdraw: 'Withdrawn.',
  reopen: 'Opened again.',
  snooze: 'Put off.',
  proposed: 'Proposed as knowledge. An editor decides.',
} as const

export const QUEUE = {
  title: 'Queue',
  mine: 'Yours',
  desk: 'At the desk',
  others: 'With colleagues',
  answered: 'Answered by you, not closed yet',
  none: 'Nothing here.',
  tick: 'Answer this one together with others: ',
  several: 'Answer several at once',
  severalHint: 'Tick the requests above, then write one answer for all of them.',
  answer: 'Answer',
  send: 'Send to all that are ticked',
  noneTicked: 'Tick at least one request.',
  noWords: 'Write the answer to send.',
  sentTitle: 'Answered together',
  sentTo: 'Answer sent',
  back: 'Back to the queue',
} as const

export const UNDELIVERED = {
  title: 'Undelivered messages',
  lead: 'These could not be delivered, so nobody has read them. Tell the person another way, or mend the cause and try again.',
  none: 'Every message was delivered.',
  desk: 'To the desk',
  person: 'To one person',
  about: 'About',
  made: 'Written',
  retry: 'Try again',
  retried: 'It is tried again now.',
  gone: 'That message is no longer waiting to be tried.',
  why: (code: string) => CAUSES[code] ?? `The platform refused it (${code}).`,
} as const

const CAUSES: Readonly<Record<string, string>> = {
  'no-address': 'There is no address to send it to. Add a contact, or a desk, in the council’s file.',
  'no-longer-theirs': 'Whoever it was for is no specialist any more and may not read the request.',
}

export const FIGURES = {
  title: 'How early specialists are brought in',
  lead: 'The earlier a specialist comes in, the more can still be changed. Numbers below five are not shown, since they could tell who asked.',
  none: 'There are no requests yet.',
  month: 'Month',
  requests: 'Requests',
  early: 'Came early',
  reply: 'Time to a first reply',
  note: '“Came early”: while the problem or the options were still open. The time to a first reply is the middle value, in working hours.',
  hours: (hours: number) => `${hours} ${hours === 1 ? 'hour' : 'hours'}`,
  few: 'Fewer than 5',
  hidden: 'Not shown',
  stages: (month: string) => `Stage of requests in ${month}`,
  byStage: 'By stage',
} as const
