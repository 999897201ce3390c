import type { Library } from '../../src/knowledge/library.ts'
import { reviewDates } from '../../src/knowledge/review-dates.ts'

/** Prints what is due for review by `today` and what falls due in the next 30 days. */
export function printDue(library: Library, today: string): void {
  const dates = reviewDates(library, today)
  const due = dates.filter(({ days }) => days <= 0)
  const soon = dates.filter(({ days }) => days > 0 && days <= 30)
  for (const [heading, list] of [
    ['Due for review now', due],
    ['Due within 30 days', soon],
  ] as const) {
    console.log(`${heading}: ${list.length || 'nothing'}`)
    for (const { id, dueOn, owner } of list) console.log(`  ${dueOn}  ${library.files.get(id)}  (${owner})`)
  }
  const next = dates.find(({ days }) => days > 30)
  if (next) console.log(`Next after that: ${next.dueOn}, ${library.files.get(next.id)}`)
}
