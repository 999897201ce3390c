import type { Claim } from '../domain/claim.ts'
import type { RankedPassage } from '../domain/passage.ts'
import { leanOf, putsForward } from '../domain/stance.ts'
import { amountsDiffer } from './amounts.ts'
import type { createChooseClaim } from './choose-claim.ts'
import { confidenceOf } from './confidence.ts'
import { isReported } from './framing.ts'
import { canRule } from './score-claims.ts'
import type { Understanding } from './understand.ts'
import type { Wants } from './wants.ts'

/**
 * Below `weak` nothing is good enough to answer from; below `strong` the nearest alternatives are shown too. Below `myth`
 * nobody is told that what they said is a myth. Below `verdict` no verdict is given: three in ten would be right.
 */
export const CONFIDENCE = { weak: 0.1, verdict: 0.05, myth: 0.16, strong: 0.94 }
/** A follow-up's subject is known already, so less will do. */
const FOLLOWING = 0.5
/** Where no myth may be named, a true rule that holds more of what was said, and at least this much, was meant. */
const RULE_INSTEAD = 0.55
/** An entry scoring less than this share of the best is not what was asked about. */
const NEAR = 0.9
/** Entries scoring as much of the best as this match equally well, and a claim this likely tells which was meant. */
const LEVEL = 0.93
const SURE_ENOUGH = 0.6
/** Nobody is told that what they said is a myth while it may, as likely as this, be a true rule. */
const MAY_BE_TRUE = 0.42
const MAY_BE_TRUE_BARE = 0.16

/** "The 2015 regs, not the 2023 act": which of the two is said to hold is not told by the words both share. */
const CONTRASTS =
  /\b(?:(?<!\b(?:is|are|do|does|did|will|can|may|must|should|why|if|or|it's|we're) )not (?:the|our|a|an|under)\b|rather than\b|instead of\b)/i

const SAYS_SO: ReadonlySet<string> = new Set(['that-is-so', 'that-is-not-so'])

export interface Ruling {
  lead: RankedPassage
  /** The authored claim in the direction the person put it; absent when nothing is to be ruled on. */
  claim?: Claim
  /** 0 to 1: how well the entry matches and, where a claim is ruled on, how sure it is the one that was made */
  confidence: number
  strength: 'strong' | 'middling' | 'weak'
}

/**
 * Chooses the entry that answers and, where a belief is put forward or doubted, the claim in the direction it was put. It
 * only picks: verdict and bottom line are the entry's own, and low-confidence entries never rule.
 */
export function rule(
  { text, wants, context }: Pick<Understanding, 'text' | 'wants' | 'context'>,
  ranked: readonly RankedPassage[],
  chooseClaim: ReturnType<typeof createChooseClaim>,
): Ruling | undefined {
  const top = ranked[0]
  if (!top) return undefined
  const weak = top.confidence < CONFIDENCE.weak * (context ? FOLLOWING : 1)
  const settle = (lead: RankedPassage, confidence: number, claim?: Claim): Ruling => {
    const strength = weak ? 'weak' : confidence >= CONFIDENCE.strong ? 'strong' : 'middling'
    return { lead, ...(claim && { claim }), confidence, strength }
  }
  const unsaid = () => settle(top, confidenceOf(ranked, { unsaid: wants === 'ruling' }))
  const choice = asksForVerdict(text, wants)
    ? chooseClaim(text, wants === 'ruling' ? ranked : ranked.slice(0, 1))
    : undefined
  if (!choice) return settle(wants === 'fact' ? tellerOf(text, ranked, chooseClaim) : top, confidenceOf(ranked))
  const { lead, claim, trueRule, contrary, directed, sure, covered } = choice
  // The best match holds no beliefs, and the nearest that does is well behind: nothing was said to rule on.
  const besideThePoint = !canRule(top.entry) && lead.score < top.score * NEAR
  if (besideThePoint || top.confidence * sure < CONFIDENCE.verdict) return unsaid()
  // Nobody who says ten years is told that this is so by a rule of eight.
  if (claim.verdict === 'true-rule' && putsForward(text) && amountsDiffer(text, claim.says)) return unsaid()
  // "That is so" of a claim that neither bars nor frees would be read as agreeing with the bar the person put.
  if (SAYS_SO.has(claim.bottomLine) && leanOf(text) && !leanOf(claim.says)) return unsaid()
  const noMyth =
    contrary ||
    (CONTRASTS.test(text) && choice.rule !== undefined && choice.rule.covered >= covered) ||
    top.confidence < CONFIDENCE.myth ||
    trueRule > (directed || isReported(text) ? MAY_BE_TRUE : MAY_BE_TRUE_BARE)
  if (claim.verdict !== 'myth' || !noMyth) return settle(lead, confidenceOf(ranked, { ruled: choice }), claim)
  const meant = choice.rule && choice.rule.covered > Math.max(covered, RULE_INSTEAD) ? choice.rule : undefined
  return meant ? settle(meant.lead, confidenceOf(ranked, { ruled: meant }), meant.claim) : unsaid()
}

/** Of entries that match all but equally well, the one whose claims hold most of what a fact is asked about. */
function tellerOf(
  text: string,
  ranked: readonly RankedPassage[],
  chooseClaim: ReturnType<typeof createChooseClaim>,
): RankedPassage {
  const top = ranked[0]!
  const near = ranked.filter(({ score }) => score > top.score * LEVEL)
  const choice = near.length > 1 ? chooseClaim(text, near) : undefined
  return choice && choice.sure > SURE_ENOUGH ? choice.lead : top
}

/** "What is the light touch threshold?" looks something up; there is nothing in it to call true or false. */
function asksForVerdict(text: string, wants: Wants): boolean {
  if (
    /^(?:what(?:'s| is| are)|when|where|which|who|whose|how (?:many|much|long|often|do|should|can))\b/i.test(
      text.trim(),
    )
  )
    return false
  return wants === 'ruling' || (wants !== 'term' && wants !== 'case' && putsForward(text) && leanOf(text) !== undefined)
}
