import type { Claim } from '../domain/claim.ts'
import type { Entry } from '../domain/entry.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { type Lean, leanOf, putsForward } from './stance.ts'
import type { Wants } from './wants.ts'

/** Below `weak` nothing is good enough to answer from; below `strong` the nearest alternatives are shown too. */
export const CONFIDENCE = { weak: 0.2, strong: 0.42 }
/** How near a second entry must come before its claim may rule instead of a top entry that has none. */
const CLOSE = 0.86
/** Small pulls that decide between claims of about the same likeness. */
const PULL = { sameLean: 0.16, oppositeLean: -0.12, headline: 0.05, neutralHeadline: 0.1 }

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
  return { lead, claim: chooseClaim(text, lead.entry, lead.claimScores), strength }
}

/** "What is the light touch threshold?" looks something up; there is nothing in it to call true or false. */
function asksForVerdict(text: string): boolean {
  return !/^(?:what(?:'s| is| are)|when|where|which|who|whose|how (?:many|much|long|often|do|should|can))\b/i.test(
    text.trim(),
  )
}

/** The claim nearest in words, pulled towards the same lean; a neutral question leans to the headline. */
export function chooseClaim(text: string, entry: Entry, likeness: readonly number[]): Claim {
  const lean = leanOf(text)
  const forward = putsForward(text)
  let chosen = entry.claims[0]!
  let most = Number.NEGATIVE_INFINITY
  for (const [index, claim] of entry.claims.entries()) {
    const pull = index === 0 ? (forward ? PULL.headline : PULL.neutralHeadline) : 0
    const score = (likeness[index] ?? 0) + pull + (forward ? leanPull(lean, leanOf(claim.says)) : 0)
    if (score > most) [chosen, most] = [claim, score]
  }
  return chosen
}

const OPPOSITE: Readonly<Record<Lean, Lean>> = {
  barred: 'open',
  open: 'barred',
  required: 'not-required',
  'not-required': 'required',
}

function leanPull(said: Lean | undefined, claimed: Lean | undefined): number {
  if (!said || !claimed) return 0
  if (said === claimed) return PULL.sameLean
  return OPPOSITE[said] === claimed ? PULL.oppositeLean : 0
}
