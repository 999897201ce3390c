/** What Waymark says in Slack and nowhere else. What it says everywhere stands in src/cards. */
export const SAY = {
  checking: 'is checking the rules…',
  outsiders:
    'People from outside your council can read this conversation. Do not write about a live procurement here; ask in a direct message instead. Names and details are not kept from here.',
  liveOutside:
    'People from outside your council can read this conversation, so a live procurement can’t be sent from here. Ask in a direct message, then bring in a specialist there.',
  edited: 'Answered again, since the question was edited.',
  shared: (user: string) => `Shared by <@${user}>.`,
  notHere: 'This answer can’t be found any more. Ask again and I will check it.',
  tooLate: 'Slack closed the form before it could open. Press the button again.',
  usage:
    'Type what you were told after the command: `/waymark we can’t talk to suppliers before we tender`. Only you see the answer, until you share it.',
  thanks: 'Thank you. That helps the people who look after these answers.',
  noted: 'Thank you. Whoever looks after these answers will read that.',
  passedOn: (to: string) => `Sent to ${to}.`,
  addedTo: (to: string) =>
    `Added to your request; ${to} will read it. To ask Waymark instead, mention it or start a new message.`,
  together: 'You can talk about this request here. What you both write becomes part of it.',
  noTogether:
    'A shared conversation can’t be opened yet: both of you must be in Slack, and a specialist must have taken the request.',
  privacy:
    'Waymark keeps your questions and answers for a limited time so that follow-ups work and answers can be mended; requests to a specialist are kept longer. Specialists see what you send them and nothing else. Names, bids and prices do not belong here. Your procurement team can give you what is held on you, or delete it.',
  off: (reason: string, by: string) => `Waymark is switched off here: ${reason} (${by})`,
} as const

export const FEEDBACK = {
  title: 'What was wrong?',
  label: 'What was wrong, or missing?',
  hint: 'The people who look after these answers read this. Leave out names of people, bidders and prices.',
} as const

export const PROMPTS = [
  { title: 'Talk to suppliers early?', message: 'Can we talk to suppliers before we tender?' },
  { title: 'Favour local firms?', message: 'Can we favour local suppliers?' },
  { title: 'Who has done it?', message: 'Who has run a challenge competition?' },
  { title: 'Find a route', message: 'Which route fits a £95,000 review?' },
] as const
