/** Seeded so that the same library always gives the same vectors. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296 - 0.5
  }
}

/** Vectors for terms, learnt from which terms keep company: the default embeddings, with no model and no network. */
export interface LatentData {
  dimensions: number
  terms: string[]
  /** terms × dimensions */
  vectors: Float32Array
}

const SAMPLE = 3000
const ROUNDS = 2

/**
 * Latent semantic analysis (Deerwester et al. 1990): the strongest directions of the term-document matrix, found by
 * subspace iteration (Halko, Martinsson and Tropp 2011). `documents` are stems; long collections are sampled evenly.
 */
export function trainLatent(documents: readonly (readonly string[])[], dimensions = 64): LatentData {
  const step = Math.max(1, Math.ceil(documents.length / SAMPLE))
  const sample = documents.filter((_, index) => index % step === 0)
  const { terms, rows } = weighTerms(sample)
  const width = Math.min(dimensions, rows.length, terms.length)
  const random = randomNumbers(20260101)
  let basis = Float64Array.from({ length: terms.length * width }, random)
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis, terms.length, width)
    basis = throughDocuments(rows, basis, terms.length, width)
  }
  orthonormalise(basis, terms.length, width)
  return { dimensions: width, terms, vectors: Float32Array.from(basis) }
}

/** A text's stems → a unit vector; all zeros when none of them is known. */
export function openLatent({ dimensions, terms, vectors }: LatentData): (stems: readonly string[]) => number[] {
  const numbers = new Map(terms.map((term, number) => [term, number]))
  return (stems) => {
    const vector = new Array<number>(dimensions).fill(0)
    for (const stem of new Set(stems)) {
      const number = numbers.get(stem)
      if (number === undefined) continue
      for (let d = 0; d < dimensions; d++) vector[d]! += vectors[number * dimensions + d]!
    }
    const length = Math.hypot(...vector)
    return length > 0 ? vector.map((value) => value / length) : vector
  }
}

type Row = { terms: Int32Array; weights: Float32Array }

/** Log-frequency × rarity, each document to unit length; terms seen once are left out. */
function weighTerms(documents: readonly (readonly string[])[]): { terms: string[]; rows: Row[] } {
  const spread = new Map<string, number>()
  for (const stems of documents) for (const stem of new Set(stems)) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  const terms = [...spread].filter(([, count]) => count > 1).map(([term]) => term)
  const numbers = new Map(terms.map((term, number) => [term, number]))
  const rows = documents.map((stems) => {
    const counts = new Map<number, number>()
    for (const stem of stems) {
      const number = numbers.get(stem)
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    const own = Int32Array.from(counts.keys())
    const weights = Float32Array.from(own, (number) => {
      return (1 + Math.log(counts.get(number)!)) * Math.log(documents.length / spread.get(terms[number]!)!)
    })
    const length = Math.hypot(...weights) || 1
    return { terms: own, weights: weights.map((weight) => weight / length) }
  })
  return { terms, rows }
}

/** Aᵀ(A · basis), never forming AᵀA. */
function throughDocuments(
  rows: readonly Row[],
  basis: Float64Array,
  height: number,
  width: number,
): Float64Array<ArrayBuffer> {
  const result = new Float64Array(height * width)
  const middle = new Float64Array(width)
  for (const { terms, weights } of rows) {
    middle.fill(0)
    for (let i = 0; i < terms.length; i++) {
      const at = terms[i]! * width
      const weight = weights[i]!
      for (let d = 0; d < width; d++) middle[d]! += weight * basis[at + d]!
    }
    for (let i = 0; i < terms.length; i++) {
      const at = terms[i]! * width
      const weight = weights[i]!
      for (let d = 0; d < width; d++) result[at + d]! += weight * middle[d]!
    }
  }
  return result
}

/** Modified Gram-Schmidt on the columns, in place. */
function orthonormalise(basis: Float64Array, height: number, width: number): void {
  for (let column = 0; column < width; column++) {
    for (let earlier = 0; earlier < column; earlier++) {
      let shared = 0
      for (let row = 0; row < height; row++) shared += basis[row * width + column]! * basis[row * width + earlier]!
      for (let row = 0; row < height; row++) basis[row * width + column]! -= shared * basis[row * width + earlier]!
    }
    let length = 0
    for (let row = 0; row < height; row++) length += basis[row * width + column]! ** 2
    const scale = length > 1e-18 ? 1 / Math.sqrt(length) : 0
    for (let row = 0; row < height; row++) basis[row * width + column]! *= scale
  }
}
