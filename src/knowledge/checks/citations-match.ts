import { proseOf } from '../../domain/entry.ts'
import { entryCheck } from './check.ts'

/** Every [n] points at a listed source, and every listed source is pointed at. */
export const citationsMatch = entryCheck('citations match', (entry, report) => {
  const used = new Set<number>()
  for (const { field, text } of proseOf(entry)) {
    for (const [, digits] of text.matchAll(/\[(\d+)\]/g)) {
      const n = Number(digits)
      used.add(n)
      if (n < 1 || n > entry.sources.length)
        report(field, `[${n}] points at no source; this entry lists ${entry.sources.length}`)
    }
  }
  if (entry.type === 'pathway') for (const { source } of entry.minimumPeriods) used.add(source)
  for (const [index, { id }] of entry.sources.entries()) {
    if (!used.has(index + 1))
      report(
        `sources ${index + 1}`,
        `nothing points at ${id}; add [${index + 1}] where it is used, or remove it`,
        'warning',
      )
  }
})
