/** Finds the known words nearest to one that is not known. */
export interface WordMatcher {
  /** Up to `most` known words with their likeness (0 to 1), best first; empty when nothing is near. */
  nearest(word: string, most?: number): { word: string; likeness: number }[]
}

const LEAST_LIKENESS = 0.42

/**
 * Character trigrams over the vocabulary. A misspelt word shares most of its letter groups with the right one
 * ("procurment" and "procurement" share nine of eleven), so the overlap (Dice) finds it without a dictionary.
 */
export function createWordMatcher(vocabulary: Iterable<string>): WordMatcher {
  const words = [...vocabulary].filter((word) => word.length > 2 && !/\d/.test(word))
  const counts = Uint8Array.from(words, (word) => Math.min(255, word.length + 2))
  const grams = new Map<string, number[]>()
  for (const [index, word] of words.entries()) {
    for (const gram of trigramsOf(word)) {
      const list = grams.get(gram)
      if (list) list.push(index)
      else grams.set(gram, [index])
    }
  }
  return {
    nearest(word, most = 3) {
      if (word.length < 3 || word.length > 40 || /\d/.test(word)) return []
      const own = trigramsOf(word)
      const shared = new Map<number, number>()
      for (const gram of own) for (const index of grams.get(gram) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
      const near: { word: string; likeness: number }[] = []
      for (const [index, count] of shared) {
        const likeness = (2 * count) / (own.size + counts[index]!)
        if (likeness < LEAST_LIKENESS * 0.7) continue
        const known = words[index]!
        const better = Math.max(likeness, swapLikeness(word, known))
        if (better >= LEAST_LIKENESS) near.push({ word: known, likeness: better })
      }
      return near.sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1)).slice(0, most)
    },
  }
}

/** Letter groups of three, with the ends marked, each once. */
export function trigramsOf(word: string): Set<string> {
  const padded = `^^${word}$$`
  const grams = new Set<string>()
  for (let i = 0; i < padded.length - 2; i++) grams.add(padded.slice(i, i + 3))
  return grams
}

/** Likeness by edits (one for a swap of neighbours): short words with a slip share few trigrams but are one edit apart. */
function swapLikeness(a: string, b: string): number {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 2) return 0
  const longest = Math.max(a.length, b.length)
  const edits = editsBetween(a, b)
  return edits > (longest < 5 ? 1 : 2) ? 0 : 1 - edits / longest
}

/** Optimal string alignment distance. */
function editsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
