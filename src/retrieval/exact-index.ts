import type { PassageIndex } from '../ports.ts'

/** Compares with every vector: exact, no compiler needed, quick enough for tens of thousands of entries. */
export function createExactIndex(ids: readonly string[], vectors: readonly (readonly number[])[]): PassageIndex {
  const width = vectors[0]?.length ?? 0
  const flat = new Float32Array(ids.length * width)
  for (const [index, vector] of vectors.entries()) flat.set(unit(vector), index * width)
  return {
    async search(vector, most) {
      // A model that could not embed the question gives no vector; words alone rank then.
      if (vector.length !== width) return []
      const wanted = unit(vector)
      const likenesses = new Float32Array(ids.length)
      for (let i = 0, at = 0; i < ids.length; i++, at += width) {
        let likeness = 0
        for (let d = 0; d < width; d++) likeness += flat[at + d]! * wanted[d]!
        likenesses[i] = likeness
      }
      return best(likenesses, most).map((index) => ({ id: ids[index]!, likeness: likenesses[index]! }))
    },
  }
}

/** Not-a-number counts as nothing, so that one bad vector cannot spoil a search. */
function unit(vector: readonly number[]): number[] {
  const clean = vector.map((value) => (Number.isFinite(value) ? value : 0))
  const length = Math.hypot(...clean) || 1
  return clean.map((value) => value / length)
}

/** Positions of the greatest scores, greatest first; ties by position, so that rankings never vary. */
export function best(scores: Float32Array, most: number): number[] {
  const top: number[] = []
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!
    if (score <= 0 || (top.length === most && score <= scores[top[most - 1]!]!)) continue
    let at = top.length
    while (at > 0 && scores[top[at - 1]!]! < score) at--
    top.splice(at, 0, i)
    if (top.length > most) top.pop()
  }
  return top
}
