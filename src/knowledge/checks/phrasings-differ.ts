import { phrasingsOf } from '../../domain/entry.ts'
import type { Problem } from '../../errors.ts'
import type { Check } from './check.ts'

const STOP = new Set(
  'a an the to of in on for and or is are be do does did we i you it our your my us can could will would that this with as at by if so not no'.split(
    ' ',
  ),
)

/** Phrasing reduced to its bare words: case, punctuation and order of no importance. */
export function bareWords(phrasing: string): string[] {
  return [
    ...new Set(
      phrasing
        .toLowerCase()
        .replace(/[’']/g, '')
        .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  ]
}

/** No phrasing stands in two places, and within one entry no two are near-copies (nine tenths of their words shared). */
export const phrasingsDiffer: Check = {
  name: 'phrasings differ',
  run(library) {
    const problems: Problem[] = []
    const seen = new Map<string, string>()
    for (const entry of library.entries) {
      const file = library.files.get(entry.id)!
      const sets: { phrasing: string; telling: Set<string> }[] = []
      for (const phrasing of phrasingsOf(entry)) {
        const words = bareWords(phrasing)
        const key = words.slice().sort().join(' ')
        const where = seen.get(key)
        if (where)
          problems.push({
            file,
            field: 'askedAs',
            message: `"${phrasing}" stands in ${where} too; reword one`,
            severity: 'error',
          })
        seen.set(key, entry.id)
        const telling = new Set(words.filter((word) => !STOP.has(word)))
        const near = sets.find((other) => overlap(telling, other.telling) >= 0.9)
        if (near && !where)
          problems.push({
            file,
            field: 'askedAs',
            message: `"${phrasing}" is nearly "${near.phrasing}"; ask it another way`,
            severity: 'warning',
          })
        sets.push({ phrasing, telling })
      }
    }
    return problems
  },
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const most = Math.max(a.size, b.size)
  if (a.size < 3 || b.size < 3 || Math.min(a.size, b.size) < 0.9 * most) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / most
}
