import type { RankedPassage } from '../domain/passage.ts'
import type { Choice } from './choose-claim.ts'

/**
 * A logistic regression of "the whole answer was right" over the answers to four question files, each set judged by what
 * the others taught: how sure the verdict is, how much of what was said the claim holds, and how far the best entry stands
 * ahead of the third. How well the words match says nothing more once these are known.
 */
const WEIGHTS = { base: 2.35, unsaid: -3.1, sure: 1.15, covered: 1.25, ahead: 3 }
const FLOOR = 0.02
/** With fewer entries than three, being ahead of none says little. */
const ALONE = 0.3
/** A match below this is hardly one, however far ahead. */
const MATCHED = 0.12

/**
 * How likely an answer is to be right, 0 to 1: calibrated, so that of answers given .9 nine in ten are. `ruled` is the
 * choice that gave a verdict, `unsaid` says that one was due and not given.
 */
export function confidenceOf(
  ranked: readonly RankedPassage[],
  { ruled, unsaid = false }: { ruled?: Pick<Choice, 'sure' | 'covered'>; unsaid?: boolean } = {},
): number {
  const [top, , third] = ranked
  if (!top) return 0
  const ahead = third ? (top.score - third.score) / top.score : ALONE
  const verdict = ruled
    ? WEIGHTS.sure * Math.log(ruled.sure + FLOOR) + WEIGHTS.covered * Math.log(ruled.covered + FLOOR)
    : 0
  const odds = WEIGHTS.base + WEIGHTS.ahead * ahead + verdict + (unsaid ? WEIGHTS.unsaid : 0)
  return Math.min(1, top.confidence / MATCHED) / (1 + Math.exp(-odds))
}
