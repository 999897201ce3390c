import type { BottomLine, Claim } from '../domain/claim.ts'
import type { Entry } from '../domain/entry.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { agreement, type Lean, leanOf, putsForward } from '../domain/stance.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, STOP_STEMS } from '../retrieval/words.ts'
import { leanOfClaim, sideOfClaim } from './claim-side.ts'
import type { Wording } from './wording.ts'

/**
 * How the signals weigh, fitted by leaving phrasings out (a conditional logit over every claim of the three nearest
 * entries): words shared with a claim and not with its neighbours, words of the claim itself, how claims of that kind are
 * worded, whether it leans as the sentence does, and how high its entry ranks.
 */
export const WEIGHTS = {
  shared: 0.06,
  says: 0.71,
  wording: 0.42,
  headline: 0.33,
  headlineAsked: 0.45,
  lean: 0.6,
  leanAsked: 0.19,
  rank: 5.75,
  besides: 1.5,
  covered: 1.5,
  size: 1.5,
}
/** A sentence nearly the same as an authored one is that claim: this much for all of its words, nothing for seven in ten. */
const SAME = { weight: 24, from: 0.7 }
/** "Can we…?" wants to hear that one can, or cannot; "must we…?" that one must, or need not. The rest is beside the point. */
const FITS: Readonly<Record<Lean, readonly BottomLine[]>> = {
  open: ['you-can', 'you-can-if', 'you-cannot'],
  barred: ['you-can', 'you-can-if', 'you-cannot'],
  required: ['you-must', 'you-do-not-have-to', 'you-can', 'you-can-if'],
  'not-required': ['you-must', 'you-do-not-have-to', 'you-can', 'you-can-if', 'you-cannot'],
}
/** As many entries as are looked at; the right one is among them for four questions in five. */
const ENTRIES = 3
const RARITY = { content: 3.2, stop: 0.6 }
const SAYS_COUNTS = 5

/** A claim of one of the nearest entries, and how well it is what a sentence says. */
export interface ScoredClaim {
  lead: RankedPassage
  claim: Claim
  score: number
  /** how much of what was said stands in the claim or its phrasings, 0 to 1 */
  covered: number
}

/** Scores every claim of the nearest entries that may rule against a sentence. */
export function createScoreClaims(concepts: Concepts, wording: Wording) {
  const tokensOf = (sentence: string) => {
    const stems = allStems(sentence)
    return new Set([...stems, ...concepts.in(stems)])
  }

  return (text: string, ranked: readonly RankedPassage[]): ScoredClaim[] => {
    const asked = tokensOf(text)
    const likelihood = wording(text)
    const lean = leanOf(text)
    const asks = !putsForward(text)
    const top = ranked[0]?.score ?? 0

    const size = sizeIn(text)
    const otherSize = (claim: Claim) => size !== undefined && OTHER_SIZE[size] === sizeIn(claim.says)

    const fit = (claim: Claim, index: number) =>
      (otherSize(claim) ? -WEIGHTS.size : 0) +
      WEIGHTS.wording * likelihood(claim) +
      (asks ? WEIGHTS.leanAsked : WEIGHTS.lean) * agreement(lean, leanOfClaim(claim)) +
      (asks && claim.verdict === 'myth' && sideOfClaim(claim) === 'frees' ? -WEIGHTS.besides : 0) +
      (asks && lean && lean !== leanOfClaim(claim) && !FITS[lean].includes(claim.bottomLine) ? -WEIGHTS.besides : 0) +
      (index === 0 ? WEIGHTS.headline + (asks ? WEIGHTS.headlineAsked : 0) : 0)

    return ranked
      .slice(0, ENTRIES)
      .filter(({ entry }) => canRule(entry))
      .flatMap((lead) =>
        matches(asked, lead.entry, tokensOf).map(({ claim, match, covered }, index) => ({
          lead,
          claim,
          covered,
          score: match + WEIGHTS.covered * covered + fit(claim, index) + WEIGHTS.rank * Math.log(lead.score / top),
        })),
      )
  }
}

const LINE = String.raw`(?:\w+[ -]){0,3}(?:thresholds?|limit|line)\b`
const OVER = new RegExp(String.raw`\b(?:over|above|past|exceed\w*|from|at or above|reach\w*)[ -]${LINE}`, 'i')
const UNDER = new RegExp(
  String.raw`\b(?:under|below|beneath)[ -]${LINE}|\bsmall (?:\w+ )?(?:contracts?|concessions?|purchases?|jobs?|orders?|quotes?)\b`,
  'i',
)
const OTHER_SIZE = { over: 'under', under: 'over' } as const

/** Which side of the threshold a sentence speaks of; undefined where it names neither, or both. */
function sizeIn(sentence: string): 'over' | 'under' | undefined {
  const [over, under] = [OVER.test(sentence), UNDER.test(sentence)]
  if (over === under) return undefined
  return over ? 'over' : 'under'
}

/** Entries of low confidence never rule. */
export function canRule(entry: Entry): boolean {
  return entry.claims.length > 0 && entry.confidence !== 'low'
}

/** How well the words of each claim of an entry match those asked. */
function matches(asked: ReadonlySet<string>, entry: Entry, tokensOf: (sentence: string) => Set<string>) {
  const claims = entry.claims.map((claim) => ({
    claim,
    says: tokensOf(claim.says),
    phrasings: claim.askedAs.map(tokensOf),
  }))
  const shared = claims.map(() => 0)
  const covered = claims.map(() => 0)
  let content = 0
  for (const token of asked) {
    const holds = claims.map(({ says, phrasings }) =>
      says.has(token) ? SAYS_COUNTS : phrasings.filter((phrasing) => phrasing.has(token)).length,
    )
    const spread = holds.filter(Boolean).length
    if (!STOP_STEMS.has(token)) {
      content++
      for (const [index, count] of holds.entries()) if (count) covered[index]!++
    }
    if (!spread) continue
    const tells = rarityOf(token) * Math.log((claims.length + 0.5) / spread)
    for (const [index, count] of holds.entries()) shared[index]! += (tells * count) / (count + 1)
  }
  return claims.map(({ claim, says, phrasings }, index) => {
    const sentences = [says, ...phrasings]
    const same = Math.max(0, ...sentences.map((sentence) => sameness(asked, sentence) - SAME.from))
    return {
      claim,
      covered: covered[index]! / Math.max(1, content),
      match: WEIGHTS.shared * shared[index]! + WEIGHTS.says * overlap(asked, says) + SAME.weight * same,
    }
  })
}

const rarityOf = (token: string) => (STOP_STEMS.has(token) ? RARITY.stop : RARITY.content)

function overlap(asked: ReadonlySet<string>, sentence: ReadonlySet<string>): number {
  let shared = 0
  for (const token of asked) if (sentence.has(token)) shared += rarityOf(token)
  return shared / Math.sqrt(5 + sentence.size)
}

function sameness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const token of a) if (b.has(token)) shared++
  return shared / (a.size + b.size - shared)
}
