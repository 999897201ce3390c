import type { Synonyms } from '../knowledge/library.ts'
import { allStems } from './words.ts'

/** Looks up the field's terms for everyday words in a question, and the other way round. */
export interface Thesaurus {
  /** Stems to add for what the question says, each once. */
  expand(stems: readonly string[]): Set<string>
}

/** "waiting period" in a question adds the stems of "standstill", and "standstill" adds those of "waiting period". */
export function createThesaurus(lists: readonly Synonyms[]): Thesaurus {
  const byFirst = new Map<string, { phrase: string[]; adds: string[] }[]>()
  const learn = (phrase: string[], adds: string[]) => {
    const list = byFirst.get(phrase[0]!) ?? []
    if (!list.length) byFirst.set(phrase[0]!, list)
    list.push({ phrase, adds })
  }
  for (const { term, say } of lists) {
    const target = allStems(term)
    for (const words of say) {
      const phrase = allStems(words)
      if (!phrase.length || !target.length) continue
      learn(phrase, target)
      if (say.length <= 12) learn(target, phrase)
    }
  }
  return {
    expand(stems) {
      const own = new Set(stems)
      const added = new Set<string>()
      for (const [start, stem] of stems.entries()) {
        for (const { phrase, adds } of byFirst.get(stem) ?? []) {
          if (!phrase.every((part, offset) => stems[start + offset] === part)) continue
          for (const add of adds) if (!own.has(add)) added.add(add)
        }
      }
      return added
    },
  }
}
