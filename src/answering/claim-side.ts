import type { BottomLine, Claim } from '../domain/claim.ts'
import { type Lean, leanOf, type Side, sideOf } from '../domain/stance.ts'

/** What one may do, as the lean of a statement that says so. */
const SAID: Partial<Record<BottomLine, Lean>> = {
  'you-can': 'open',
  'you-can-if': 'open',
  'you-cannot': 'barred',
  'you-must': 'required',
  'you-do-not-have-to': 'not-required',
}
const CONTRARY: Readonly<Record<Lean, Lean>> = {
  open: 'barred',
  barred: 'open',
  required: 'not-required',
  'not-required': 'required',
}

/**
 * Which side a claim stands on, whatever its words: a true rule says its bottom line, a myth the contrary. Undefined
 * where neither verdict nor bottom line tells.
 */
export function sideOfClaim(claim: Claim): Side | undefined {
  return sideOf(leanOfClaim(claim))
}

const leans = new WeakMap<Claim, Lean | 'none'>()

/** How a claim leans: by its own words, unless verdict and bottom line say that the words mislead. Read once. */
export function leanOfClaim(claim: Claim): Lean | undefined {
  const known = leans.get(claim)
  if (known) return known === 'none' ? undefined : known
  const lean = readLean(claim)
  leans.set(claim, lean ?? 'none')
  return lean
}

function readLean({ says, verdict, bottomLine }: Claim): Lean | undefined {
  const worded = leanOf(says)
  const line = SAID[bottomLine]
  if (!line || verdict === 'partly-true') return worded
  // "We can't sign without consent" and "you can, if you have it" are one rule; it leans as it is worded.
  if (verdict === 'true-rule' && bottomLine === 'you-can-if' && worded) return worded
  const meant = verdict === 'true-rule' ? line : CONTRARY[line]
  return sideOf(worded) === sideOf(meant) ? worded : meant
}

/** Whether a claim's bottom line is about doing, so that "can we?" and "must we?" have it for an answer. */
export const tellsWhatToDo = ({ bottomLine }: Claim) => SAID[bottomLine] !== undefined

/** "You can" and "you cannot", "you must" and "you don't have to": of one thing, both cannot hold. */
export function gainsays(a: Claim, b: Claim): boolean {
  const [one, other] = [SAID[a.bottomLine], SAID[b.bottomLine]]
  return one !== undefined && other !== undefined && CONTRARY[one] === other
}

/** Of "can we…?", which states nothing, "we may not" (a myth) and "we may" (a true rule) have one answer: you can. */
export function saysAlike(a: Claim, b: Claim): boolean {
  const may = (claim: Claim) => claim.bottomLine.replace('you-can-if', 'you-can')
  return may(a) === may(b)
}
