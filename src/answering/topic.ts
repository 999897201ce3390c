import type { Entry } from '../domain/entry.ts'
import type { Library } from '../knowledge/library.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, STOP_STEMS, stemOf, wordsOf } from '../retrieval/words.ts'

/** How sure the ranking must be before a question with no word of our subject is taken for one. */
const SURE = 0.35

/**
 * Tells a question about something else from one about our subject in odd words. Words tell more than ranking does: no
 * score parts "score in the united game?" from slangy real questions. A question in none of our words, but
 * all of them known to the library, is left open: it is not answered on a weak match, nor sent away as off-topic.
 */
export function createTopicSense(
  { scope, entries }: Pick<Library, 'scope' | 'entries'>,
  concepts: Concepts,
  knows: (stem: string) => boolean,
) {
  const stemsOf = (words: readonly string[]) => new Set(words.flatMap((word) => wordsOf(word).map(stemOf)))
  const subject = stemsOf(scope.subject)
  const names = stemsOf(namesIn(entries))
  // Whole words, not stems: "training" is not about trains, nor "marking" about Mark.
  const elsewhere = new Set(scope.elsewhere)

  return (text: string, confidence: number): 'ours' | 'unsure' | 'elsewhere' => {
    const stems = allStems(text)
    const others = new Set(wordsOf(text).filter((word) => elsewhere.has(word) || elsewhere.has(word.replace(/s$/, ''))))
      .size
    const ours = new Set(stems.filter((stem) => subject.has(stem))).size
    if (others > 0) return ours > others || (ours > 0 && confidence >= SURE) ? 'ours' : 'elsewhere'
    if (ours > 0 || concepts.in(stems).length > 1 || stems.some((stem) => names.has(stem))) return 'ours'
    const content = stems.filter((stem) => !STOP_STEMS.has(stem))
    if (confidence >= SURE) return 'ours'
    return content.length > 1 && content.every(knows) ? 'unsure' : 'elsewhere'
  }
}

/** Places, bodies and programmes the library tells of: who asks about Preston asks about what Preston did. */
export function namesIn(entries: readonly Entry[]): string[] {
  const texts = entries.flatMap((entry) =>
    entry.type === 'case-study'
      ? [entry.title, entry.who, entry.where]
      : entry.type === 'programme'
        ? [entry.title]
        : [],
  )
  return texts
    .flatMap((text) => text.match(/(?<=\s|^|\()\p{Lu}[\p{L}'’]{3,}/gu) ?? [])
    .filter((name) => !STOP_STEMS.has(stemOf(name.toLowerCase())))
}
