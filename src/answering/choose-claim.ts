import type { BottomLine, Claim } from '../domain/claim.ts'
import type { Entry } from '../domain/entry.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { agreement, type Lean, leanOf, putsForward, sideOf } from '../domain/stance.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, STOP_STEMS } from '../retrieval/words.ts'
import { leanOfClaim, saysAlike, sideOfClaim, tellsWhatToDo } from './claim-side.ts'
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
/** How likely a bottom line other than that of the short answer must be. */
const AGAINST = 0.65
/** As many entries as are looked at; the right one is among them for four questions in five. */
const ENTRIES = 3
/** How much a true rule on the other side of what was said counts: leans are read from words, and words mislead. */
const OTHER_SIDE = 0.3
const RARITY = { content: 3.2, stop: 0.6 }
const SAYS_COUNTS = 5

/** A claim people may be told about, and how likely it is that what they said is, after all, a true rule. */
export interface Choice {
  lead: RankedPassage
  claim: Claim
  /** 0 to 1 */
  trueRule: number
  /** how likely it is that the verdict is the one for what was said, 0 to 1 */
  sure: number
  /** the claim leans the other way than the sentence: it is the nearest, but not what was said */
  contrary: boolean
}

/**
 * Chooses, among the claims of the nearest entries, the one a sentence puts forward or asks about. Undefined when none of
 * them carries claims that may rule.
 */
export function createChooseClaim(concepts: Concepts, wording: Wording) {
  const tokensOf = (sentence: string) => {
    const stems = allStems(sentence)
    return new Set([...stems, ...concepts.in(stems)])
  }

  return (text: string, ranked: readonly RankedPassage[]): Choice | undefined => {
    const asked = tokensOf(text)
    const likelihood = wording(text)
    const lean = leanOf(text)
    const asks = !putsForward(text)
    const top = ranked[0]?.score ?? 0
    const scored = ranked
      .slice(0, ENTRIES)
      .filter(({ entry }) => canRule(entry))
      .flatMap((lead) =>
        matches(asked, lead.entry, tokensOf).map(({ claim, match }, index) => ({
          lead,
          claim,
          score:
            match +
            WEIGHTS.wording * likelihood(claim) +
            (asks ? WEIGHTS.leanAsked : WEIGHTS.lean) * agreement(lean, leanOfClaim(claim)) +
            (asks && claim.verdict === 'myth' && sideOfClaim(claim) === 'frees' ? -WEIGHTS.besides : 0) +
            (asks && lean && !FITS[lean].includes(claim.bottomLine) ? -WEIGHTS.besides : 0) +
            (index === 0 ? WEIGHTS.headline + (asks ? WEIGHTS.headlineAsked : 0) : 0) +
            WEIGHTS.rank * Math.log(lead.score / top),
        })),
      )
    if (!scored.length) return undefined
    const likeliest = scored.reduce((a, b) => (b.score > a.score ? b : a))
    const odds = scored.map(({ claim, score }) => ({ claim, odds: Math.exp(score - likeliest.score) }))
    const sum = (some: typeof odds) => some.reduce((total, next) => total + next.odds, 0)
    const shareOf = (test: (claim: Claim) => boolean) => sum(odds.filter(({ claim }) => test(claim))) / sum(odds)

    // The short answer goes with its entry's first claim. One with another bottom line is held up above it only where that
    // line is the likeliest, so that nobody reads "you can't" over a text that says how to.
    const first = likeliest.lead.entry.claims[0]!
    const against =
      !saysAlike(likeliest.claim, first) && shareOf((claim) => saysAlike(claim, likeliest.claim)) < AGAINST
    const chosen = against
      ? scored
          .filter(({ lead, claim }) => lead === likeliest.lead && saysAlike(claim, first))
          .reduce((a, b) => (b.score > a.score ? b : a))
      : likeliest
    const best = asks ? asObstacle(chosen, scored) : chosen
    // A neutral question states nothing, so a true rule with the same bottom line is the same answer. Somebody who says
    // that something is barred or required may be right only by a rule that bars or requires.
    const said = asks ? undefined : sideOf(lean)
    const mayBeMeant = (claim: Claim) => {
      if (asks) return lean && tellsWhatToDo(claim) && saysAlike(claim, best.claim) ? 0 : 1
      const side = sideOfClaim(claim)
      return said && side && side !== said ? OTHER_SIDE : 1
    }
    return {
      lead: best.lead,
      claim: best.claim,
      trueRule:
        odds
          .filter(({ claim }) => claim.verdict === 'true-rule')
          .reduce((total, next) => total + next.odds * mayBeMeant(next.claim), 0) / sum(odds),
      sure: shareOf(({ verdict }) => verdict === best.claim.verdict),
      contrary: !asks && agreement(lean, leanOfClaim(best.claim)) < 0,
    }
  }
}

/**
 * Who asks "can we split it?" has not said that one can: where one cannot, they are told the rule, and no belief that they
 * did not put is called a myth.
 */
function asObstacle<Scored extends { lead: RankedPassage; claim: Claim; score: number }>(
  best: Scored,
  scored: readonly Scored[],
): Scored {
  if (best.claim.verdict !== 'myth' || sideOfClaim(best.claim) !== 'frees') return best
  const rules = scored.filter(
    ({ lead, claim }) => lead === best.lead && claim.verdict === 'true-rule' && saysAlike(claim, best.claim),
  )
  return rules.length ? rules.reduce((a, b) => (b.score > a.score ? b : a)) : best
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
  for (const token of asked) {
    const holds = claims.map(({ says, phrasings }) =>
      says.has(token) ? SAYS_COUNTS : phrasings.filter((phrasing) => phrasing.has(token)).length,
    )
    const spread = holds.filter(Boolean).length
    if (!spread) continue
    const tells = rarityOf(token) * Math.log((claims.length + 0.5) / spread)
    for (const [index, count] of holds.entries()) shared[index]! += (tells * count) / (count + 1)
  }
  return claims.map(({ claim, says, phrasings }, index) => {
    const sentences = [says, ...phrasings]
    const same = Math.max(0, ...sentences.map((sentence) => sameness(asked, sentence) - SAME.from))
    return {
      claim,
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
