import type { Synonyms } from '../knowledge/library.ts'
import { allStems } from './words.ts'

/** Finds the thesaurus's ideas in a text, whichever words they were put in. */
export interface Concepts {
  /** A token for each idea the stems name, each once. Tokens cannot be typed, so they never meet a word. */
  in(stems: readonly string[]): string[]
  /** How much a stem tells about the subject: 1, or less where its group says so ("playground" is only what is bought). */
  weightOf(stem: string): number
}

interface Phrase {
  /** from the third on; the first two are how it is found */
  rest: readonly string[]
  token: string
}

/** The ideas that begin with one stem: those it names alone, and longer ones by their second. */
interface Beginning {
  alone: string[]
  bySecond: Map<string, Phrase[]>
}

/** "waiting period", "gap before signing" and "standstill" all count as one idea, in questions and entries alike. */
export function createConcepts(groups: readonly Synonyms[]): Concepts {
  const byFirst = new Map<string, Beginning>()
  const weights = new Map<string, number>()
  for (const { term, say, weight } of groups) {
    for (const words of [term, ...say]) {
      const stems = allStems(words)
      if (!stems.length) continue
      if (weight !== undefined) {
        if (stems.length === 1) weights.set(stems[0]!, weight)
        continue
      }
      const [first, second, ...rest] = stems as [string, ...string[]]
      const beginning: Beginning = byFirst.get(first) ?? { alone: [], bySecond: new Map() }
      byFirst.set(first, beginning)
      const token = `#${term}`
      if (second === undefined) beginning.alone.push(token)
      else beginning.bySecond.set(second, [...(beginning.bySecond.get(second) ?? []), { rest, token }])
    }
  }
  return {
    in(stems) {
      const found = new Set<string>()
      for (let start = 0; start < stems.length; start++) {
        const beginning = byFirst.get(stems[start]!)
        if (!beginning) continue
        for (const token of beginning.alone) found.add(token)
        const phrases = start + 1 < stems.length ? beginning.bySecond.get(stems[start + 1]!) : undefined
        if (!phrases) continue
        for (const { rest, token } of phrases) if (standsAt(rest, stems, start + 2)) found.add(token)
      }
      return [...found]
    },
    weightOf: (stem) => weights.get(stem) ?? 1,
  }
}

function standsAt(rest: readonly string[], stems: readonly string[], start: number): boolean {
  if (start + rest.length > stems.length) return false
  for (let offset = 0; offset < rest.length; offset++) if (stems[start + offset] !== rest[offset]) return false
  return true
}
