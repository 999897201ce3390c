import type { RankedPassage, RetrievalQuery } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import type { Embeddings, PassageIndex, Retriever } from '../ports.ts'
import { best } from './exact-index.ts'
import { type Concepts, createConcepts } from './concepts.ts'
import { type KeywordIndex, openKeywords } from './keywords.ts'
import type { IndexData } from './library-index.ts'
import { createWordMatcher, type WordMatcher } from './trigrams.ts'
import { allStems, STOP_STEMS } from './words.ts'

/** How much each signal counts, measured by leaving phrasings out (`npm run eval -- --leave-out`). */
export const WEIGHTS = {
  entry: 0.45,
  phrasing: 0.45,
  dense: 0.1,
  concept: 0.8,
  context: 0.35,
  stopWord: 0.35,
  second: 0.2,
}
const DENSE_CANDIDATES = 60

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
      entryWords.addScores(terms.content, entryScores)
      phrasingWords.addScores(terms.all, phrasingScores)
      bestOfSlots(index, phrasingScores, slotScores, entryBest)
      blend(entryScores, entryBest, near, numberOf, blended)
      preferAndFilter(blended, library, query)
      return best(blended, most).map((number) => passageFor(number, terms))
    },
  }

  function passageFor(number: number, terms: QueryTerms): RankedPassage {
    const entry = library.entries[number]!
    const first = index.slotStart[number]! + 1
    const covered = entryScores[number]! / terms.entryMass
    const phrased = entryBest[number]! / terms.phrasingMass
    return {
      entry,
      score: blended[number]!,
      confidence: Math.min(1, 0.5 * Math.min(1, covered) + 0.5 * Math.min(1, phrased)),
      claimScores: entry.claims.map((_, offset) => Math.min(1, slotScores[first + offset]! / terms.phrasingMass)),
    }
  }
}

interface QueryTerms {
  content: Map<string, number>
  all: Map<string, number>
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
    const stems = allStems(text.slice(0, 2000)).slice(0, 200)
    const all = new Map<string, number>()
    const content = new Map<string, number>()
    let entryMass = 0
    let phrasingMass = 0
    const add = (stem: string, weight: number) => {
      const stop = STOP_STEMS.has(stem)
      raise(all, stem, stop ? weight * WEIGHTS.stopWord : weight)
      if (!stop) raise(content, stem, weight)
    }
    for (const stem of new Set(stems)) {
      const stop = STOP_STEMS.has(stem)
      const weight = concepts.weightOf(stem)
      if (isKnown(stem)) {
        add(stem, weight)
        entryMass += stop ? 0 : weight * (entryWords.idf(stem) || unseen)
        phrasingMass += weight * (phrasingWords.idf(stem) || unseen) * (stop ? WEIGHTS.stopWord : 1)
      } else {
        matcher ??= createWordMatcher(new Set([...entryWords.terms, ...phrasingWords.terms]))
        for (const { word, likeness } of matcher.nearest(stem)) add(word, likeness ** 2)
        entryMass += unseen
        phrasingMass += unseen
      }
    }
    for (const concept of concepts.in(stems)) add(concept, WEIGHTS.concept)
    for (const stem of new Set(context ? allStems(context.slice(0, 2000)).slice(-200) : [])) {
      if (STOP_STEMS.has(stem) || content.has(stem) || !isKnown(stem)) continue
      add(stem, WEIGHTS.context)
      entryMass += WEIGHTS.context * entryWords.idf(stem)
      phrasingMass += WEIGHTS.context * phrasingWords.idf(stem)
    }
    return { all, content, entryMass: entryMass || unseen, phrasingMass: phrasingMass || unseen }
  }
}

function raise(terms: Map<string, number>, term: string, weight: number): void {
  if ((terms.get(term) ?? 0) < weight) terms.set(term, weight)
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

function preferAndFilter(scores: Float32Array, library: Library, { prefer, nation }: RetrievalQuery): void {
  if (!prefer && !nation) return
  for (const [number, { type, appliesIn }] of library.entries.entries()) {
    if (nation && !appliesIn.includes(nation)) scores[number] = 0
    else scores[number]! *= prefer?.[type] ?? 1
  }
}
