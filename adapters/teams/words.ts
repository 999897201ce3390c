/** What Waymark says in Teams and nowhere else; the rest stands in src/cards. */
export const TEAMS = {
  /** Prompts offered with a greeting; the app's manifest offers the same. */
  prompts: [
    'Can we talk to suppliers before we tender?',
    'How long must we wait before we sign?',
    'Who has run a challenge competition?',
  ],
  myRequests: 'My requests',
  queue: 'Queue',
  fillInHere: 'Fill it in here',
  formTitle: 'Bring in a specialist',
  request: 'Request to a specialist',
  choose: 'Choose',
  checkTitle: 'Check this claim',
  checking: 'This takes a little longer. The answer will come to you in our chat.',
  checkingElsewhere: 'This takes longer than Teams waits. Ask me in a chat, and the answer will come.',
  nothingSaid: 'There are no words in this message to check.',
  forMore: 'Ask me in a chat for more on this.',
  show: 'Add to the conversation',
  edited: 'You changed your question; this is the answer to it as it is now.',
  outsiders:
    'People from outside your council can read this channel. Do not write about a live procurement here; ask in our own chat instead. Names and details are not kept from here.',
  liveOutside:
    'People from outside your council can read this channel, so a live procurement can’t be sent from here. Ask in our own chat, then bring in a specialist there.',
  openedBelow: 'It is in our chat, below.',
  notForYou: 'Only a procurement specialist can see the queue.',
  nothingOpen: 'Nothing is open.',
  noRequests: 'You have not asked for a specialist yet.',
  old: 'This button no longer works. Ask again, and use the new one.',
  refresh: 'Look again',
  more: 'More',
  send: 'Send',
  thanks: 'Thank you.',
  passedOnWords: 'Passed on, and kept with the request.',
  corrected: (words: string) => `Corrected: ${words}`,
  passedOn: (name: string, by: string) => `Passed on to ${name}. A first reply is promised by ${by}.`,
} as const

/** The form's labels. */
export const FORM = {
  words: 'What do you need help with?',
  stage: 'How far is it?',
  value: 'Rough whole-life value',
  place: 'Place or department (leave empty if there is none)',
  deadline: 'Needed by (leave empty if there is no date)',
  urgent: 'Why it cannot wait (leave empty if it can)',
  shared: 'What the specialist will see besides',
  sharedAnswer: (question: string) => `Your question “${question}” and what Waymark answered.`,
  sharedNothing: 'Your name and what you write here.',
  promised: (by: string) => `You will have a first reply by ${by}.`,
} as const

/** What stands over the field of an act that needs one, and what its own button says. */
export const ACT_FIELDS = {
  decline: 'Why you cannot take it',
  refuse: 'Why it is not taken on; the asker reads this',
  reply: 'Your answer',
  'ask-back': 'Your question to the asker',
  add: 'What you want to add',
  reopen: 'Why it is opened again',
  reassign: 'Who should have it',
  reassignReason: 'A word to them (not needed)',
  snooze: 'Until when',
} as const
