import { withoutNames } from './names.ts'
import { type Known, type PublicWords, publicWordsOf } from './public-words.ts'

const PERSONAL: readonly [RegExp, string][] = [
  [/\bhttps?:\/\/\S+|\bwww\.\S+/gi, '[link]'],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g, '[email]'],
  [/\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b/gi, '[number]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/g, '[postcode]'],
  [/(?<![£\d,.])(?:\+44\s?|\(?0)\d(?:[\s()-]?\d){8,10}\b/g, '[phone]'],
  [/(?<![£\d,.])\b\d{6,}\b/g, '[number]'],
  [
    /\b(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Dd]r|[Cc]llr|[Cc]ouncillor|[Ss]ir|[Dd]ame)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?/gu,
    '[name]',
  ],
  [
    /(?:(?<![\p{L}&'’-])\p{Lu}[\p{L}&'’-]*\s+){1,4}(?:[Ll]td|Limited|plc|PLC|LLP|llp|CIC|cic|[Ii]nc|GmbH)\b\.?/gu,
    '[firm]',
  ],
  [
    /(?:(?<![\p{L}'’-])\p{Lu}[\p{L}'’-]*\s+){1,3}(?:&|and)\s+(?:Sons?|Daughters?|Brothers|Partners|Associates|Co)\b/gu,
    '[firm]',
  ],
]

/** A text with what could tell a person or a firm taken out, as far as its shape gives it away. */
export function redact(text: string): string {
  return PERSONAL.reduce((left, [pattern, mark]) => left.replace(pattern, mark), text)
}

/** The same, names without a shape of their own included: what a text must pass before it leaves for a model. */
export function createRedact(library: Known): (text: string) => string {
  const known = READ.get(library) ?? publicWordsOf(library)
  READ.set(library, known)
  return (text) => withoutNames(redact(text), known)
}

/** Reading a whole library takes a fifth of a second, and more than one model may ask for it. */
const READ = new WeakMap<Known, PublicWords>()
