import type { Claim } from '../domain/claim.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { agreement, type Lean, leanOf, putsForward, sideOf } from '../domain/stance.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { gainsays, leanOfClaim, saysAlike, sideOfClaim, tellsWhatToDo } from './claim-side.ts'
import { createScoreClaims, type ScoredClaim } from './score-claims.ts'
import type { Wording } from './wording.ts'

/** How likely a bottom line other than that of the short answer must be. */
const AGAINST = 0.65
/** How much a true rule on the other side of what was said counts: leans are read from words, and words mislead. */
const OTHER_SIDE = 0.3
/** As many of the likeliest claims decide the verdict together: where two say the same, one stray match is outvoted. */
const VOTES = 4

/** A claim on the other side must be as near as this to be what was said. */
const WITHIN = 2
/** A claim people may be told about, and how likely it is that what they said is, after all, a true rule. */
export interface Choice {
  lead: RankedPassage
  claim: Claim
  /** 0 to 1 */
  trueRule: number
  /** how likely it is that the verdict is the one for what was said, 0 to 1 */
  sure: number
  /** how much of what was said stands in the claim or its phrasings, 0 to 1 */
  covered: number
  /** the claim leans the other way than the sentence: it is the nearest, but not what was said */
  contrary: boolean
  /** sentence and claim lean the same way, so that the words tell more than the subject */
  directed: boolean
  /** the likeliest true rule that does not lean the other way, and how likely a true rule was meant */
  rule?: { lead: RankedPassage; claim: Claim; sure: number; covered: number }
}

/**
 * Chooses, among the claims of the nearest entries, the one a sentence puts forward or asks about. Undefined when none of
 * them carries claims that may rule.
 */
export function createChooseClaim(concepts: Concepts, wording: Wording) {
  const scoreClaims = createScoreClaims(concepts, wording)

  return (text: string, ranked: readonly RankedPassage[]): Choice | undefined => {
    const scored = scoreClaims(text, ranked)
    if (!scored.length) return undefined
    const lean = leanOf(text)
    const asks = !putsForward(text)
    const highest = bestOf(scored).score
    const odds = ({ score }: ScoredClaim) => Math.exp(score - highest)
    const sum = (some: readonly ScoredClaim[]) => some.reduce((total, next) => total + odds(next), 0)
    const all = sum(scored)
    const shareOf = (test: (claim: Claim) => boolean) => sum(scored.filter(({ claim }) => test(claim))) / all

    const likeliest = outvoted(scored, sum)
    // The short answer goes with its entry's first claim. One with another bottom line is held up above it only where that
    // line is the likeliest, so that nobody reads "you can't" over a text that says how to. Lines that say other things, and
    // not the contrary, stand well above it: "that is not so" of a call-off, over a text on how long a framework may last.
    const first = likeliest.lead.entry.claims[0]!
    const against = gainsays(likeliest.claim, first) && shareOf((claim) => saysAlike(claim, likeliest.claim)) < AGAINST
    const chosen = against
      ? bestOf(scored.filter(({ lead, claim }) => !gainsays(claim, lead.entry.claims[0]!)))
      : likeliest
    const best = asks ? asObstacle(chosen, scored) : asSaid(chosen, scored, lean)
    // A neutral question states nothing, so a true rule with the same bottom line is the same answer. Somebody who says
    // that something is barred or required may be right only by a rule that bars or requires.
    const said = asks ? undefined : sideOf(lean)
    const mayBeMeant = (claim: Claim) => {
      if (asks) return lean && tellsWhatToDo(claim) && saysAlike(claim, best.claim) ? 0 : 1
      const side = sideOfClaim(claim)
      return said && side && side !== said ? OTHER_SIDE : 1
    }
    const rules = scored.filter(({ claim }) => claim.verdict === 'true-rule')
    const agreeing = rules.filter(({ claim }) => agreement(lean, leanOfClaim(claim)) >= 0)
    const likeliestRule = agreeing.length ? bestOf(agreeing) : undefined
    return {
      ...(likeliestRule && { rule: { ...likeliestRule, sure: sum(agreeing) / all } }),
      lead: best.lead,
      claim: best.claim,
      covered: best.covered,
      trueRule: rules.reduce((total, next) => total + odds(next) * mayBeMeant(next.claim), 0) / all,
      sure: shareOf(({ verdict }) => verdict === best.claim.verdict),
      contrary: !asks && agreement(lean, leanOfClaim(best.claim)) < 0,
      directed: asks || agreement(lean, leanOfClaim(best.claim)) > 0,
    }
  }
}

const bestOf = (scored: readonly ScoredClaim[]) => scored.reduce((a, b) => (b.score > a.score ? b : a))

/** The likeliest claim with the verdict most of the likeliest claims have. No vote turns a true rule into a myth. */
function outvoted(scored: readonly ScoredClaim[], sum: (some: readonly ScoredClaim[]) => number): ScoredClaim {
  const voters = [...scored].sort((a, b) => b.score - a.score).slice(0, VOTES)
  const shareFor = ({ claim }: ScoredClaim) => sum(voters.filter((other) => other.claim.verdict === claim.verdict))
  const elected = voters.reduce((a, b) => (shareFor(b) > shareFor(a) ? b : a))
  return elected.claim.verdict === 'myth' && voters[0]!.claim.verdict === 'true-rule' ? voters[0]! : elected
}

/**
 * Who says that something is barred or required, and comes nearest to the rule that it is not, said the contrary of that
 * rule: what the entry has on their own side is what was said.
 */
function asSaid(best: ScoredClaim, scored: readonly ScoredClaim[], lean: Lean | undefined): ScoredClaim {
  const said = lean === 'open' ? undefined : sideOf(lean)
  const side = sideOfClaim(best.claim)
  if (best.claim.verdict !== 'true-rule' || !said || !side || said === side) return best
  const own = scored.filter(({ lead, claim }) => lead === best.lead && sideOfClaim(claim) === said)
  const nearest = own.length ? bestOf(own) : best
  return nearest.score > best.score - WITHIN ? nearest : best
}

/**
 * Who asks "can we split it?" has not said that one can: where one cannot, they are told the rule, and no belief that they
 * did not put is called a myth.
 */
function asObstacle(best: ScoredClaim, scored: readonly ScoredClaim[]): ScoredClaim {
  if (best.claim.verdict !== 'myth' || sideOfClaim(best.claim) !== 'frees') return best
  const rules = scored.filter(
    ({ lead, claim }) => lead === best.lead && claim.verdict === 'true-rule' && saysAlike(claim, best.claim),
  )
  return rules.length ? bestOf(rules) : best
}
