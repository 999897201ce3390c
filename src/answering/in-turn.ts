import { holdsForLine } from '../cards/answer-card.ts'
import { BOTTOM_LINES, DECLINED, FAILED, HEADINGS, IN_TURN, NO_EVIDENCE, VERDICTS } from '../cards/words.ts'
import type { Answer, Answered, AnswerPart } from '../domain/answer.ts'

export interface Asked {
  question: string
  answer: Answer
}

/**
 * Several answers as one, in the order asked: the first in full, each other with its verdict, answer, conditions and steps
 * under its own question. Undefined when the first was not answered, or one of them wants a person first.
 */
export function inTurn([first, ...others]: readonly [Asked, ...Asked[]]): Answered | undefined {
  const { answer: whole } = first
  if (whole.outcome !== 'answered' || others.some(({ answer }) => answer.outcome === 'specialist')) return undefined
  let joined: Answered = { ...whole, first: [IN_TURN, ...whole.first], ask: undefined }
  const said = new Set([nameOf(whole)])
  for (const { question, answer } of others) {
    if (answer.outcome !== 'answered') {
      joined.parts = [...joined.parts, text(question, [unanswered(answer)])]
    } else if (!said.has(nameOf(answer))) {
      said.add(nameOf(answer))
      joined = append(joined, question, answer)
    }
  }
  return joined.parts.length === whole.parts.length ? whole : joined
}

function append(joined: Answered, question: string, answer: Answered): Answered {
  const offset = joined.citations.length
  const shift = (line: string) => line.replace(/\[(\d+)\]/g, (_, digits: string) => `[${Number(digits) + offset}]`)
  const { ruling } = answer
  const verdict = ruling
    ? `**${BOTTOM_LINES[ruling.bottomLine]}** ${VERDICTS[ruling.verdict]}: “${ruling.says}”`
    : `**${answer.lead.title}**`
  const conditions: AnswerPart[] = answer.conditions.length
    ? [{ heading: HEADINGS.conditions, kind: 'list', items: answer.conditions, folded: false }]
    : []
  const holds: AnswerPart = {
    heading: HEADINGS.holdsFor,
    kind: 'text',
    items: [...answer.holdsFor.notes, holdsForLine(answer.holdsFor)],
    folded: false,
  }
  const parts = [text(question, [verdict, ...answer.first, answer.short]), ...conditions, ...answer.parts, holds].map(
    (part) => ({ ...part, items: part.items.map(shift) }),
  )
  return {
    ...joined,
    parts: [...joined.parts, ...parts],
    redLine: joined.redLine || answer.redLine,
    evidence: [...joined.evidence, ...answer.evidence.map((link) => ({ ...link, line: shift(link.line) }))],
    citations: [...joined.citations, ...answer.citations.map((citation) => ({ ...citation, n: citation.n + offset }))],
    confidence: Math.min(joined.confidence, answer.confidence),
    strength: answer.strength === 'middling' ? 'middling' : joined.strength,
    entries: [...new Set([...joined.entries, ...answer.entries])],
  }
}

const text = (question: string, items: string[]): AnswerPart => ({
  heading: `“${question}”`,
  kind: 'text',
  items,
  folded: false,
})

/** What an answer says, to tell whether another says the same: its entry, what was ruled on, and what came first. */
const nameOf = ({ lead, ruling, first }: Answered) => [lead.id, ruling?.says, ...first].join('\n')

function unanswered(answer: Exclude<Answer, Answered>): string {
  if (answer.outcome === 'declined') return DECLINED[answer.reason]
  if (answer.outcome === 'failed') return FAILED
  return answer.outcome === 'clarify' ? answer.ask : NO_EVIDENCE.sorry
}
