import type { Claim } from '../domain/claim.ts'
import type { RankedPassage } from '../domain/passage.ts'
import type { createChooseClaim } from './choose-claim.ts'
import type { Understanding } from './understand.ts'

/**
 * Below `weak` nothing is good enough to answer from; below `strong` the nearest alternatives are shown too. Below `myth`
 * nobody is told that what they said is a myth: every true rule called one, on two question sets, was below it.
 */
export const CONFIDENCE = { weak: 0.13, myth: 0.28, strong: 0.36 }
/** A follow-up's subject is known already, so less will do. */
const FOLLOWING = 0.5
/** How near a second entry must come before its claim may rule instead of a top entry that has none. */
const CLOSE = 0.86

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
export function rule(
  { text, wants, context }: Understanding,
  ranked: readonly RankedPassage[],
  chooseClaim: ReturnType<typeof createChooseClaim>,
): Ruling | undefined {
  const top = ranked[0]
  if (!top) return undefined
  const strength =
    top.confidence >= CONFIDENCE.strong
      ? 'strong'
      : top.confidence >= CONFIDENCE.weak * (context ? FOLLOWING : 1)
        ? 'middling'
        : 'weak'
  if (wants !== 'ruling' || !asksForVerdict(text)) return { lead: top, strength }
  const canRule = ({ entry }: RankedPassage) => entry.claims.length > 0 && entry.confidence !== 'low'
  const lead = canRule(top)
    ? top
    : (ranked.find((passage) => passage.score >= top.score * CLOSE && canRule(passage)) ?? top)
  if (!canRule(lead)) return { lead, strength }
  const claim = chooseClaim(text, lead.entry)
  const tooUnsure = claim?.verdict === 'myth' && lead.confidence < CONFIDENCE.myth
  return { lead, ...(claim && !tooUnsure && { claim }), strength }
}

/** "What is the light touch threshold?" looks something up; there is nothing in it to call true or false. */
function asksForVerdict(text: string): boolean {
  return !/^(?:what(?:'s| is| are)|when|where|which|who|whose|how (?:many|much|long|often|do|should|can))\b/i.test(
    text.trim(),
  )
}
