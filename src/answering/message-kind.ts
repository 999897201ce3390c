import type { DeclineReason } from '../domain/answer.ts'
import { type Entry, phrasingsOf } from '../domain/entry.ts'
import type { Library } from '../knowledge/library.ts'
import type { MessageKind, Messages } from '../knowledge/scope.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, STOP_STEMS } from '../retrieval/words.ts'
import { type ClassifierData, type Example, openClassifier, trainClassifier } from './classifier.ts'

/** What a message is for, as far as its words tell. */
export interface Heard {
  kind: MessageKind
  /** how likely that kind is, 0 to 1 */
  sure: number
  /** how likely it is about something other than our subject, 0 to 1 */
  elsewhere: number
}

export type Hear = (text: string) => Heard

/** Changes when training does, so that kept weights of older code are not opened. */
export const HEARING_FORMAT = 4

/** As many phrasings teach what a question of ours sounds like; more teach nothing new. */
const ENOUGH = 5000
const SEEN_AT_LEAST = 2
const WORDS_A_STEP = 5
const LONGEST = 4

/** Learns from the example messages of the knowledge base, and from a share of the phrasings as questions of ours. */
export function trainHearing(
  { entries, messages }: Pick<Library, 'entries' | 'messages'>,
  concepts: Concepts,
): ClassifierData {
  const example =
    (label: string) =>
    (text: string): Example => ({ label, features: featuresOf(text, concepts) })
  return trainClassifier(
    [
      ...Object.entries(messages).flatMap(([kind, texts]) => texts.map(example(kind))),
      ...questionsOf(entries).map(example('ours')),
    ],
    SEEN_AT_LEAST,
  )
}

export function openHearing(data: ClassifierData, concepts: Concepts): Hear {
  const { labels, shares } = openClassifier(data)
  const elsewhere = labels.indexOf('elsewhere' satisfies keyof Messages)
  return (text) => {
    const likely = shares(featuresOf(text, concepts))
    const sure = Math.max(...likely)
    return { kind: labels[likely.indexOf(sure)] as MessageKind, sure, elsewhere: likely[elsewhere] ?? 0 }
  }
}

/** Orders to the assistant, errands and the law of other countries are declined, each when it is likelier than this. */
const DECLINED = { orders: 0.6, 'act-for-you': 0.7, 'foreign-law': 0.9 } as const

export function reasonToDecline({ kind, sure }: Heard): DeclineReason | undefined {
  if (kind !== 'orders' && kind !== 'act-for-you' && kind !== 'foreign-law') return undefined
  return sure >= DECLINED[kind] ? kind : undefined
}

/** As many as are enough, each chosen by its own letters: a phrasing more elsewhere leaves the choice as it was. */
function questionsOf(entries: readonly Entry[]): string[] {
  const all = entries.flatMap(phrasingsOf)
  const every = Math.ceil(all.length / ENOUGH)
  return all.filter((phrasing) => lettersOf(phrasing) % every === 0)
}

function lettersOf(phrasing: string): number {
  let sum = 0
  for (let i = 0; i < phrasing.length; i++) sum = (sum * 31 + phrasing.charCodeAt(i)) % 1_000_003
  return sum
}

/** Words, neighbouring pairs, stems, ideas of our subject, first and last word, and length: each once. */
export function featuresOf(text: string, concepts: Concepts): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/[’'`´]/g, '')
      .slice(0, 600)
      .match(/\p{L}+|\?|£/gu) ?? []
  const stems = allStems(text.slice(0, 600))
  const ideas = concepts.in(stems)
  return [
    ...new Set([
      ...words,
      ...words.slice(1).map((word, index) => `${words[index]} ${word}`),
      ...stems.filter((stem) => !STOP_STEMS.has(stem)).map((stem) => `stem ${stem}`),
      ...ideas,
      ideas.length ? 'some idea' : 'no idea',
      `first ${words[0]}`,
      `last ${words.at(-1)}`,
      `long ${Math.min(LONGEST, Math.floor(words.length / WORDS_A_STEP))}`,
    ]),
  ]
}
