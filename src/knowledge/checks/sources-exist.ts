import { entryCheck } from './check.ts'

/** Every source an entry lists is a work in sources.yml. */
export const sourcesExist = entryCheck('sources exist', (entry, report, { sources }) => {
  for (const [index, { id }] of entry.sources.entries()) {
    if (!sources.has(id)) report(`sources ${index + 1}`, `"${id}" is not in sources.yml; add it there or mend the id`)
  }
})
