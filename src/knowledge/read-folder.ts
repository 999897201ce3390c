import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type EntryType, FOLDERS } from '../domain/entry.ts'
import { PortError, type Problem } from '../errors.ts'
import { MAX_ENTRY_BYTES } from './parse-entry.ts'

/** The YAML files beside the entries. */
export const TABLES = [
  'sources.yml',
  'thresholds.yml',
  'thesaurus.yml',
  'regimes.yml',
  'places.yml',
  'scope.yml',
  'messages.yml',
] as const
export type TableName = (typeof TABLES)[number]

export interface EntryFile {
  /** path below the knowledge folder, as shown to editors */
  file: string
  type: EntryType
  id: string
  text: string
}

/** The folder's text, before anything in it is judged. */
export interface KnowledgeText {
  entries: EntryFile[]
  /** file name → text, for the files in TABLES */
  tables: Record<TableName, string>
  problems: Problem[]
}

/**
 * Reads the knowledge folder. A file that cannot be read is a problem, not an end; a folder that cannot be read
 * throws PortError `knowledge-unreadable`, naming it.
 */
export function readFolder(folder: string): KnowledgeText {
  const problems: Problem[] = []
  const entries: EntryFile[] = []
  const top = list(folder)
  for (const [name, type] of Object.entries(FOLDERS)) {
    if (!top.includes(name)) continue
    for (const fileName of list(join(folder, name)).sort()) {
      const file = `${name}/${fileName}`
      if (!fileName.endsWith('.md') || fileName === 'README.md') continue
      const text = readText(join(folder, file), file, problems)
      if (text !== undefined) entries.push({ file, type, id: fileName.slice(0, -3), text })
    }
  }
  const tables = Object.fromEntries(
    TABLES.map((name) => [name, readText(join(folder, name), name, problems) ?? '']),
  ) as KnowledgeText['tables']
  return { entries, tables, problems }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    throw new PortError('knowledge-unreadable', `cannot read the knowledge folder ${folder}`, cause)
  }
}

function readText(path: string, file: string, problems: Problem[]): string | undefined {
  try {
    if (file.includes('/') && statSync(path).size > MAX_ENTRY_BYTES) {
      const message = `is larger than ${MAX_ENTRY_BYTES / 1024} KB; an entry is one subject, so split it`
      problems.push({ file, field: 'file', message, severity: 'error' })
      return undefined
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    const message = `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); check it exists and its permissions`
    problems.push({ file, field: 'file', message, severity: 'error' })
    return undefined
  }
}
