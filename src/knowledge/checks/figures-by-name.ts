import { proseOf } from '../../domain/entry.ts'
import { figuresIn, inPounds } from '../../domain/threshold.ts'
import type { Library } from '../library.ts'
import { entryCheck } from './check.ts'

const figures = new WeakMap<Library, Map<string, string>>()

function figuresOf(library: Library): Map<string, string> {
  const known = figures.get(library)
  if (known) return known
  const made = new Map<string, string>()
  for (const { name, amounts } of library.thresholds.values()) {
    for (const { pounds } of amounts) if (!made.has(inPounds(pounds))) made.set(inPounds(pounds), name)
  }
  figures.set(library, made)
  return made
}

/** Threshold figures are named, never typed, so that a change in the law changes one file. */
export const figuresByName = entryCheck('figures by name', (entry, report, library) => {
  const texts = [...proseOf(entry), ...entry.claims.map(({ says }) => ({ field: 'claims', text: says }))]
  for (const { field, text } of texts) {
    for (const { name, on } of figuresIn(text)) {
      const threshold = library.thresholds.get(name)
      const known = [...library.thresholds.keys()].join(', ')
      if (!threshold) report(field, `{{${name}}} is not in thresholds.yml; use one of: ${known}`)
      else if (on && on < threshold.amounts[0]!.from)
        report(field, `{{${name}@${on}}}: thresholds.yml starts at ${threshold.amounts[0]!.from}`)
    }
    for (const typed of text.matchAll(/£\d[\d,]*\d/g)) {
      const name = figuresOf(library).get(typed[0])
      if (name) report(field, `${typed[0]} is typed; write {{${name}}} (or {{${name}@YYYY-MM-DD}} for a past figure)`)
    }
  }
})
