import type { Answer, Answered, HoldsFor } from '../domain/answer.ts'
import type { Card, CardAction } from '../domain/card.ts'
import {
  ACTIONS,
  BOTTOM_LINES,
  DECLINED,
  FAILED,
  GREETINGS,
  MIDDLING,
  MODEL_WORDED,
  NATIONS,
  NO_EVIDENCE,
  NOT_ADVICE,
  REGIMES,
  SPECIALIST,
  VERDICTS,
} from './words.ts'

export const EMPTY: Card = {
  first: [],
  body: [],
  conditions: [],
  parts: [],
  evidence: [],
  nearest: [],
  citations: [],
  holdsFor: [],
  choices: [],
  actions: [],
}
/** Below this a person is asked to check that it is what they meant; said over every good answer, it would mean nothing. */
const DOUBTFUL = 0.75
const BRING_IN: CardAction = { kind: 'specialist', ...ACTIONS.specialist }

/** Every ending of a question, as the one message all channels draw. */
export function cardFor(answer: Answer): Card {
  switch (answer.outcome) {
    case 'answered':
      return answeredCard(answer)
    case 'specialist': {
      const said = answer.redLine ? SPECIALIST.redLine : SPECIALIST.wanted
      if (!answer.soFar) return { ...EMPTY, title: 'Bring in a specialist', body: [said], actions: [BRING_IN] }
      const card = answeredCard({ ...answer.soFar, redLine: false })
      return { ...card, first: [said, SPECIALIST.meanwhile, ...card.first], nearest: [] }
    }
    case 'clarify':
      return { ...EMPTY, body: [answer.ask], choices: answer.choices, actions: [BRING_IN] }
    case 'greeting':
      return { ...EMPTY, body: [GREETINGS[answer.kind]], actions: [BRING_IN] }
    case 'declined':
      return {
        ...EMPTY,
        body: [DECLINED[answer.reason], ...(answer.detail ? [answer.detail] : [])],
        actions: answer.offersSpecialist ? [BRING_IN] : [],
      }
    case 'no-evidence':
      return {
        ...EMPTY,
        body: [NO_EVIDENCE.sorry],
        nearest: answer.nearest,
        actions: [BRING_IN],
        footnote: SPECIALIST.offer,
      }
    case 'failed':
      return { ...EMPTY, body: [FAILED], actions: [BRING_IN] }
  }
}

function answeredCard(answer: Answered): Card {
  const { ruling, lead, holdsFor, strength } = answer
  return {
    ...EMPTY,
    ...(ruling
      ? {
          verdict: {
            bottomLine: BOTTOM_LINES[ruling.bottomLine],
            label: VERDICTS[ruling.verdict],
            verdict: ruling.verdict,
            says: ruling.says,
          },
        }
      : { title: lead.title }),
    first: [
      ...(answer.redLine ? [SPECIALIST.redLine] : []),
      ...answer.first,
      ...(answer.confidence < DOUBTFUL ? [MIDDLING] : []),
    ],
    body: [answer.short],
    conditions: answer.conditions,
    parts: answer.parts,
    evidence: answer.evidence,
    nearest: strength === 'middling' ? answer.nearest : [],
    ...(answer.ask && { ask: answer.ask.ask, choices: answer.ask.choices }),
    citations: answer.citations,
    holdsFor: [
      ...new Set(holdsFor.notes.filter((note) => !answer.first.includes(note))),
      holdsForLine(holdsFor),
      ...(answer.wordedBy ? [MODEL_WORDED] : []),
    ],
    ...(answer.wordedBy && { modelWorded: true }),
    actions: [BRING_IN, ...furtherActions(answer)],
    footnote: SPECIALIST.offer,
  }
}

/** What else can be asked of an answer; never what it is itself. */
function furtherActions({ lead, citations }: Answered): CardAction[] {
  return [
    ...(citations.length ? [{ kind: 'law', ...ACTIONS.law } as const] : []),
    ...(lead.type === 'case-study' ? [] : [{ kind: 'ask', ...ACTIONS.cases } as const]),
    ...(lead.type === 'pathway' ? [] : [{ kind: 'ask', ...ACTIONS.route } as const]),
  ]
}

/** Holds for England and Wales, procurements begun since … · checked 20 November 2026 · information, not legal advice */
export function holdsForLine({ nations, regime, checkedOn }: HoldsFor): string {
  const names = nations.map((nation) => NATIONS[nation])
  const where = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
  const law = REGIMES[regime] ? `, ${REGIMES[regime]}` : ''
  const checked = new Date(`${checkedOn}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return `Holds for ${where}${law} · checked ${checked} · ${NOT_ADVICE}`
}
