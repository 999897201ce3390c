/** A field of a document: its stems, how much a hit there counts, and how strongly its length is levelled (0 to 1). */
export interface Field {
  stems: readonly string[]
  weight: number
  levelling: number
}

/**
 * An inverted index as flat arrays, so that it can be kept on disk and opened at once: the postings of `terms[t]`
 * stand at `starts[t]` to `starts[t + 1]` in `docs` (document numbers) and `weights` (saturated field frequencies).
 */
export interface KeywordData {
  size: number
  terms: string[]
  starts: Int32Array
  docs: Int32Array
  weights: Float32Array
}

export interface KeywordIndex {
  size: number
  terms: readonly string[]
  has(term: string): boolean
  /** Rarity of a term; 0 when unknown. */
  idf(term: string): number
  /**
   * Adds each term's weight × rarity × saturated frequency into `scores`, one place a document. Documents whose score was
   * nothing before are listed in `touched`, as many as the number returned.
   */
  addScores(terms: ReadonlyMap<string, number>, scores: Float32Array, touched: Int32Array): number
}

const K1 = 1.2
/** In very large collections a term that stands in more than a fifth of the documents tells nothing apart. */
const LARGE = 100_000
const TOO_COMMON = 0.2

/**
 * BM25F (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields"): frequencies are
 * levelled by field length and weighted, summed over the fields, and only then saturated.
 */
export function buildKeywords(documents: readonly (readonly Field[])[]): KeywordData {
  const averages = averageLengths(documents)
  const postings = new Map<string, { docs: number[]; weights: number[] }>()
  for (const [doc, fields] of documents.entries()) {
    const frequencies = new Map<string, number>()
    for (const [index, { stems, weight, levelling }] of fields.entries()) {
      const level = 1 - levelling + (levelling * stems.length) / averages[index]!
      for (const stem of stems) frequencies.set(stem, (frequencies.get(stem) ?? 0) + weight / level)
    }
    for (const [term, frequency] of frequencies) {
      const list = postings.get(term) ?? { docs: [], weights: [] }
      if (!list.docs.length) postings.set(term, list)
      list.docs.push(doc)
      list.weights.push(frequency / (K1 + frequency))
    }
  }
  return flatten(documents.length, postings)
}

export function openKeywords({ size, terms, starts, docs, weights }: KeywordData): KeywordIndex {
  const numbers = new Map(terms.map((term, number) => [term, number]))
  const rarity = (number: number) => {
    const count = starts[number + 1]! - starts[number]!
    return Math.log(1 + (size - count + 0.5) / (count + 0.5))
  }
  return {
    size,
    terms,
    has: (term) => numbers.has(term),
    idf(term) {
      const number = numbers.get(term)
      return number === undefined ? 0 : rarity(number)
    },
    addScores(wanted, scores, touched) {
      let count = 0
      for (const [term, weight] of wanted) {
        const number = numbers.get(term)
        if (number === undefined) continue
        const end = starts[number + 1]!
        const start = starts[number]!
        if (size > LARGE && end - start > size * TOO_COMMON) continue
        const gain = weight * rarity(number)
        for (let i = start; i < end; i++) {
          const doc = docs[i]!
          if (scores[doc] === 0) touched[count++] = doc
          scores[doc]! += gain * weights[i]!
        }
      }
      return count
    },
  }
}

function averageLengths(documents: readonly (readonly Field[])[]): number[] {
  const totals: number[] = []
  for (const fields of documents) {
    for (const [index, { stems }] of fields.entries()) totals[index] = (totals[index] ?? 0) + stems.length
  }
  return totals.map((total) => total / documents.length || 1)
}

function flatten(size: number, postings: Map<string, { docs: number[]; weights: number[] }>): KeywordData {
  const terms = [...postings.keys()]
  const starts = new Int32Array(terms.length + 1)
  for (const [number, { docs }] of [...postings.values()].entries()) starts[number + 1] = starts[number]! + docs.length
  const docs = new Int32Array(starts[terms.length]!)
  const weights = new Float32Array(docs.length)
  for (const [number, list] of [...postings.values()].entries()) {
    docs.set(list.docs, starts[number]!)
    weights.set(list.weights, starts[number]!)
  }
  return { size, terms, starts, docs, weights }
}
