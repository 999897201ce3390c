import type { Entry } from '../domain/entry.ts'
import type { Source } from '../domain/source.ts'
import type { Threshold } from '../domain/threshold.ts'
import type { Problem } from '../errors.ts'
import type { Messages, Places, Regimes, Scope } from './scope.ts'

/** One of the field's terms with the everyday words people use for it. */
export interface Synonyms {
  term: string
  say: string[]
  /** For words that say little about the subject: how much they count, 0 to 1. */
  weight?: number | undefined
}

/**
 * All entries, checked and immutable. `version` is a hash of everything in it, so the same words always have the
 * same version. Entries with an error are left out; `problems` says which and why.
 */
export interface Library {
  version: string
  entries: readonly Entry[]
  byId: ReadonlyMap<string, Entry>
  /** entry id → hash of that entry, kept with each citation */
  versions: ReadonlyMap<string, string>
  /** entry id → path of its file, for messages to editors */
  files: ReadonlyMap<string, string>
  sources: ReadonlyMap<string, Source>
  thresholds: ReadonlyMap<string, Threshold>
  thesaurus: readonly Synonyms[]
  regimes: Regimes
  places: Places
  scope: Scope
  messages: Messages
  problems: readonly Problem[]
}
