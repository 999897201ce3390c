import type { AnswerPart, EntryLink } from './answer.ts'
import type { Verdict } from './claim.ts'
import type { Citation } from './source.ts'

/** What a person can do next from a card. Rights are checked again when it is done. */
export type CardAction =
  /** Bring in a specialist about this answer. */
  | { kind: 'specialist'; label: string }
  /** The law an answer rests on, one step away. */
  | { kind: 'law'; label: string }
  /** A follow-up asked by pressing it. */
  | { kind: 'ask'; ask: string; label: string }
  /** Something that is done to a request: take, reply, close … */
  | { kind: 'act'; act: string; request: string; label: string }

/**
 * Our platform-neutral message. Block Kit, Adaptive Cards, HTML and plain text are its renderings. Texts carry [n]
 * markers that point into `citations`, and **bold**; everything else in them is plain text and must be escaped.
 */
export interface Card {
  /** Verdict line, for rulings. */
  verdict?: { bottomLine: string; label: string; verdict: Verdict; says: string }
  title?: string
  /** Read before anything else: a wrong premise, another regime, a red line. */
  first: string[]
  body: string[]
  /** Never folded, never cut. */
  conditions: string[]
  parts: AnswerPart[]
  evidence: EntryLink[]
  nearest: EntryLink[]
  citations: Citation[]
  holdsFor: string[]
  /** Asked back, with the choices; each choice can be sent as it stands. */
  ask?: string
  choices: readonly string[]
  actions: CardAction[]
  /** A model chose some of the words; people are told so. */
  modelWorded?: boolean
  /** Said at the end, small. */
  footnote?: string
}
