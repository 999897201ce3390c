import type { Reply } from '../../src/assistant.ts'
import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Verdict } from '../../src/domain/claim.ts'

/** One answer as the command line says it. This shape is a contract: fields are added, never changed. */
export interface AnswerRecord {
  id?: string
  outcome: Answer['outcome']
  verdict: Verdict | null
  /** What the asker reads in full, without the source list. */
  text: string
  citations: { n: number; title: string; url: string; entry: string; locator?: string }[]
  offersSpecialist: boolean
  entries: string[]
  confidence: number
  ms: number
}

export function recordOf({ answer, card, ms }: Reply, id?: string): AnswerRecord {
  return {
    ...(id !== undefined && { id }),
    outcome: answer.outcome,
    verdict: (answer.outcome === 'answered' && answer.ruling?.verdict) || null,
    text: toPlainText(card),
    citations: answer.citations.map(({ n, title, url, entry, locator }) => ({
      n,
      title,
      url,
      entry,
      ...(locator && { locator }),
    })),
    offersSpecialist: answer.offersSpecialist,
    entries: answer.entries,
    confidence: answer.confidence,
    ms,
  }
}
