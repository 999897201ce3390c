import type { Nation } from '../domain/nation.ts'
import type { Places, Regimes } from '../knowledge/scope.ts'

/** Finds the nation a text names, by its own name or by a place in it. */
export function readNation(regimes: Regimes, places: Places): (text: string) => Nation | undefined {
  const patterns = regimes.nations.map(({ nation, name, also }) => {
    const names = [name, ...also, ...(places[nation] ?? [])].map((word) =>
      word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    return { nation, pattern: new RegExp(`(?<![\\p{L}])(?:${names.join('|')})(?![\\p{L}])`, 'iu') }
  })
  return (text) =>
    patterns.find(({ nation, pattern }) => nation !== 'england' && pattern.test(text))?.nation ??
    patterns.find(({ pattern }) => pattern.test(text))?.nation
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const BEGUN =
  '(?:start(?:ed)?|began|begun|commenced|let|awarded|signed|procured|tendered|advertised|launched|set up|bought|agreed|dates? (?:back )?(?:from|to)|from|since|in|of|our|the|a)'

/**
 * The day a procurement began, where the question tells it ("our framework from 2023", "let in March 2022", "last
 * March"). Only dates tied to a contract, framework or procurement count. Gives YYYY, YYYY-MM or undefined.
 */
export function readStart(text: string, today: string): string | undefined {
  const plain = text.toLowerCase()
  const tied =
    /\b(?:contract|framework|agreement|dps|dynamic purchasing|dynamic market|procurement|tender|deal|call-?off|arrangement|let|signed|awarded|began|begun|started|procured)\b/.test(
      plain,
    )
  if (!tied) return undefined
  if (
    /\bunder (?:the )?(?:old (?:rules|regs|regulations|regime)|pcr|2015 reg)|\bpcr ?2015 (?:contract|framework)|\bpre-?(?:2025|act)\b|\bbefore the (?:new )?act\b/.test(
      plain,
    )
  )
    return '2024'
  if (/\bbefore (?:24 )?feb(?:ruary)? 2025\b/.test(plain)) return '2025-01'
  if (/\b(?:since|after|from) (?:24 )?feb(?:ruary)? 2025\b/.test(plain)) return '2025-03'
  const monthYear = new RegExp(
    `\\b${BEGUN}\\s+(?:in\\s+|on\\s+)?(?:\\d{1,2}(?:st|nd|rd|th)?\\s+)?${MONTH}\\s+(20[012]\\d)\\b`,
  ).exec(plain)
  if (monthYear)
    return `${monthYear[2]}-${String(MONTHS.findIndex((name) => name.startsWith(monthYear[1]!.slice(0, 3))) + 1).padStart(2, '0')}`
  const lastMonth = new RegExp(
    `\\b(?:started|began|let|signed|awarded|advertised|since|procured)\\s+(?:it\\s+)?last\\s+${MONTH}\\b`,
  ).exec(plain)
  if (lastMonth) {
    const month = MONTHS.findIndex((name) => name.startsWith(lastMonth[1]!.slice(0, 3))) + 1
    const [year, now] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
    return `${month < now ? year : year - 1}-${String(month).padStart(2, '0')}`
  }
  const year = new RegExp(
    `\\b${BEGUN}\\s+(?:in\\s+|back in\\s+)?(20[012]\\d)\\b(?!\\s+(?:act|order|regulations?|regs|rules|edition|version|thresholds?|guidance|report))`,
  ).exec(plain)
  return year && Number(year[1]) <= Number(today.slice(0, 4)) ? year[1] : undefined
}
