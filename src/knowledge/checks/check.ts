import type { Entry } from '../../domain/entry.ts'
import type { Problem } from '../../errors.ts'
import type { Library } from '../library.ts'

/** One editorial rule. It sees the whole library and returns every breach, each with its cure. */
export interface Check {
  name: string
  run(library: Library): Problem[]
}

/** A check that looks at one entry at a time. `report(field, message)` is an error; the third argument makes it a warning. */
export function entryCheck(
  name: string,
  look: (
    entry: Entry,
    report: (field: string, message: string, severity?: Problem['severity']) => void,
    library: Library,
  ) => void,
): Check {
  return {
    name,
    run(library) {
      const problems: Problem[] = []
      for (const entry of library.entries) {
        const file = library.files.get(entry.id)!
        look(entry, (field, message, severity = 'error') => problems.push({ file, field, message, severity }), library)
      }
      return problems
    },
  }
}
