import type { Scope } from '../knowledge/scope.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, stemOf, wordsOf } from '../retrieval/words.ts'

/** How sure the ranking must be before a question with no word of our subject is taken for one. */
const SURE = 0.3

/**
 * Tells a question about something else from one about our subject in odd words. Words tell more than ranking does: no
 * score parts "score in the united game?" from slangy real questions.
 */
export function createTopicSense(scope: Scope, concepts: Concepts) {
  const subject = new Set(scope.subject.flatMap((word) => wordsOf(word).map(stemOf)))
  const elsewhere = new Set(scope.elsewhere.map(stemOf))

  return (text: string, confidence: number): 'ours' | 'elsewhere' => {
    const stems = allStems(text)
    const others = new Set(stems.filter((stem) => elsewhere.has(stem))).size
    const ours = new Set(stems.filter((stem) => subject.has(stem))).size
    if (others > 0) return ours > others ? 'ours' : 'elsewhere'
    if (ours > 0 || concepts.in(stems).length > 1) return 'ours'
    return confidence >= SURE ? 'ours' : 'elsewhere'
  }
}
