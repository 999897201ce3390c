import type { RankedPassage, RetrievalQuery } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import type { Retriever } from '../ports.ts'
import { type Concepts, createConcepts } from './concepts.ts'
import { type KeywordIndex, openKeywords } from './keywords.ts'
import type { IndexData } from './library-index.ts'
import type { Near } from './near.ts'
import { createScoreboard, type Scores } from './scoreboard.ts'
import { createWordMatcher, type WordMatcher } from './trigrams.ts'
import { allStems, STOP_STEMS } from './words.ts'

/** How much each signal counts, measured by leaving phrasings out (`npm run eval -- --leave-out`). */
export const WEIGHTS = {
  entry: 0.4,
  phrasing: 0.35,
  dense: 0.25,
  concept: 0.8,
  context: 0.35,
  contextAlone: 0.7,
  second: 0.2,
  neighbours: 0.4,
}
const DENSE_CANDIDATES = 60
/** In words nobody has used: a question that says no more than this is half as sure as its match. */
const LITTLE_SAID = 0.8
/** Entries scoring less than this share of the best cannot win by neighbours or kind. */
const WITHIN_REACH = 0.5
/** A question longer than this is read as far as this. */
const MOST_TEXT = 2000
const MOST_STEMS = 200
/** A word shorter than this is an abbreviation rather than a misspelt idea. */
const SPELT_OUT = 4
/** A follow-up with no more words than this of its own lives by what came before. */
const FEW_WORDS = 3

interface Deps {
  library: Library
  index: IndexData
  /** the dense signal */
  near: Near
}

/**
 * Ranks entries by three signals, each scaled by its own best and then added: the words of the whole entry, the nearest
 * single phrasing, and a dense vector. Misspelt words are read as their nearest known neighbours.
 */
export function createRetriever({ library, index, near }: Deps): Retriever {
  const entryWords = openKeywords(index.entryWords)
  const phrasingWords = openKeywords(index.phrasingWords)
  const readQuery = createQueryReader(entryWords, phrasingWords, createConcepts(library.thesaurus))
  const numberOf = new Map(library.entries.map(({ id }, number) => [id, number]))
  const score = createScoreboard(index, entryWords, phrasingWords, WEIGHTS.second)
  const blended = new Float32Array(entryWords.size)

  return {
    async retrieve(query, most = 8) {
      const dense = await near(query.text, DENSE_CANDIDATES)
      // From here to the return nothing waits, so the shared arrays belong to this query alone.
      const terms = readQuery(query)
      const scores = score(terms.weights)
      const ranked = candidates(scores, dense)
        .map((number) => ({ number, score: finalScore(number, query) }))
        .filter(({ score: final }) => final > 0)
        .sort((a, b) => b.score - a.score || a.number - b.number)
        .slice(0, most)
        .map(({ number, score: final }) => passageFor(number, final, scores, terms))
      for (let i = 0; i < scores.count; i++) blended[scores.touched[i]!] = 0
      for (const { id } of dense) blended[numberOf.get(id)!] = 0
      return ranked
    },
  }

  /** Blends the signals, each scaled by its own best, and gives the entries within reach of the best. */
  function candidates(
    { touched, count, entry, phrasing }: Scores,
    dense: readonly { id: string; likeness: number }[],
  ): number[] {
    let [mostEntry, mostPhrasing] = [0, 0]
    for (let i = 0; i < count; i++) {
      mostEntry = Math.max(mostEntry, entry[touched[i]!]!)
      mostPhrasing = Math.max(mostPhrasing, phrasing[touched[i]!]!)
    }
    const entryScale = mostEntry > 0 ? WEIGHTS.entry / mostEntry : 0
    const phrasingScale = mostPhrasing > 0 ? WEIGHTS.phrasing / mostPhrasing : 0
    for (let i = 0; i < count; i++) {
      const number = touched[i]!
      blended[number] = entry[number]! * entryScale + phrasing[number]! * phrasingScale
    }
    const nearest = dense[0]?.likeness ?? 0
    const lone: number[] = []
    for (const { id, likeness } of dense) {
      const number = numberOf.get(id)!
      if (blended[number] === 0) lone.push(number)
      if (likeness > 0) blended[number]! += (WEIGHTS.dense * likeness) / nearest
    }
    let most = 0
    for (let i = 0; i < count; i++) most = Math.max(most, blended[touched[i]!]!)
    for (const number of lone) most = Math.max(most, blended[number]!)
    const within = lone.filter((number) => blended[number]! > most * WITHIN_REACH)
    for (let i = 0; i < count; i++) if (blended[touched[i]!]! > most * WITHIN_REACH) within.push(touched[i]!)
    return within
  }

  /** Neighbours lend weight, the kind of answer wanted lends a little more, and what does not apply counts for nothing. */
  function finalScore(number: number, { prefer, nation }: RetrievalQuery): number {
    const { type, appliesIn } = library.entries[number]!
    if (nation && !appliesIn.includes(nation)) return 0
    return (blended[number]! + WEIGHTS.neighbours * neighbourScore(index, blended, number)) * (prefer?.[type] ?? 1)
  }

  function passageFor(number: number, final: number, scores: Scores, terms: QueryTerms): RankedPassage {
    const entry = library.entries[number]!
    const covered = scores.entry[number]! / terms.entryMass
    const phrased = scores.phrasing[number]! / terms.phrasingMass
    // One matching word of a one-word question is no evidence: little said, little known.
    const said = terms.entryMass / (terms.entryMass + LITTLE_SAID * terms.unseen)
    return {
      entry,
      score: final,
      confidence: said * Math.min(1, 0.5 * Math.min(1, covered) + 0.5 * Math.min(1, phrased)),
    }
  }
}

interface QueryTerms {
  weights: Map<string, number>
  /** What a perfect match could score, by the rarity of the question's own words. */
  entryMass: number
  phrasingMass: number
  /** Rarity of a word no entry holds. */
  unseen: number
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
    const read = new Map<string, string>()
    for (const stem of new Set(stems)) {
      if (STOP_STEMS.has(stem)) continue
      const weight = concepts.weightOf(stem)
      entryMass += weight * (entryWords.idf(stem) || unseen)
      phrasingMass += weight * (phrasingWords.idf(stem) || unseen)
      if (isKnown(stem)) add(stem, weight)
      else {
        matcher ??= createWordMatcher(new Set([...entryWords.terms, ...phrasingWords.terms]))
        const near = matcher.nearest(stem)
        for (const { word, likeness } of near) add(word, weight * likeness ** 2)
        if (near[0] && stem.length >= SPELT_OUT && !/\d/.test(stem)) read.set(stem, near[0].word)
      }
    }
    const contextWeight = weights.size > FEW_WORDS ? WEIGHTS.context : WEIGHTS.contextAlone
    for (const concept of concepts.in(stems.map((stem) => read.get(stem) ?? stem))) add(concept, WEIGHTS.concept)
    for (const stem of new Set(context ? allStems(context.slice(0, MOST_TEXT)).slice(-MOST_STEMS) : [])) {
      if (STOP_STEMS.has(stem) || weights.has(stem) || !isKnown(stem)) continue
      add(stem, contextWeight)
      entryMass += contextWeight * entryWords.idf(stem)
      phrasingMass += contextWeight * phrasingWords.idf(stem)
    }
    return { weights, entryMass: entryMass || unseen, phrasingMass: phrasingMass || unseen, unseen }
  }
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
