import { readFileSync } from 'node:fs'
import { PREFER, wantsOf } from '../../src/answering/wants.ts'
import type { Entry } from '../../src/domain/entry.ts'
import type { Library } from '../../src/knowledge/library.ts'
import type { Retriever } from '../../src/ports.ts'

/** How often the entry a phrasing was written for comes first, first or as a neighbour it names, and among three. */
export interface Found {
  asked: number
  first: number
  subject: number
  third: number
}

/** Asks phrasings nobody chose with the ranking: lines of `{"entry", "phrasing"}`. Gives one row for each type of entry. */
export async function findPhrasings(
  file: string,
  library: Library,
  retriever: Retriever,
  change: (phrasing: string) => string = (p) => p,
): Promise<Map<string, Found>> {
  const rows = new Map<string, Found>()
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { entry: id, phrasing } = JSON.parse(line) as { entry: string; phrasing: string }
    const entry = library.byId.get(id)
    if (!entry) throw new Error(`${file}: no entry is called ${id}`)
    const text = change(phrasing)
    const ranked = await retriever.retrieve({ text, prefer: PREFER[wantsOf(text)] })
    const rank = ranked.findIndex((passage) => passage.entry.id === id) + 1
    const row = rows.get(entry.type) ?? { asked: 0, first: 0, subject: 0, third: 0 }
    rows.set(entry.type, row)
    row.asked++
    if (rank === 1) row.first++
    if (rank >= 1 && rank <= 3) row.third++
    if (ranked[0] && sameSubject(entry, ranked[0].entry)) row.subject++
  }
  return rows
}

const sameSubject = (a: Entry, b: Entry) => a.id === b.id || a.related.includes(b.id) || b.related.includes(a.id)
