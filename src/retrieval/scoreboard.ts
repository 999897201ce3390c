import type { KeywordIndex } from './keywords.ts'
import type { IndexData } from './library-index.ts'

/** What the word signals say of the entries for one question. Arrays belong to the board and are reused by the next. */
export interface Scores {
  /** entries with any score, the first `count` places */
  touched: Int32Array
  count: number
  /** by entry: the words of the whole entry */
  entry: Float32Array
  /** by entry: its best phrasing, and a little of the best of its next slot */
  phrasing: Float32Array
}

/**
 * Scores entries by their words. Every step goes over what the question's words touched, never over the whole library,
 * so that a question costs the same in a large library as in a small one with as many hits.
 */
export function createScoreboard(
  index: IndexData,
  entryWords: KeywordIndex,
  phrasingWords: KeywordIndex,
  second: number,
) {
  const slots = index.slotStart[entryWords.size]!
  const entryOf = new Int32Array(slots)
  for (let entry = 0; entry < entryWords.size; entry++)
    entryOf.fill(entry, index.slotStart[entry]!, index.slotStart[entry + 1]!)
  const entry = new Float32Array(entryWords.size)
  const phrasing = new Float32Array(entryWords.size)
  const next = new Float32Array(entryWords.size)
  const byPhrasing = new Float32Array(phrasingWords.size)
  const bySlot = new Float32Array(slots)
  const touched = new Int32Array(entryWords.size)
  const touchedPhrasings = new Int32Array(phrasingWords.size)
  const touchedSlots = new Int32Array(slots)
  let count = 0

  return (weights: ReadonlyMap<string, number>): Scores => {
    for (let i = 0; i < count; i++) entry[touched[i]!] = phrasing[touched[i]!] = next[touched[i]!] = 0
    count = entryWords.addScores(weights, entry, touched)
    const phrasingCount = phrasingWords.addScores(weights, byPhrasing, touchedPhrasings)
    let slotCount = 0
    for (let i = 0; i < phrasingCount; i++) {
      const number = touchedPhrasings[i]!
      const slot = index.slotOf[number]!
      const score = byPhrasing[number]!
      if (bySlot[slot] === 0) touchedSlots[slotCount++] = slot
      if (score > bySlot[slot]!) bySlot[slot] = score
      byPhrasing[number] = 0
    }
    for (let i = 0; i < slotCount; i++) {
      const slot = touchedSlots[i]!
      const owner = entryOf[slot]!
      const score = bySlot[slot]!
      if (score > phrasing[owner]!) {
        next[owner] = phrasing[owner]!
        phrasing[owner] = score
      } else if (score > next[owner]!) next[owner] = score
      bySlot[slot] = 0
    }
    for (let i = 0; i < count; i++) phrasing[touched[i]!]! += second * next[touched[i]!]!
    return { touched, count, entry, phrasing }
  }
}
