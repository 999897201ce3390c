import { CLARIFY } from '../cards/words.ts'
import type { Answer, Answered, DeclineReason, EntryLink } from '../domain/answer.ts'

/** The endings that need no composing. Each is an Answer of its own kind. */

export function declined(reason: DeclineReason): Answer {
  return {
    outcome: 'declined',
    reason,
    citations: [],
    entries: [],
    confidence: 0,
    offersSpecialist: reason !== 'orders',
  }
}

export function greeting(kind: 'hello' | 'thanks' | 'help'): Answer {
  return { outcome: 'greeting', kind, citations: [], entries: [], confidence: 1, offersSpecialist: true }
}

/** A person is wanted or needed; what the rules say meanwhile comes along where it was found. */
export function specialist(soFar: Answered | undefined, redLine: boolean): Answer {
  return {
    outcome: 'specialist',
    redLine,
    ...(soFar && { soFar: { ...soFar, redLine } }),
    citations: soFar?.citations ?? [],
    entries: soFar?.entries ?? [],
    confidence: soFar?.confidence ?? 0,
    offersSpecialist: true,
  }
}

export function clarify(): Answer {
  const { ask, choices } = CLARIFY.route
  return {
    outcome: 'clarify',
    ask,
    choices: [...choices],
    citations: [],
    entries: [],
    confidence: 0,
    offersSpecialist: true,
  }
}

export function noEvidence(nearest: EntryLink[], confidence: number): Answer {
  return { outcome: 'no-evidence', nearest, citations: [], entries: [], confidence, offersSpecialist: true }
}

export function failed(code: string): Answer {
  return { outcome: 'failed', code, citations: [], entries: [], confidence: 0, offersSpecialist: true }
}
