import { stemmer } from 'stemmer'

/** Too common to tell one entry from another in long text. Phrasings keep them: "can we" and "must we" differ. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at be because been before being between both but by can could did do
  does doing done for from get gets getting go going got had has have having he her here hers him his how i if im in into is
  it its ive just know let like make me might more most much my need no nor not now of off ok on one only or other our ours
  out over please really said same say says she should so some still such tell than that thats the their them then there
  these they thing things this those through to told too up us use using very want was way we were what whats when where
  which while who why will with would yes yet you your`
    .split(/\s+/)
    .filter(Boolean),
)

const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    ten: '10',
    twelve: '12',
    fifteen: '15',
    twenty: '20',
    thirty: '30',
    forty: '40',
    fifty: '50',
    sixty: '60',
    hundred: '100',
  }),
)
const LOCATOR_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    s: 's',
    ss: 's',
    section: 's',
    sections: 's',
    sec: 's',
    clause: 's',
    sch: 'sch',
    schedule: 'sch',
    schedules: 'sch',
    reg: 'reg',
    regs: 'reg',
    regulation: 'reg',
    ppn: 'ppn',
    para: 'para',
    paragraph: 'para',
    article: 'art',
    art: 'art',
    uk: 'uk',
    row: 'row',
  }),
)
const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    k: 1e3,
    grand: 1e3,
    thousand: 1e3,
    m: 1e6,
    mn: 1e6,
    mil: 1e6,
    million: 1e6,
    bn: 1e9,
    billion: 1e9,
  }),
)
/** One spelling for what is written in several; and "specifically", whose stem would be that of a specification. */
const SPELT: Readonly<Record<string, string>> = {
  mgmt: 'management',
  govt: 'government',
  info: 'information',
  docs: 'documents',
  cllr: 'councillor',
  cllrs: 'councillors',
  specifically: 'especially',
  dept: 'department',
  yr: 'year',
  yrs: 'years',
}
const SPELLINGS = new RegExp(`%|\\bper cent\\b|\\bpercentages?\\b|\\b(?:${Object.keys(SPELT).join('|')})\\b`, 'g')
const TOKEN = /£?\d[\d,]*(?:\.\d+)?|\p{L}+/gu

/**
 * A text as lower-case words, in order. Figures, sections and notices take one spelling however they were typed:
 * "£30k", "30,000" → `30000`; "section 17", "s.17", "s17" → `s17`; "UK 4" → `uk4`; "eight" → `8`.
 */
export function wordsOf(text: string): string[] {
  const raw =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’'`´]/g, '')
      .replace(SPELLINGS, (found) => SPELT[found] ?? ' percent ')
      .match(TOKEN) ?? []
  const words: string[] = []
  for (let i = 0; i < raw.length; i++) {
    const word = raw[i]!
    const next = raw[i + 1]
    const locator = LOCATOR_WORDS.get(word)
    if (locator && next && isDigit(next)) {
      words.push(locator + String(Number.parseInt(next.replace(/[£,]/g, ''), 10)))
      i++
    } else if (isDigit(word)) {
      const scale = next ? MULTIPLIERS.get(next) : undefined
      const amount = Number(word.replace(/[£,]/g, ''))
      words.push(String(scale ? Math.round(amount * scale) : amount))
      if (scale) i++
    } else {
      words.push(NUMBER_WORDS.get(word) ?? word)
    }
  }
  return words
}

const isDigit = (word: string) => /^£?\d/.test(word)

const stems = new Map<string, string>()

/** Porter stem, remembered. Bounded so that hostile input cannot grow it for ever. */
export function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = word.length < 3 || /\d/.test(word) ? word : stemmer(word)
  if (stems.size < 200_000) stems.set(word, stem)
  return stem
}

/** The stop words as stems. */
export const STOP_STEMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stemOf))

/** Stems in order, stop words kept: for phrasings. */
export function allStems(text: string): string[] {
  return wordsOf(text).map(stemOf)
}

/** Stems without stop words: for long text. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stemOf)
}
