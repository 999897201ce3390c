import { valueIn } from '../answering/figures.ts'
import { redact } from '../answering/redact.ts'
import { holdsForLine } from '../cards/answer-card.ts'
import type { Answered } from '../domain/answer.ts'
import type { Turn } from '../domain/question.ts'
import type { About, Need, Stage, Value } from '../domain/specialist-request.ts'
import type { Library } from '../knowledge/library.ts'
import type { Recorded } from '../stores.ts'

/** Signs of how far a problem has come, furthest first. */
const STAGES: readonly [Stage, RegExp][] = [
  [
    'live',
    /\b(?:tender|procurement|competition|itt) (?:is|has) (?:out|live|closed|been issued|gone out)|\bbidders?\b|\bstandstill\b|\bevaluat(?:e|ing|ion)\b|\btenderers?\b|\bbids? (?:are|have) (?:in|come)\b/i,
  ],
  [
    'contract',
    /\b(?:existing|current|our) contract\b|\b(?:extend|extension|modify|modification|vary|variation|renew|roll(?:ing)? over|terminate)\b|\bcontract (?:ends|expires|runs out|is running)/i,
  ],
  ['specification', /\bspec(?:ification|s)?\b|\brequirements? document\b|\bdraft(?:ing)? the (?:tender|itt|spec)/i],
  ['options', /\boptions?\b|\bwhich (?:route|way|procedure|framework)\b|\broutes?\b|\bframeworks?\b|\bpilot\b/i],
]
const URGENT =
  /\b(?<!\b(?:not|no|never|nothing|isn['’]t|non)[\s-](?:(?:very|that|an|so|at all) )?)(?:urgent(?:ly)?|emergency|asap|straight away|immediately|(?:by|before|until|needed|need (?:it|this|that|help|an answer)) (?:today|tonight|tomorrow|(?:the end of )?this week)|collapsed|walked (?:out|away)|handed back)\b/i
const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const DAY = new RegExp(
  `(\\b(?:by|on|before|until|from|is) )?\\b(\\d{1,2})((?:st|nd|rd|th)?(?: of)?) (${MONTHS.join('|')})(?: (20\\d\\d))?\\b`,
  'gi',
)
/** As many years as there can be between two 29ths of February. */
const YEARS_AHEAD = 8
const MOST_PREFILLED = 3000

/** Whether words speak of a procurement that is live. */
export const isLive = (text: string): boolean => STAGES[0]![1].test(text)

/** A request's form as the conversation so far fills it in: a start for the asker, who sees and edits all of it. */
export function prefill(question: string, history: readonly Turn[], library: Library, today: string): Need {
  const own = [...history.filter(({ role }) => role === 'user').map(({ text }) => text), question]
  const all = own.join('\n')
  const deadline = dayIn(all, today)
  return {
    words: latest([...new Set(own)]),
    stage: STAGES.find(([, signs]) => signs.test(all))?.[0] ?? 'problem',
    value: bandOf(all, library, today),
    ...(deadline && { deadline }),
    ...(URGENT.test(all) && { urgent: URGENT.exec(all)![0].toLowerCase() }),
  }
}

/** The latest messages that fit, whole and in order. */
function latest(messages: readonly string[]): string {
  const kept: string[] = []
  for (const message of messages.toReversed()) {
    if (kept.length && [message, ...kept].join('\n').length > MOST_PREFILLED) break
    kept.unshift(message)
  }
  return kept
    .join('\n')
    .trim()
    .slice(0, MOST_PREFILLED)
    .replace(/[\uD800-\uDBFF]$/, '')
}

/** The answer as it goes with the request: what it said, what it held for, and its sources as they were. */
export function aboutOf({ question, answer }: Recorded): About | undefined {
  const answered = soFarOf(answer)
  if (!answered) return undefined
  return {
    questionId: question.id,
    question: question.text,
    ...(answered.ruling && { verdict: answered.ruling }),
    short: answered.short,
    conditions: answered.conditions,
    holdsFor: [...answered.holdsFor.notes, holdsForLine(answered.holdsFor)].join(' '),
    citations: answered.citations,
    entries: answered.entries,
  }
}

function soFarOf(answer: Recorded['answer']): Answered | undefined {
  if (answer.outcome === 'answered') return answer
  return answer.outcome === 'specialist' ? answer.soFar : undefined
}

/** What a request is about: the topics of the entries behind its answer, commonest first. */
export function topicsOf(entries: readonly string[], library: Library, most = 6): string[] {
  const counts = new Map<string, number>()
  for (const id of entries)
    for (const topic of library.byId.get(id)?.topics ?? []) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([topic]) => topic)
    .slice(0, most)
}

function bandOf(text: string, library: Library, today: string): Value {
  const value = valueIn(text, library.thresholds, today)
  if (!value) return 'unknown'
  if (value.position === 'above') return 'above-threshold'
  if (value.position === 'depends') return 'unknown'
  return value.pounds < 30_000 && value.vat !== 'excluded' ? 'under-30k' : 'below-threshold'
}

/** The first day named in words that is still to come; without a year, the next one. */
function dayIn(text: string, today: string): string | undefined {
  for (const [, lead, day, ordinal, month, year] of text.matchAll(DAY)) {
    // "section 16 may apply" names no day.
    if (month === 'may' && !lead && !ordinal && !year) continue
    const rest = `-${String(MONTHS.indexOf(month!.toLowerCase()) + 1).padStart(2, '0')}-${day!.padStart(2, '0')}`
    const first = Number(today.slice(0, 4))
    const years = year ? [year] : Array.from({ length: YEARS_AHEAD + 1 }, (_, ahead) => first + ahead)
    const found = years.map((one) => `${one}${rest}`).find((iso) => isDay(iso) && iso >= today)
    if (found) return found
  }
  return undefined
}

/** Whether a text is a day there is, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T12:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** What a text holds that should not be shared lightly. */
export type Warning = 'personal' | 'named-firm' | 'live'

const MARKS = ['[name]', '[firm]', '[email]', '[phone]', '[postcode]', '[number]']

/** What to warn an asker of before a request is sent. */
export function warningsFor(need: Need): Warning[] {
  const text = [need.words, need.place ?? '', need.urgent ?? ''].join('\n')
  const redacted = redact(text)
  // More of a mark than were typed: a text taken out once may hold another name.
  const found = MARKS.filter((mark) => redacted.split(mark).length > text.split(mark).length)
  return [
    ...(found.some((mark) => mark !== '[firm]') ? (['personal'] as const) : []),
    ...(found.includes('[firm]') || NAMED_BIDDER.test(text) ? (['named-firm'] as const) : []),
    ...(need.stage === 'live' ? (['live'] as const) : []),
  ]
}

const NAMED_BIDDER =
  /\b(?:bidders?|tenderers?|suppliers?|contractors?|incumbent|firm|company|provider)s?,?\s+(?:is|are|was|called|named|namely)\s+(?:\p{Lu}[\p{L}&]+)/u
