import type { BottomLine, Verdict } from './claim.ts'
import type { EntryType } from './entry.ts'
import type { Nation, Regime } from './nation.ts'
import type { Citation } from './source.ts'

/** Why a question was not answered; each has its own words in cards/words.ts. */
export type DeclineReason =
  | 'empty'
  | 'too-long'
  | 'not-readable'
  | 'not-english'
  | 'off-topic'
  | 'orders'
  | 'foreign-law'
  | 'act-for-you'
  | 'switched-off'

/** An entry offered by name: enough to show it and to ask about it. */
export interface EntryLink {
  id: string
  type: EntryType
  title: string
  /** The first sentence of its short answer. */
  line: string
}

/** A headed part of an answer. Texts carry [n] markers that count through `citations`. */
export interface AnswerPart {
  heading: string
  kind: 'text' | 'list' | 'steps'
  items: string[]
  /** Shown one step away where a screen is small; never dropped. */
  folded: boolean
}

/** What an answer is good for: nations, law, day, and when the entry was last checked. */
export interface HoldsFor {
  nations: Nation[]
  regime: Regime
  date: string
  checkedOn: string
  /** What differs for the person's nation or an older procurement. */
  notes: string[]
}

export interface Answered {
  outcome: 'answered'
  /** Present only when a claim was ruled on; it comes from the reviewed entry, word for word. */
  ruling?: { says: string; verdict: Verdict; bottomLine: BottomLine }
  lead: EntryLink
  /** A premise put right, or anything that must be read first. */
  first: string[]
  short: string
  /** The model that chose the words of `short`, and its prompt; absent when they are the reviewed ones. */
  wordedBy?: string
  /** Always shown, never folded, never cut. */
  conditions: string[]
  parts: AnswerPart[]
  evidence: EntryLink[]
  nearest: EntryLink[]
  /** The one missing fact that would change this answer, with the choices there are. */
  ask?: { ask: string; choices: readonly string[] } | undefined
  holdsFor: HoldsFor
  citations: Citation[]
  /** 0 to 1; `strength` says what that means for the person. */
  confidence: number
  strength: 'strong' | 'middling'
  entries: string[]
  offersSpecialist: true
  /** The subject is one to bring a specialist into before doing anything. */
  redLine: boolean
}

interface Plain {
  citations: Citation[]
  entries: string[]
  confidence: number
  offersSpecialist: boolean
}

/** Every way a question can end. Callers have one thing to render, and the type checker sees each ending drawn. */
export type Answer =
  | Answered
  | (Plain & { outcome: 'clarify'; ask: string; choices: string[] })
  | (Plain & { outcome: 'specialist'; redLine: boolean; soFar?: Answered })
  | (Plain & { outcome: 'greeting'; kind: 'hello' | 'thanks' | 'help' })
  | (Plain & { outcome: 'declined'; reason: DeclineReason; detail?: string })
  | (Plain & { outcome: 'no-evidence'; nearest: EntryLink[] })
  | (Plain & { outcome: 'failed'; code: string })
