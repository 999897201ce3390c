import { wordsOf } from '../retrieval/words.ts'

const UNITS: ReadonlySet<string> = new Set(['day', 'week', 'month', 'year', 'percent', 'quote', 'bid', 'kpi'])
const BETWEEN: ReadonlySet<string> = new Set(['working', 'calendar', 'clear', 'more', 'full'])

/** Figures with what they count: "eight working days" → day: 8. A sum of money says what was bought and counts nothing. */
export function amountsIn(text: string): Map<string, Set<number>> {
  const words = wordsOf(text).filter((word) => !BETWEEN.has(word))
  const found = new Map<string, Set<number>>()
  for (const [index, word] of words.entries()) {
    const unit = words[index + 1]?.replace(/s$/, '')
    if (!unit || !UNITS.has(unit) || !/^\d/.test(word)) continue
    found.set(unit, (found.get(unit) ?? new Set()).add(Number(word)))
  }
  return found
}

/** In more words than these a figure may be what somebody wanted, and the rule is named beside it. */
const MOST_WORDS = 14

/**
 * Whether a short statement counts the same things as a rule and agrees on none: "open for ten years" is not what a rule of
 * eight years says.
 */
export function amountsDiffer(said: string, rule: string): boolean {
  const words = wordsOf(said)
  if (words.length > MOST_WORDS) return false
  const ruled = amountsIn(rule)
  const shared = [...amountsIn(said).keys()].filter((unit) => ruled.has(unit))
  return shared.length > 0 && !shared.some((unit) => words.some((word) => ruled.get(unit)!.has(Number(word))))
}
