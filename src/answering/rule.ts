import type { Claim } from '../domain/claim.ts'
import type { Entry } from '../domain/entry.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { agreement, isConditional, type Lean, leanOf, putsForward } from './stance.ts'
import type { Wants } from './wants.ts'

/** Below `weak` nothing is good enough to answer from; below `strong` the nearest alternatives are shown too. */
export const CONFIDENCE = { weak: 0.2, strong: 0.42 }
/** How near a second entry must come before its claim may rule instead of a top entry that has none. */
const CLOSE = 0.86
/** How leaning, an unsaid condition and being the headline weigh against likeness in words. */
const PULL = { floor: 0.05, same: 1.6, contrary: 0.35, contraryAsked: 0.6, unsaidCondition: 0.75, headline: 0.03, plainly: 0.2 }

export interface Ruling {
  lead: RankedPassage
  /** The authored claim in the direction the person put it; absent when nothing is to be ruled on. */
  claim?: Claim
  strength: 'strong' | 'middling' | 'weak'
}

/**
 * Chooses the entry that answers and, where a belief is put forward or doubted, the claim of that entry in the
 * direction it was put. It only picks: verdict and bottom line are the entry's own, and low-confidence entries never rule.
 */
export function rule(text: string, wants: Wants, ranked: readonly RankedPassage[]): Ruling | undefined {
  const top = ranked[0]
  if (!top) return undefined
  const strength =
    top.confidence >= CONFIDENCE.strong ? 'strong' : top.confidence >= CONFIDENCE.weak ? 'middling' : 'weak'
  if (wants !== 'ruling' || !asksForVerdict(text)) return { lead: top, strength }
  const canRule = ({ entry }: RankedPassage) => entry.claims.length > 0 && entry.confidence !== 'low'
  const lead = canRule(top)
    ? top
    : (ranked.find((passage) => passage.score >= top.score * CLOSE && canRule(passage)) ?? top)
  if (!canRule(lead)) return { lead, strength }
  const claim = chooseClaim(text, lead.entry, lead.claimScores)
  return { lead, ...(claim && { claim }), strength }
}

/** "What is the light touch threshold?" looks something up; there is nothing in it to call true or false. */
function asksForVerdict(text: string): boolean {
  return !/^(?:what(?:'s| is| are)|when|where|which|who|whose|how (?:many|much|long|often|do|should|can))\b/i.test(
    text.trim(),
  )
}

/**
 * The claim nearest in words among those that lean the person's way. Undefined when only a contrary claim is near: to
 * hold up "that is a myth" to somebody who said the opposite would be to call a true rule a myth.
 */
export function chooseClaim(text: string, entry: Entry, likeness: readonly number[]): Claim | undefined {
  const lean = leanOf(text)
  const forward = putsForward(text)
  const conditional = isConditional(text)
  const scored = entry.claims.map((claim, index) => {
    const agrees = agreement(lean, leanOf(claim.says))
    const leaning = agrees > 0 ? PULL.same : agrees < 0 ? (forward ? PULL.contrary : PULL.contraryAsked) : 1
    const condition = isConditional(claim.says) && !conditional ? PULL.unsaidCondition : 1
    return {
      claim,
      agrees,
      score: ((likeness[index] ?? 0) + PULL.floor) * leaning * condition + (index === 0 ? PULL.headline : 0),
    }
  })
  const chosen = scored.reduce((best, next) => (next.score > best.score ? next : best))
  if (!forward) return chosen.claim === entry.claims[0] ? chosen.claim : (headlineFor(entry, likeness, chosen.claim, lean) ?? chosen.claim)
  return chosen.agrees < 0 ? undefined : chosen.claim
}

/**
 * "Can we…?", where we can: the belief worth naming is the common one that says we can't, unless the question's words are
 * plainly those of another claim.
 */
function headlineFor(entry: Entry, likeness: readonly number[], chosen: Claim, lean: Lean | undefined): Claim | undefined {
  const headline = entry.claims[0]!
  const may = headline.bottomLine === 'you-can' || headline.bottomLine === 'you-can-if'
  if (lean !== 'open' || !may || agreement(lean, leanOf(headline.says)) >= 0) return undefined
  const lead = (likeness[entry.claims.indexOf(chosen)] ?? 0) - (likeness[0] ?? 0)
  return chosen.verdict === 'true-rule' || lead < PULL.plainly ? headline : undefined
}
