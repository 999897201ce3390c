import type { Nation } from '../domain/nation.ts'
import { amountOn, inPounds, type Threshold } from '../domain/threshold.ts'

/** What a purchase in a question comes to, and where that stands against the threshold of its kind. */
export interface Value {
  /** Pounds over the whole life, options included, as the question gave them. */
  pounds: number
  vat: 'included' | 'excluded' | 'unsaid'
  category: 'goods-and-services' | 'works' | 'light-touch'
  /** what the threshold is for, in words */
  title: string
  threshold: number
  position: 'below' | 'above' | 'depends'
  /** How it was worked out, in one or two sentences for the person. */
  sentence: string
}

const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  grand: 1e3,
  thousand: 1e3,
  m: 1e6,
  mil: 1e6,
  mn: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
}
const AMOUNT =
  /(?:£\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|mn|mil|million|bn|billion|thousand|grand)?\b)|(?:\b(\d[\d,]*(?:\.\d+)?)\s?(k|grand|million)\b)/i
const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
}
const NUMBER = '(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)'
const YEARLY = /\b(?:a|per|each|every)\s+(?:year|annum)\b|\bp\.?a\.?\b|\/\s?(?:yr|year)\b|\bannual(?:ly)?\b|\byearly\b/i
const WORKS =
  /\b(?:works|building (?:work|a|new)|construct\w*|refurb\w*|resurfac\w*|roof\w*|demolition|extension building|road scheme|civil engineering|fit[- ]?out|heating works|rewir\w*)\b/i
const LIGHT_TOUCH =
  /\b(?:social care|home ?care|care home|respite|domiciliary|foster\w*|children'?s (?:home|service|social)|nursing|supported living|day (?:care|centre|service)|domestic abuse|youth (?:service|work)|advocacy|education service|tuition|counselling|rehab\w*|homelessness (?:service|support)|carers? (?:support|service))\b/i
/** The standard rate, to show what a price without VAT comes to with it (Value Added Tax Act 1994, s.2(1)). */
const VAT_RATE = 0.2

/**
 * Works out the value of the purchase a question describes: a yearly sum over its term with every option (Procurement Act
 * 2023, Sch.3 para 1), with VAT (s.123(2)), against the threshold in force on `date`. Undefined without a sum of money.
 */
export function valueIn(
  text: string,
  thresholds: ReadonlyMap<string, Threshold>,
  date: string,
  nation?: Nation,
): Value | undefined {
  const match = AMOUNT.exec(text)
  if (!match) return undefined
  const one =
    Number((match[1] ?? match[3])!.replaceAll(',', '')) * (SCALE[(match[2] ?? match[4] ?? '').toLowerCase()] ?? 1)
  if (!Number.isFinite(one) || one < 1000) return undefined
  const years = YEARLY.test(text) ? yearsIn(text) : { term: 1, options: 0 }
  const times = timesIn(text)
  const pounds = one * (years.term + years.options) * times
  const vat = /\b(?:inc(?:l\w*)?\.?|with|including) vat\b/i.test(text)
    ? 'included'
    : /\b(?:ex(?:cl\w*)?\.?|plus|\+|without|net of|before) ?vat\b/i.test(text)
      ? 'excluded'
      : 'unsaid'
  const category = WORKS.test(text) ? 'works' : LIGHT_TOUCH.test(text) ? 'light-touch' : 'goods-and-services'
  const row = thresholds.get(nation === 'scotland' && category !== 'light-touch' ? `scotland-${category}` : category)
  const threshold = row && amountOn(row, date)
  if (!row || !threshold) return undefined
  const low = vat === 'excluded' ? pounds * (1 + VAT_RATE) : pounds
  const high = vat === 'included' ? pounds : pounds * (1 + VAT_RATE)
  const position = low >= threshold ? 'above' : high < threshold ? 'below' : 'depends'
  return {
    pounds,
    vat,
    category,
    title: row.title.replace(/ \(.*\)$/, ''),
    threshold,
    position,
    sentence: sentenceFor({ one, years, times, pounds, vat, threshold, position, title: row.title }),
  }
}

function yearsIn(text: string): { term: number; options: number } {
  const count = (word: string | undefined) => (word ? (WORDS[word.toLowerCase()] ?? Number(word)) : 0)
  const plus = /\b(\d)((?:\s?\+\s?\d)+)\b/.exec(text)
  if (plus)
    return { term: Number(plus[1]), options: plus[2]!.split('+').reduce((sum, part) => sum + Number(part || 0), 0) }
  const term = count(new RegExp(`\\b${NUMBER}[- ]years?\\b`, 'i').exec(text)?.[1]) || 1
  const option = new RegExp(
    `\\b(?:possible|optional|option (?:of|for)|plus|extend\\w* (?:by|for)|another|further)\\s+(?:a |an )?(?:further |extra |more )?${NUMBER}\\b`,
    'i',
  ).exec(text)
  return { term, options: count(option?.[1]) }
}

/** "Four orders of £60k", "£60k each for three schools", "3 x £70k": how many times the sum is spent. */
function timesIn(text: string): number {
  const sum = '£?\\s?\\d[\\d,.]*\\s?(?:k|m|grand|thousand|million)?'
  const bought =
    '(?:orders?|lots?|schools?|sites?|contracts?|purchases?|buys|batches|phases|homes?|units?|vehicles?|vans?|playgrounds?|projects?|departments?|depots?|centres?|commissions?)'
  const patterns = [
    `\\b${NUMBER}\\s+(?:(?:separate|small|little|new|more) )?${bought}\\s+(?:of|at|worth|for|costing)\\s+(?:about |around |roughly )?${sum}`,
    `\\b${NUMBER}\\s?[x×]\\s?${sum}`,
    `${sum}\\s?[x×]\\s?${NUMBER}\\b`,
    `${sum}\\s+each\\s+(?:for|across|at|in|to)\\s+(?:the |our )?${NUMBER}\\s+${bought}`,
    `\\b${NUMBER}\\s+${bought},?\\s+(?:at\\s+)?${sum}\\s+each\\b(?!\\s+year)`,
  ]
  for (const pattern of patterns) {
    const found = new RegExp(pattern, 'i').exec(text)?.[1]
    const times = found ? (WORDS[found.toLowerCase()] ?? Number(found)) : 0
    if (times > 1) return times
  }
  return 1
}

interface Worked {
  one: number
  times: number
  years: { term: number; options: number }
  pounds: number
  vat: Value['vat']
  threshold: number
  position: Value['position']
  title: string
}

function sentenceFor({ one, times, years, pounds, vat, threshold, position, title }: Worked): string {
  const span = years.term + years.options
  const each = span > 1 ? `${inPounds(one)} a year over ${span} years, options included` : inPounds(one)
  const total =
    times > 1
      ? `${times} times ${each} is ${inPounds(pounds)} taken together`
      : span > 1
        ? `${each}, is ${inPounds(pounds)}`
        : inPounds(pounds)
  const line = `the ${inPounds(threshold)} threshold, VAT included, for ${title.replace(/ \(.*\)$/, '')}`
  const withVat = inPounds(Math.round(pounds * (1 + VAT_RATE)))
  const verb = times > 1 || span > 1 ? ', which is' : ' is'
  if (vat === 'included') return `${total} including VAT${verb} ${position} ${line}.`
  if (vat === 'excluded') return `${total} before VAT, ${withVat} with it at 20%: ${position} ${line}.`
  if (position === 'depends')
    return `${total}. If that leaves out VAT it is ${withVat} with it at 20%, above ${line}; if it includes VAT it is below. Settle that first.`
  return `${total}${verb} ${position} ${line}, with or without VAT on top.`
}

const SIDE = '(?:over|under|above|below|past|exceed\\w*|hit|reach\\w*|cross\\w*)'
const WHICH_SIDE = new RegExp(
  `\\b(?:over or under|above or below|under or over|below or above|(?<!\\b(?:stay\\w*|keep\\w*|kept|remain\\w*|sneak\\w*|squeez\\w*|duck\\w*|slip\\w*|sit\\w*|get|come|be|both) (?:it |them |us |each |all |just )?)(?:over|under) the line)\\b|\\b(?:is|are|does|do|would|will)\\b.{0,40}\\b${SIDE}\\s+(?:the |a |any )?(?:\\w+ )?threshold`,
  'i',
)

/** "Is that over the threshold?": the sum itself is the question. */
export function asksWhichSide(text: string): boolean {
  return WHICH_SIDE.test(text)
}

/** The sum matters to the answer, also where it is not the question. */
export function speaksOfThreshold(text: string): boolean {
  return WHICH_SIDE.test(text) || /\bthresholds?\b/i.test(text)
}
