import type { Entry, EntryType } from './entry.ts'
import type { Nation } from './nation.ts'

/** What to look for: the question's words, what came before it, and what kind of entry would answer it best. */
export interface RetrievalQuery {
  text: string
  /** Earlier turns, for a follow-up; they count for less than the question's own words. */
  context?: string
  /** Boosts, never filters: 1 leaves a type as it is. */
  prefer?: Partial<Record<EntryType, number>>
  /** Only entries that apply here. */
  nation?: Nation
}

/** One entry with how well it answers. */
export interface RankedPassage {
  entry: Entry
  /** Blended score, at most 1 for the best there could be in this ranking. */
  score: number
  /** 0 to 1: how much of what the question asks this entry covers; comparable between questions. */
  confidence: number
}
