import { createHash } from 'node:crypto'
import type { Entry } from '../domain/entry.ts'
import type { Problem } from '../errors.ts'
import { CHECKS } from './checks/index.ts'
import type { Library } from './library.ts'
import { parseEntry } from './parse-entry.ts'
import { type KnowledgeText, readFolder } from './read-folder.ts'
import { readTables } from './read-tables.ts'

/** Changes when the shape of a Library or a check changes, so that a kept one from older code is not opened. */
export const LIBRARY_FORMAT = 7

/** Called as files are parsed and checks run, for a progress bar. */
export type Progress = (done: number, total: number, what: string) => void

interface Options {
  /** false skips the editorial checks, for text that has passed them */
  checks?: boolean
  onProgress?: Progress | undefined
}

/** The knowledge folder → a checked Library. */
export function loadLibrary(folder: string, options: Options = {}): Library {
  return buildLibrary(readFolder(folder), options)
}

/** The same, from text already read. Entries with an error are left out of the result and named in `problems`. */
export function buildLibrary(text: KnowledgeText, { checks = true, onProgress }: Options = {}): Library {
  const problems: Problem[] = [...text.problems]
  const steps = text.entries.length + (checks ? CHECKS.length : 0)
  const entries = new Map<string, Entry>()
  const files = new Map<string, string>()
  const versions = new Map<string, string>()
  for (const [index, { file, type, id, text: content }] of text.entries.entries()) {
    onProgress?.(index, steps, file)
    const twin = files.get(id)
    if (twin) {
      problems.push({ file, field: 'id', message: `is the name of ${twin} too; rename this file`, severity: 'error' })
      continue
    }
    files.set(id, file)
    const { entry, problems: found } = parseEntry(file, type, id, content)
    problems.push(...found)
    if (!entry) continue
    entries.set(id, entry)
    versions.set(id, hash(content).slice(0, 12))
  }
  const tables = readTables(text.tables, problems)
  const draft: Library = {
    version: versionOf(text),
    entries: [...entries.values()],
    byId: entries,
    versions,
    files,
    ...tables,
    problems,
  }
  for (const [index, { name, run }] of (checks ? CHECKS : []).entries()) {
    onProgress?.(text.entries.length + index, steps, name)
    problems.push(...run(draft))
  }
  onProgress?.(steps, steps, 'done')
  return withoutBroken(draft)
}

function withoutBroken(draft: Library): Library {
  const broken = new Set(draft.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const entries = draft.entries.filter(({ id }) => !broken.has(draft.files.get(id)!))
  return { ...draft, entries, byId: new Map(entries.map((entry) => [entry.id, entry])) }
}

/** A hash of all the text, so that the same words always have the same version. */
export function versionOf({ entries, tables }: KnowledgeText): string {
  return hash(JSON.stringify([entries.map(({ file, text }) => [file, text]), tables])).slice(0, 16)
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
