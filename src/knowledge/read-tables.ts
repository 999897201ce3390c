import { z } from 'zod'
import { Source } from '../domain/source.ts'
import { Threshold } from '../domain/threshold.ts'
import type { Problem } from '../errors.ts'
import type { Library } from './library.ts'
import type { KnowledgeText, TableName } from './read-folder.ts'
import { Messages, Places, Regimes, Scope } from './scope.ts'
import { readYaml } from './yaml.ts'

const Synonym = z.strictObject({
  term: z.string().trim().min(2),
  say: z.array(z.string().trim().min(2)).min(1),
  weight: z.number().min(0).max(1).optional(),
})
const NO_REGIMES: Regimes = {
  nations: [],
  earlier: { before: '2025-02-24', regime: 'public-contracts-regulations-2015', entry: '', note: '' },
}

type Tables = Pick<Library, 'sources' | 'thresholds' | 'thesaurus' | 'regimes' | 'places' | 'scope' | 'messages'>

/** The YAML tables beside the entries. A bad row is reported and left out; a bad table counts as empty. */
export function readTables(text: KnowledgeText['tables'], problems: Problem[]): Tables {
  const rows = <T>(file: TableName, item: z.ZodType<T>) => readRows(file, text[file], item, problems)
  const table = <T>(file: TableName, schema: z.ZodType<T>, empty: T) =>
    readTable(file, text[file], schema, empty, problems)
  return {
    sources: byKey('sources.yml', rows('sources.yml', Source), ({ id }) => id, problems),
    thresholds: byKey('thresholds.yml', rows('thresholds.yml', Threshold), ({ name }) => name, problems),
    thesaurus: rows('thesaurus.yml', Synonym),
    regimes: table('regimes.yml', Regimes, NO_REGIMES),
    places: table('places.yml', Places, {}),
    scope: table('scope.yml', Scope, { foreign: [] }),
    messages: table('messages.yml', Messages, Messages.parse({})),
  }
}

function readRows<T>(file: TableName, text: string, item: z.ZodType<T>, problems: Problem[]): T[] {
  const rows = tableIn(file, text, problems)
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row, index) => {
    const parsed = item.safeParse(row)
    if (parsed.success) return [parsed.data]
    const name = String(row?.id ?? row?.name ?? row?.term ?? `item ${index + 1}`)
    report(file, name, parsed.error, problems)
    return []
  })
}

function readTable<T>(file: TableName, text: string, schema: z.ZodType<T>, empty: T, problems: Problem[]): T {
  const parsed = schema.safeParse(tableIn(file, text, problems))
  if (parsed.success) return parsed.data
  report(file, '', parsed.error, problems)
  return empty
}

function report(file: string, name: string, error: z.ZodError, problems: Problem[]): void {
  for (const { path, message } of error.issues) {
    problems.push({
      file,
      field: [name, ...path].filter((part) => part !== '').join('.') || 'file',
      message,
      severity: 'error',
    })
  }
}

function tableIn(file: string, text: string, problems: Problem[]): unknown {
  const read = readYaml(text)
  if ('value' in read) return read.value
  problems.push({ file, field: 'file', message: `is not valid YAML: ${read.error}`, severity: 'error' })
  return []
}

function byKey<T>(file: string, rows: T[], key: (row: T) => string, problems: Problem[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const row of rows) {
    if (map.has(key(row)))
      problems.push({ file, field: key(row), message: 'stands twice; keep one', severity: 'error' })
    else map.set(key(row), row)
  }
  return map
}
