import { stemmer } from 'stemmer'
import { type Entry, phrasingsOf, proseOf } from '../domain/entry.ts'
import type { Library } from '../knowledge/library.ts'
import { FIRST_NAMES, SURNAMES } from './first-names.ts'

/** Words that stand for nobody, in lower case: a model needs them, and they may go to it. */
export interface PublicWords {
  /** stems of ordinary words, which stand uncapitalised in what people read and type, and acronyms met often */
  common: ReadonlySet<string>
  /** names that are public already: acts, programmes, councils, places, firms a reviewed entry tells of */
  names: ReadonlySet<string>
  /** those names of several words that hold a person's: "liverpool john moores university" */
  phrases: ReadonlySet<string>
}

export type Known = Pick<
  Library,
  'entries' | 'sources' | 'thresholds' | 'thesaurus' | 'regimes' | 'places' | 'scope' | 'messages'
>

/** A phrasing or an example is not reviewed for names, so that a use or two of a word in them prove nothing. */
const OFTEN = 3

/** What the library itself says in public. */
export function publicWordsOf(library: Known): PublicWords {
  const reviewed = [
    ...library.entries.flatMap((entry) => [...proseOf(entry).map(({ text }) => text), ...namedIn(entry)]),
    ...[...library.sources.values()].flatMap(({ title, publisher }) => [title, publisher]),
    ...[...library.thresholds.values()].map(({ title }) => title),
  ]
  const tables = [
    ...library.thesaurus.flatMap(({ term, say }) => [term, ...say]),
    ...library.regimes.nations.flatMap(({ name, also, note = '' }) => [name, ...also, note]),
    ...Object.values(library.places).flat(),
    ...library.scope.foreign,
  ]
  const typed = [...library.entries.flatMap(phrasingsOf), ...Object.values(library.messages).flat()]
  const ordinary = [
    ...new Set(reviewed.flatMap(ordinaryIn)),
    ...often(typed.flatMap(ordinaryIn)),
    ...often([...reviewed, ...typed].flatMap(acronymsIn)),
  ]
  return {
    common: new Set(ordinary.map((word) => stemmer(word))),
    names: new Set([
      ...[...reviewed, ...tables].flatMap((text) => text.match(WORD) ?? []).map((word) => word.toLowerCase()),
      ...typed.flatMap(acronymsIn),
    ]),
    phrases: new Set(
      reviewed
        .flatMap((text) => text.match(NAME_OF_SEVERAL) ?? [])
        .map((name) => name.toLowerCase())
        .filter((name) => name.split(/\s+/).some((word) => FIRST_NAMES.has(word) || SURNAMES.has(word))),
    ),
  }
}

function often(words: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  return [...times].filter(([, count]) => count >= OFTEN).map(([word]) => word)
}

const WORD = /\p{L}[\p{L}\p{N}]*/gu
const NAME_OF_SEVERAL = /\p{Lu}[\p{L}'’&-]*(?:\s+(?:(?:of|the|&)\s+)*\p{Lu}[\p{L}'’&-]*)+/gu

/** Words that begin with a small letter. */
const ordinaryIn = (text: string) => text.match(/(?<![\p{L}'’-])\p{Ll}\p{L}*/gu) ?? []
const acronymsIn = (text: string) =>
  (text.match(/(?<![\p{L}])\p{Lu}{2,6}(?=s?(?![\p{L}]))/gu) ?? []).map((word) => word.toLowerCase())

/** What an entry is called and tells of, beside its prose. */
function namedIn(entry: Entry): string[] {
  if (entry.type === 'case-study') return [entry.title, entry.who, entry.where, entry.route, entry.regimeThen]
  return [entry.title, ...(entry.type === 'term' ? entry.alsoCalled : []), ...entry.claims.map(({ says }) => says)]
}

const CALENDAR = new Set(
  `january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct
  nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun christmas easter`.split(
    /\s+/,
  ),
)
/** Known without a library: nations, what people call themselves, and letters everybody uses. */
const EVERYWHERE = new Set(
  `england english scotland scottish wales welsh ireland irish northern uk gb eu europe european us usa america british britain
  london government parliament i i'm i've i'd i'll ok it hr ai fd md ceo pm asap fyi ltd plc llp cllr mr mrs ms dr`.split(
    /\s+/,
  ),
)

export const isCalendar = (word: string): boolean => CALENDAR.has(word.toLowerCase())

/** A word anybody might write, in any of its forms. */
export function isOrdinary(word: string, { common }: PublicWords): boolean {
  return partsOf(word).every((part) => EVERYWHERE.has(part) || common.has(stemmer(part)))
}

/** Ordinary, a date, or a name that is public already. What holds a figure is a section, a notice or a form. */
export function isKnown(word: string, known: PublicWords): boolean {
  if (isCalendar(word) || /\d/.test(word)) return true
  return partsOf(word).every(
    (part) =>
      part.length === 1 ||
      EVERYWHERE.has(part) ||
      (known.names.has(part) && !SURNAMES.has(part)) ||
      isOrdinary(part, known) ||
      isCalendar(part),
  )
}

/** "NHS-style" → nhs, style; "SMEs" → sme; "we've" → we; "O'Shea" → shea */
function partsOf(word: string): string[] {
  return word
    .replaceAll('’', "'")
    .split(/[-&]/)
    .filter(Boolean)
    .map((part) => (/^\p{Lu}{2,}s$/u.test(part) ? part.slice(0, -1) : part).toLowerCase())
    .map((part) => (EVERYWHERE.has(part) ? part : part.replace(/^(\p{L}{2,})'.*|^\p{L}'/u, '$1')))
    .filter(Boolean)
}
