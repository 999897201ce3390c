import { LINK_MINUTES } from '../../src/sign-in.ts'

/** Sentences only the pages say. What is said on every platform is in src/cards/. */

export const NAV = {
  label: 'Waymark',
  ask: 'Ask',
  mine: 'My requests',
  queue: 'Queue',
  undelivered: 'Undelivered',
  figures: 'Figures',
  signIn: 'Sign in',
  signOut: 'Sign out',
  open: (count: number) => `${count} open`,
  parked: (count: number) => `${count} to look at`,
  as: (name: string) => `Signed in as ${name}`,
} as const

export const AROUND = {
  name: 'Waymark',
  tag: 'What procurement really allows',
  skip: 'Skip to main content',
  advice:
    'Waymark gives information, not legal advice. Answers come from reviewed entries with their sources. Where money, a live tender or a named supplier is involved, talk to your procurement team, monitoring officer or legal team first.',
  careful: 'Do not type names of bidders, prices in a live tender or personal details.',
} as const

export const ASK = {
  title: 'Told that procurement doesn’t allow it?',
  lead: 'Ask in your own words. You get a verdict, the law behind it, the conditions, what to do next and who has done it.',
  started: 'Your question',
  label: 'What have you been told, or what do you want to do?',
  hint: 'For example, a claim somebody made, a plan you have, or a word you do not know.',
  next: 'Ask a follow-up, or something new',
  button: 'Ask',
  examples: 'Or try one of these',
  pages: { empty: 'Ask', started: 'Answer' },
} as const

/** Shown on an empty page: one of each kind, so that people see what may be asked. */
export const EXAMPLES: readonly string[] = [
  'Can we talk to suppliers before we tender?',
  'We were told we must always take the lowest price',
  'Can a pilot lead straight to a contract?',
  'Which councils have used challenge-led procurement?',
  'What is the threshold for works?',
  'We want to extend a contract that is running out',
]

export const PROBLEM = 'There is a problem'
export const NOT_FOUND = {
  title: 'Page not found',
  text: 'There is no page here. Ask a question from the start page.',
} as const
export const BROKEN = {
  title: 'Sorry, there is a problem',
  request: [
    'Something went wrong on our side. If you were sending something, look at it again in a minute; sending the same form again sends nothing twice.',
    'If it can’t wait, contact your procurement team directly, with what you need, a rough value and any deadline.',
  ],
} as const
export const TOO_LARGE = {
  title: 'That is too long',
  text: 'Put the question in a few sentences and try again.',
} as const

export const ANSWER = {
  person: 'Bring in a procurement specialist',
  bring: 'Bring in a specialist',
  bringWhy:
    'The best time is while the problem is still being explored. What you asked and this answer go along; you see and edit everything before it is sent.',
  right: 'Was this right?',
  yes: 'Yes',
  no: 'No',
  aboutThis: ' (about this answer)',
} as const

export const FEEDBACK = {
  thanks: 'Thank you',
  yes: 'Noted: this answer was right.',
  no: 'Noted: this answer was not right. Somebody who looks after the knowledge will read it.',
  whyTitle: 'What was wrong with it?',
  noted: 'It is noted that this answer was not right. If you can, say why: an editor reads it.',
  why: 'What was wrong or missing (optional)',
  whyHint: 'For example, a rule that has changed, or something that does not fit your council. No personal details.',
  send: 'Send',
  back: 'Back to the answer',
  gone: 'There is no such answer any more.',
} as const

export const SIGN_IN = {
  title: 'Sign in',
  link: 'Sign in with your council account',
  linkText: 'You are sent to your council’s own sign-in page and back.',
  once: `Sign-in here is by a link that works once, for ${LINK_MINUTES} minutes. One is printed where Waymark was started; whoever runs Waymark can make another:`,
  command: 'npm run sign-in -- --name "Ada Lovelace" --role specialist',
  needed: 'Sign in first',
  neededText: 'Requests are for the person who made them and for specialists, so this page needs to know who you are.',
  otherwise:
    'If you can’t sign in, contact your procurement team directly, with what you need, a rough value and any deadline.',
  askWithout: 'You can ask questions without signing in.',
  linkTitle: 'Sign in to Waymark',
  linkHere: 'Press the button to sign in on this device. The link works once.',
  linkButton: 'Sign in',
  linkDead: `This link was used already, or is older than ${LINK_MINUTES} minutes. Ask for another.`,
  cancelled: 'Signing in was cancelled, so you are not signed in.',
  unverified:
    'Your account gives no verified e-mail address, so Waymark can’t tell who you are. Ask whoever looks after your council’s accounts.',
  'not-genuine': 'What came back from the sign-in page did not pass a check, so you are not signed in. Start again.',
  stale: 'This sign-in was begun too long ago or in another window. Start again.',
  away: 'Your council’s sign-in page can’t be reached just now. Try again in a minute.',
  notFor: 'Not for you',
  notForText: 'This page is for procurement specialists. If you should see it, ask whoever looks after Waymark.',
} as const

export const EXPIRED = {
  title: 'This page was open for a long time',
  again: 'Nothing was sent, and nothing you typed is lost. Check it and send it again.',
  copy: 'Nothing was sent. For your safety it can’t be sent from here; copy what you typed, open the page again and paste it.',
  typed: 'What you typed',
  send: 'Send it again',
  cookies: 'If you see this again and again, your browser may be refusing Waymark’s only cookie.',
  foreign: 'This did not come from one of Waymark’s own pages, so nothing was done.',
} as const

export const FORM = {
  title: 'Bring in a specialist',
  lead: 'Say what you need. Nothing is sent until you have checked it.',
  words: 'What do you need help with?',
  wordsHint: 'In your own words. Do not name bidders or people; documents can follow.',
  stage: 'How far has it come?',
  stageHint: 'The earlier, the more a specialist can do.',
  value: 'What is it worth, roughly, over its whole life?',
  valueHint: 'With VAT and every extension. A guess is fine.',
  place: 'Place or department (optional)',
  placeHint: 'For example Highways, or Leeds.',
  deadline: 'Is there a deadline? (optional)',
  deadlineHint: 'For example 31 March 2027 or 31/3/2027.',
  urgent: 'If it can’t wait: why? (optional)',
  urgentHint: 'Leave it empty when the usual time to a reply is fine.',
  name: 'Your name',
  nameHint: 'So that the specialist knows whom to answer.',
  noName: 'Enter your name, so that the specialist knows whom to answer.',
  longName: 'Enter a name of up to 120 characters.',
  longPlace: 'Put the place or department in 200 characters.',
  longUrgent: 'Say why it can’t wait in 500 characters.',
  check: 'Check before sending',
  goesAlong: 'What goes along',
  question: 'Your question',
  answer: 'What Waymark answered',
  sources: 'Sources',
  noQuestion: 'Only what you write here goes along.',
  whoGetsIt: 'Who gets it',
  promised: (when: string) => `You have a first reply by ${when}.`,
  booking: 'Book a time with them',
  similar: 'Asked before',
  similarIs: (place: string | undefined, day: string) => (place ? `For ${place} on ${day}` : `On ${day}`),
  similarRead: (by: string) => `Answered by ${by}: read it`,
  similarOpen: 'Not answered yet.',
} as const

export const CHECK = {
  title: 'Check before sending',
  shared: 'What will be shared',
  edit: 'Change',
  send: 'Send to the specialist',
  none: 'None',
  usual: 'No: the usual time is fine',
  deadline: 'Deadline',
  place: 'Place or department',
  need: 'What you need',
  stage: 'How far it has come',
  value: 'Rough value',
  urgent: 'Can’t wait',
  from: 'From',
  warning: 'Before you send it',
  keeps: (days: number) =>
    `It is kept as a record that the council may have to disclose, and deleted ${days} days after it has ended.`,
} as const

export const SENT = {
  title: 'Sent',
  again: 'Sent once',
  next: 'What happens next',
  told: 'They are told now if it is urgent, otherwise in working hours.',
  reply: 'The reply appears on the page of your request.',
  here: 'Open it in this browser: your requests are kept with it for 90 days. Make a note of the reference.',
  reference: 'Reference',
  open: 'See your request',
  more: 'Ask something else',
} as const

export const NOBODY = {
  title: 'Nobody is set up here yet',
  yet: 'No procurement specialist is set up here yet, so this can’t be sent. Fill it in all the same: you get text to send to your procurement team, and programmes that can help.',
  copy: 'Text to copy',
  copyHint: 'Send this to your procurement team yourself.',
  programmes: 'Programmes that can help',
  change: 'Change what you wrote',
} as const
