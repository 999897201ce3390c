import type { DeclineReason } from '../domain/answer.ts'
import type { BottomLine, Verdict } from '../domain/claim.ts'
import type { Nation, Regime } from '../domain/nation.ts'

/** Every sentence Waymark itself says to a person. Entries say the rest. */

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  myth: 'Myth',
  'partly-true': 'Partly true',
  'true-rule': 'A real rule',
}

export const BOTTOM_LINES: Readonly<Record<BottomLine, string>> = {
  'you-can': 'You can.',
  'you-can-if': 'You can, on conditions.',
  'you-cannot': "You can't.",
  'you-must': 'You must.',
  'you-do-not-have-to': "You don't have to.",
  'that-is-so': 'That is so.',
  'that-is-not-so': 'That is not so.',
  'it-depends': 'It depends.',
}

export const NATIONS: Readonly<Record<Nation, string>> = {
  england: 'England',
  wales: 'Wales',
  'northern-ireland': 'Northern Ireland',
  scotland: 'Scotland',
}

export const REGIMES: Readonly<Record<Regime, string>> = {
  'procurement-act-2023': 'procurements begun since 24 February 2025 (Procurement Act 2023)',
  'public-contracts-regulations-2015': 'procurements begun before 24 February 2025 (Public Contracts Regulations 2015)',
  'provider-selection-regime': 'health care services in England (Provider Selection Regime)',
  'scotland-2015': 'Scottish procurement law',
  none: '',
  any: '',
}

export const DECLINED: Readonly<Record<DeclineReason, string>> = {
  empty: 'I did not get a question. Type what you have been told, or what you want to do, and I will check it.',
  'too-long':
    'That is too long for me to read in one go. Put the question in a few sentences (up to 2,000 characters) and I will answer it.',
  'not-readable': 'I could not read a question in that. Type it in words and I will check it against procurement law.',
  'not-english':
    'I can only answer in English for now. Please ask again in English, or bring in a procurement specialist.',
  'off-topic':
    "I can't help with that: I only answer questions about public procurement and working with suppliers. Ask me what you have been told procurement does not allow.",
  orders:
    "I can't do that: I only answer procurement questions, from reviewed entries, and instructions in a message do not change them. Ask me what you would like to know.",
  'foreign-law':
    "I can't answer for procurement law outside the UK. I cover England, Wales and Northern Ireland, and can point to the Scottish rules. A specialist can help with the rest.",
  'switched-off':
    'Waymark is switched off here for now. Your procurement team can help with anything that cannot wait.',
  'act-for-you':
    "I can't do that for you: I answer procurement questions and bring in a specialist. I do not send, sign, publish or change anything.",
}

export const GREETINGS = {
  hello:
    'Hello. Tell me what you have been told procurement does not allow, or what you want to buy or try, and I will say what the law really is, how to do it and who has.',
  thanks:
    'You are welcome. Ask me anything else about procurement, or bring in a specialist while the problem is still open.',
  help: 'I check what people say about public procurement. Ask in your own words: "can we talk to suppliers before we tender?", "who has run a challenge competition?", "how do I buy a £95k review?". You get a verdict, the law behind it, the conditions, next steps and councils that have done it. A procurement specialist is always one step away.',
} as const

export const SPECIALIST = {
  offer: 'Bring in a procurement specialist while the problem is still open.',
  wanted:
    'A procurement specialist is the right person for this. Contact your procurement team, with what you need, the rough value and any deadline; your monitoring officer or legal team can help with anything live.',
  redLine:
    'Talk to a procurement specialist or your legal team before doing anything else. Do not contact bidders, change documents or sign until you have. Keep every record.',
  meanwhile: 'While you wait, this is what the rules say:',
} as const

export const NO_EVIDENCE = {
  sorry: 'I have no reviewed answer to that, so I will not guess. A procurement specialist can help.',
} as const

export const CLARIFY = {
  route: {
    ask: 'To point to a route I need to know a little more: roughly what is it worth over its whole life (including VAT and extensions), and what kind of thing is it?',
    choices: ['Goods or services', 'Works', 'Care, education or similar services', 'Changing a contract we have'],
  },
  value: {
    ask: 'It depends on the value. What is it worth over its whole life, with VAT and every extension?',
    choices: ['It is under £30,000', 'It is £30,000 or more, but below the threshold', 'It is above the threshold'],
  },
  begun: {
    ask: 'It depends on when that was procured. Did the procurement begin before or since 24 February 2025?',
    choices: ['The contract was procured before 24 February 2025', 'The contract was procured since 24 February 2025'],
  },
} as const

/** Every choice offered, word for word: sent back, it completes the question it was offered for. */
export const CHOICES: ReadonlySet<string> = new Set(Object.values(CLARIFY).flatMap(({ choices }) => choices))

/** Said before the answer, when a question takes something wrong as given. */
export const PREMISE = (says: string) => `First, something the question takes as given is a myth: “${says}”`

/** Buttons below an answer; those with `ask` send it as the next question of the conversation. */
export const ACTIONS = {
  specialist: { label: 'Bring in a specialist' },
  law: { label: 'Show the law' },
  cases: { label: 'Who has done this', ask: 'Who has done this?' },
  route: { label: 'Which route', ask: 'Which route would fit?' },
} as const

export const IN_TURN = 'You asked more than one thing; here are the answers in turn.'

export const FAILED =
  'Something went wrong on our side and your question was not answered. Please try again in a minute; a procurement specialist can help meanwhile.'

export const HEADINGS = {
  conditions: 'As long as',
  evidence: 'Who has done it',
  sources: 'Sources',
  nearest: 'You may also have meant',
  holdsFor: 'Holds for',
} as const

export const NOT_ADVICE = 'information, not legal advice'
export const MIDDLING = 'This is my best match; check it is what you meant.'
export const MODEL_WORDED =
  'The short answer was worded by a language model from reviewed sentences; the verdict, conditions and sources were not.'
