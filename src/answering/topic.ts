import { type Entry, proseOf } from '../domain/entry.ts'
import { wordsOf } from '../retrieval/words.ts'
import type { Heard } from './message-kind.ts'

/** How sure the ranking must be before a question that sounds like another subject is answered all the same. */
const SURE = 0.35
/** Likelier than this to be about something else: sent away. Likelier than the second: left open, unless it is well matched. */
const ELSEWHERE = 0.5
const DOUBTFUL = 0.25
const MATCHED = 0.18
/** From here on even a place we know does not make it ours: "score in the Leeds game?" */
const CERTAIN = 0.8

/**
 * Tells a question about something else from one about our subject in odd words, by what it sounds like and, where the
 * ranking is sure, by what it found. What is in doubt is neither answered on a weak match nor sent away as off-topic.
 */
export function createTopicSense(entries: readonly Entry[]) {
  const names = namesIn(entries)

  return (text: string, { elsewhere }: Heard, confidence: number): 'ours' | 'unsure' | 'elsewhere' => {
    const named = elsewhere < CERTAIN && namesAny(names, text)
    if (confidence >= SURE || named) return 'ours'
    if (elsewhere >= ELSEWHERE) return 'elsewhere'
    return elsewhere >= DOUBTFUL && confidence < MATCHED ? 'unsure' : 'ours'
  }
}

/** Whether one of the names stands in a text, "Preston's" for "Preston" too. */
export function namesAny(names: ReadonlySet<string>, text: string): boolean {
  return wordsOf(text).some((word) => names.has(word) || (word.endsWith('s') && names.has(word.slice(0, -1))))
}

/**
 * Places, bodies and programmes the library tells of, in lower case: who asks about Preston asks about what Preston did.
 * A word that also stands uncapitalised in the library is no name.
 */
export function namesIn(entries: readonly Entry[]): Set<string> {
  const texts = entries.flatMap((entry) =>
    entry.type === 'case-study'
      ? [entry.title, entry.who, entry.where]
      : entry.type === 'programme'
        ? [entry.title]
        : [],
  )
  const names = texts.flatMap((text) => text.match(/(?<=\s|^|\()\p{Lu}[\p{L}'’]{3,}/gu) ?? [])
  const common = new Set(
    entries.flatMap((entry) =>
      proseOf(entry).flatMap(({ text }) => text.match(/(?<![\p{L}'’])\p{Ll}[\p{L}'’]{3,}/gu) ?? []),
    ),
  )
  return new Set(
    names
      .map((name) => name.toLowerCase())
      .filter((name) => !common.has(name))
      .map((name) => name.replace(/[’']/g, '')),
  )
}
