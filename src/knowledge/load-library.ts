import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Entry } from '../domain/entry.ts'
import { Source } from '../domain/source.ts'
import { Threshold } from '../domain/threshold.ts'
import type { Problem } from '../errors.ts'
import { CHECKS } from './checks/index.ts'
import type { Library } from './library.ts'
import { parseEntry } from './parse-entry.ts'
import { type KnowledgeText, readFolder } from './read-folder.ts'

const SynonymList = z.array(z.strictObject({ term: z.string().min(2), say: z.array(z.string().min(2)).min(1) }))

/** Called as files are parsed and checks run, for a progress bar. */
export type Progress = (done: number, total: number, what: string) => void

/** The folder's text → a checked Library. `checks: false` skips the editorial checks, for text that has passed them. */
export function loadLibrary(
  folder: string,
  { checks = true, onProgress }: { checks?: boolean; onProgress?: Progress } = {},
): Library {
  return buildLibrary(readFolder(folder), { checks, ...(onProgress && { onProgress }) })
}

/** The same, from text already read. Entries with an error are left out of the result and named in `problems`. */
export function buildLibrary(
  text: KnowledgeText,
  { checks = true, onProgress }: { checks?: boolean; onProgress?: Progress } = {},
): Library {
  const problems: Problem[] = [...text.problems]
  const steps = text.entries.length + (checks ? CHECKS.length : 0)
  const entries = new Map<string, Entry>()
  const files = new Map<string, string>()
  const versions = new Map<string, string>()
  for (const [index, { file, type, id, text: content }] of text.entries.entries()) {
    onProgress?.(index, steps, file)
    const { entry, problems: found } = parseEntry(file, type, id, content)
    problems.push(...found)
    if (!entry) continue
    const twin = files.get(id)
    if (twin) {
      problems.push({ file, field: 'id', message: `is the name of ${twin} too; rename this file`, severity: 'error' })
      continue
    }
    entries.set(id, entry)
    files.set(id, file)
    versions.set(id, hash(content).slice(0, 12))
  }
  const draft: Library = {
    version: versionOf(text),
    entries: [...entries.values()],
    byId: entries,
    versions,
    files,
    sources: byKey(readList('sources.yml', text.sources, Source, problems), ({ id }) => id, 'sources.yml', problems),
    thresholds: byKey(
      readList('thresholds.yml', text.thresholds, Threshold, problems),
      ({ name }) => name,
      'thresholds.yml',
      problems,
    ),
    thesaurus: readThesaurus(text.thesaurus, problems),
    problems,
  }
  if (checks) {
    for (const [index, { name, run }] of CHECKS.entries()) {
      onProgress?.(text.entries.length + index, steps, name)
      problems.push(...run(draft))
    }
  }
  onProgress?.(steps, steps, 'done')
  return withoutBroken(draft)
}

function withoutBroken(draft: Library): Library {
  const broken = new Set(draft.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const entries = draft.entries.filter(({ id }) => !broken.has(draft.files.get(id)!))
  return { ...draft, entries, byId: new Map(entries.map((entry) => [entry.id, entry])) }
}

function readList<T>(file: string, text: string, item: z.ZodType<T>, problems: Problem[]): T[] {
  const rows = readYaml(file, text, problems)
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row, index) => {
    const parsed = item.safeParse(row)
    if (parsed.success) return [parsed.data]
    const name = String(row?.id ?? row?.name ?? `item ${index + 1}`)
    for (const { path, message } of parsed.error.issues) {
      problems.push({ file, field: `${name}.${path.join('.')}`, message, severity: 'error' })
    }
    return []
  })
}

function readThesaurus(text: string, problems: Problem[]) {
  const parsed = SynonymList.safeParse(readYaml('thesaurus.yml', text, problems) ?? [])
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) {
    problems.push({
      file: 'thesaurus.yml',
      field: `item ${Number(path[0] ?? 0) + 1}.${path.slice(1).join('.')}`,
      message,
      severity: 'error',
    })
  }
  return []
}

function readYaml(file: string, text: string, problems: Problem[]): unknown {
  try {
    return parse(text, { maxAliasCount: 10 })
  } catch (error) {
    problems.push({
      file,
      field: 'file',
      message: `is not valid YAML: ${(error as Error).message.split('\n')[0]}`,
      severity: 'error',
    })
    return []
  }
}

function byKey<T>(rows: T[], key: (row: T) => string, file: string, problems: Problem[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const row of rows) {
    if (map.has(key(row)))
      problems.push({ file, field: key(row), message: 'stands twice; keep one', severity: 'error' })
    else map.set(key(row), row)
  }
  return map
}

/** A hash of all the text, so that the same words always have the same version. */
export function versionOf(text: KnowledgeText): string {
  return hash(
    JSON.stringify([
      text.entries.map(({ file, text: content }) => [file, content]),
      text.sources,
      text.thresholds,
      text.thesaurus,
    ]),
  ).slice(0, 16)
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
