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
  stems: readonly string[]
  token: string
}

const NONE: readonly Phrase[] = []

/** "waiting period", "gap before signing" and "standstill" all count as one idea, in questions and entries alike. */
export function createConcepts(groups: readonly Synonyms[]): Concepts {
  const byFirst = new Map<string, Phrase[]>()
  const weights = new Map<string, number>()
  for (const { term, say, weight } of groups) {
    for (const words of [term, ...say]) {
      const stems = allStems(words)
      if (!stems.length) continue
      if (weight !== undefined) {
        if (stems.length === 1) weights.set(stems[0]!, weight)
        continue
      }
      const phrases = byFirst.get(stems[0]!)
      const phrase = { stems, token: `#${term}` }
      if (phrases) phrases.push(phrase)
      else byFirst.set(stems[0]!, [phrase])
    }
  }
  return {
    in(stems) {
      const found = new Set<string>()
      for (let start = 0; start < stems.length; start++) {
        for (const phrase of byFirst.get(stems[start]!) ?? NONE)
          if (standsAt(phrase.stems, stems, start)) found.add(phrase.token)
      }
      return [...found]
    },
    weightOf: (stem) => weights.get(stem) ?? 1,
  }
}

function standsAt(phrase: readonly string[], stems: readonly string[], start: number): boolean {
  if (start + phrase.length > stems.length) return false
  for (let offset = 1; offset < phrase.length; offset++) if (stems[start + offset] !== phrase[offset]) return false
  return true
}
