import type { RankedPassage, RetrievalQuery } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import type { Embeddings, PassageIndex, Retriever } from '../ports.ts'
import { type Concepts, createConcepts } from './concepts.ts'
import { type KeywordIndex, openKeywords } from './keywords.ts'
import type { IndexData } from './library-index.ts'
import { createWordMatcher, type WordMatcher } from './trigrams.ts'
import { allStems, STOP_STEMS } from './words.ts'

/** How much each signal counts, measured by leaving phrasings out (`npm run eval -- --leave-out`). */
export const WEIGHTS = {
  entry: 0.4,
  phrasing: 0.35,
  dense: 0.25,
  concept: 0.8,
  context: 0.35,
  second: 0.2,
  neighbours: 0.4,
}
const DENSE_CANDIDATES = 60
/** Entries scoring less than this share of the best cannot win by neighbours or kind. */
const WITHIN_REACH = 0.4
/** A question longer than this is read as far as this. */
const MOST_TEXT = 2000
const MOST_STEMS = 200

interface Deps {
  library: Library
  index: IndexData
  embeddings: Embeddings
  dense: PassageIndex
}

/**
 * Ranks entries by three signals, each scaled by its own best and then added: the words of the whole entry, the nearest
 * single phrasing, and a dense vector. Misspelt words are read as their nearest known neighbours.
 */
export function createRetriever({ library, index, embeddings, dense }: Deps): Retriever {
  const entryWords = openKeywords(index.entryWords)
  const phrasingWords = openKeywords(index.phrasingWords)
  const readQuery = createQueryReader(entryWords, phrasingWords, createConcepts(library.thesaurus))
  const numberOf = new Map(library.entries.map(({ id }, number) => [id, number]))
  const entryScores = new Float32Array(entryWords.size)
  const phrasingScores = new Float32Array(phrasingWords.size)
  const slotScores = new Float32Array(index.slotStart[library.entries.length]!)
  const entryBest = new Float32Array(entryWords.size)
  const blended = new Float32Array(entryWords.size)

  return {
    async retrieve(query, most = 8) {
      const near = await dense.search(await embeddings.embedQuery(query.text), DENSE_CANDIDATES)
      // From here to the return nothing waits, so the shared arrays belong to this query alone.
      const terms = readQuery(query)
      entryScores.fill(0)
      phrasingScores.fill(0)
      entryWords.addScores(terms.weights, entryScores)
      phrasingWords.addScores(terms.weights, phrasingScores)
      bestOfSlots(index, phrasingScores, slotScores, entryBest)
      blend(entryScores, entryBest, near, numberOf, blended)
      return candidates(blended)
        .map((number) => ({ number, score: finalScore(number, query) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.number - b.number)
        .slice(0, most)
        .map(({ number, score }) => passageFor(number, score, terms))
    },
  }

  /** Neighbours lend weight, the kind of answer wanted lends a little more, and what does not apply counts for nothing. */
  function finalScore(number: number, { prefer, nation }: RetrievalQuery): number {
    const { type, appliesIn } = library.entries[number]!
    if (nation && !appliesIn.includes(nation)) return 0
    return (blended[number]! + WEIGHTS.neighbours * neighbourScore(index, blended, number)) * (prefer?.[type] ?? 1)
  }

  function passageFor(number: number, score: number, terms: QueryTerms): RankedPassage {
    const entry = library.entries[number]!
    const covered = entryScores[number]! / terms.entryMass
    const phrased = entryBest[number]! / terms.phrasingMass
    return {
      entry,
      score,
      confidence: Math.min(1, 0.5 * Math.min(1, covered) + 0.5 * Math.min(1, phrased)),
    }
  }
}

interface QueryTerms {
  weights: Map<string, number>
  /** What a perfect match could score, by the rarity of the question's own words. */
  entryMass: number
  phrasingMass: number
}

/** Question → weighted terms: its own words, near spellings of unknown ones, the ideas they name, and what was said before. */
function createQueryReader(entryWords: KeywordIndex, phrasingWords: KeywordIndex, concepts: Concepts) {
  let matcher: WordMatcher | undefined
  const isKnown = (stem: string) => entryWords.has(stem) || phrasingWords.has(stem)
  const unseen = Math.log(1 + (entryWords.size + 0.5) / 0.5)

  return ({ text, context }: RetrievalQuery): QueryTerms => {
    const stems = allStems(text.slice(0, MOST_TEXT)).slice(0, MOST_STEMS)
    const weights = new Map<string, number>()
    let entryMass = 0
    let phrasingMass = 0
    const add = (stem: string, weight: number) => {
      if ((weights.get(stem) ?? 0) < weight) weights.set(stem, weight)
    }
    for (const stem of new Set(stems)) {
      if (STOP_STEMS.has(stem)) continue
      const weight = concepts.weightOf(stem)
      entryMass += weight * (entryWords.idf(stem) || unseen)
      phrasingMass += weight * (phrasingWords.idf(stem) || unseen)
      if (isKnown(stem)) add(stem, weight)
      else {
        matcher ??= createWordMatcher(new Set([...entryWords.terms, ...phrasingWords.terms]))
        for (const { word, likeness } of matcher.nearest(stem)) add(word, weight * likeness ** 2)
      }
    }
    for (const concept of concepts.in(stems)) add(concept, WEIGHTS.concept)
    for (const stem of new Set(context ? allStems(context.slice(0, MOST_TEXT)).slice(-MOST_STEMS) : [])) {
      if (STOP_STEMS.has(stem) || weights.has(stem) || !isKnown(stem)) continue
      add(stem, WEIGHTS.context)
      entryMass += WEIGHTS.context * entryWords.idf(stem)
      phrasingMass += WEIGHTS.context * phrasingWords.idf(stem)
    }
    return { weights, entryMass: entryMass || unseen, phrasingMass: phrasingMass || unseen }
  }
}

/** The best phrasing of each slot, and of each entry the best slot and a little of its second best. */
function bestOfSlots(index: IndexData, phrasings: Float32Array, slots: Float32Array, entries: Float32Array): void {
  slots.fill(0)
  const { slotOf, slotStart } = index
  for (let i = 0; i < phrasings.length; i++) {
    const score = phrasings[i]!
    if (score > slots[slotOf[i]!]!) slots[slotOf[i]!] = score
  }
  for (let entry = 0; entry < entries.length; entry++) {
    let first = 0
    let second = 0
    for (let slot = slotStart[entry]!; slot < slotStart[entry + 1]!; slot++) {
      const score = slots[slot]!
      if (score > first) {
        second = first
        first = score
      } else if (score > second) second = score
    }
    entries[entry] = first + (second > 0 ? WEIGHTS.second * second : 0)
  }
}

function blend(
  entryScores: Float32Array,
  phrasingBest: Float32Array,
  near: readonly { id: string; likeness: number }[],
  numberOf: ReadonlyMap<string, number>,
  blended: Float32Array,
): void {
  const scale = (scores: Float32Array) => {
    let most = 0
    for (let i = 0; i < scores.length; i++) if (scores[i]! > most) most = scores[i]!
    return most > 0 ? 1 / most : 0
  }
  const [entryScale, phrasingScale] = [WEIGHTS.entry * scale(entryScores), WEIGHTS.phrasing * scale(phrasingBest)]
  for (let i = 0; i < blended.length; i++) blended[i] = entryScores[i]! * entryScale + phrasingBest[i]! * phrasingScale
  const nearest = Math.max(...near.map(({ likeness }) => likeness), 0)
  if (nearest <= 0) return
  for (const { id, likeness } of near) {
    const number = numberOf.get(id)
    if (number !== undefined && likeness > 0) blended[number]! += (WEIGHTS.dense * likeness) / nearest
  }
}

/** The entries worth a closer look: those within reach of the best. */
function candidates(scores: Float32Array): number[] {
  let most = 0
  for (let i = 0; i < scores.length; i++) if (scores[i]! > most) most = scores[i]!
  const least = most * WITHIN_REACH
  const near: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i]! > least) near.push(i)
  return near
}

/**
 * Entries on one subject name each other. When several of them match, the subject is right; a lone match on a stray word
 * is not. Gives the mean of the three best neighbours.
 */
function neighbourScore({ neighbourStart, neighbours }: IndexData, scores: Float32Array, entry: number): number {
  let [first, second, third] = [0, 0, 0]
  for (let i = neighbourStart[entry]!; i < neighbourStart[entry + 1]!; i++) {
    const score = scores[neighbours[i]!]!
    if (score > first) [first, second, third] = [score, first, second]
    else if (score > second) [second, third] = [score, second]
    else if (score > third) third = score
  }
  return (first + second + third) / 3
}
