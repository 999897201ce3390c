import type { BottomLine } from '../domain/claim.ts'
import type { Draft, Line } from '../domain/draft.ts'
import { agreement, type Lean, leanOf } from '../domain/stance.ts'
import { contentStems } from '../retrieval/words.ts'
import { sentencesOf } from './sentences.ts'

/** Of a sentence's content words, as many must stand in the lines it names or in the question. */
const SUPPORTED = 0.6
/** Of a line's content words, as many must come back in the sentence that words it. */
const KEPT = 0.34
/** Of the lines, as many must be worded anew, or the reviewed wording stands as a whole. */
const ENOUGH = 0.5
/** Times its lines' length a sentence may have. */
const LONGEST = 2

const LEANS: Readonly<Record<BottomLine, Lean | undefined>> = {
  'you-can': 'open',
  'you-can-if': 'open',
  'you-cannot': 'barred',
  'you-must': 'required',
  'you-do-not-have-to': 'not-required',
  'that-is-so': undefined,
  'that-is-not-so': undefined,
  'it-depends': undefined,
}
const NEGATED =
  /\b(?:not|no|never|none|nothing|nobody|cannot|without|nor|neither|unlawful|illegal|forbidden|barred|ban(?:s|ned)?)\b|n['’]t\b/i
/** Words that carry a limit: what they limit must stay limited. */
const LIMIT =
  /\b(?:if|unless|only|except|provided|as long as|until|before|after|above|below|over|under|at least|at most|up to|no more than|within|usually|normally|may|might|can|could|should|must|where|when|ordinary|most|some|first)\b/i
/** Words that widen: allowed only where the reviewed words are as wide. */
const WIDE =
  /\b(?:always|never|all|any|every|anything|everything|automatically|guarantee\w*|certain(?:ly)?|definitely|free to|no (?:rules?|limits?|risk)|whatever|simply|just|fully|completely|entirely|must|cannot|required?)\b/gi
const FORBIDDEN = /https?:|www\.|[<>[\]{}|`]|@\w|#\w|\*\*|\bas an ai\b|\blanguage model\b/i
const FIGURE = /£?\d[\d,.]*%?/g
const REFERENCE =
  /\b(?:section|sections|s\.|schedule|sch\.|regulation|reg\.|article|paragraph|para|part|ppn|uk)\s?\d+\w*/gi

interface Grounded {
  /** the reviewed answer with the wording that held, markers and all */
  text: string
  /** sentences that came from the model */
  kept: number
}

/**
 * Puts a model's sentences in the place of the reviewed ones they word, where they say the same and no more: figures,
 * sections and names exactly as reviewed, limits kept, nothing negated, widened or added. Every reviewed sentence that is
 * not so worded stands as it was written. Undefined when too little held.
 */
export function ground(
  draft: Draft,
  reviewed: string,
  question: string,
  bottomLine?: BottomLine,
): Grounded | undefined {
  const lines = linesOf(reviewed)
  const byId = new Map(lines.map((line) => [line.id, line]))
  const asked = new Set(contentStems(question))
  const places = new Map<string, { text: string; lines: Reviewed[] }>()
  for (const { text, lines: ids } of draft.sentences) {
    const named = [...new Set(ids)].map((id) => byId.get(id))
    if (!named.length || !named.every((line): line is Reviewed => line !== undefined && !places.has(line.id))) continue
    const sentence = text.replace(/\s+/g, ' ').trim()
    if (sentencesOf(sentence).length > named.length + 1 || !saysTheSame(sentence, named, asked, question, bottomLine))
      continue
    for (const line of named) places.set(line.id, { text: sentence, lines: named })
  }
  if (places.size < lines.length * ENOUGH) return undefined
  const said = new Set<string>()
  const parts = lines.flatMap((line) => {
    const place = places.get(line.id)
    if (!place) return [line.whole]
    if (said.has(place.text)) return []
    said.add(place.text)
    return [withMarkers(place.text, place.lines)]
  })
  return { text: parts.join(' '), kept: said.size }
}

interface Reviewed extends Line {
  whole: string
  markers: string[]
}

/** The reviewed sentences as lines a model may word. */
export function linesOf(reviewed: string): Reviewed[] {
  return sentencesOf(reviewed).map((whole, index) => ({
    id: `p${index + 1}`,
    whole,
    text: whole.replace(/\s*\[\d+\]/g, '').replaceAll('**', ''),
    markers: whole.match(/\[\d+\]/g) ?? [],
  }))
}

function withMarkers(sentence: string, lines: readonly Reviewed[]): string {
  const markers = [...new Set(lines.flatMap((line) => line.markers))].join('')
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
  return markers ? ended.replace(/[.!?]$/, (stop) => ` ${markers}${stop}`) : ended
}

function saysTheSame(
  sentence: string,
  lines: readonly Reviewed[],
  asked: ReadonlySet<string>,
  question: string,
  bottomLine: BottomLine | undefined,
): boolean {
  const reviewed = lines.map(({ text }) => text).join(' ')
  const known = `${reviewed} ${question}`
  const stems = new Set(contentStems(reviewed))
  const own = contentStems(sentence)
  if (!own.length || FORBIDDEN.test(sentence) || sentence.length > LONGEST * reviewed.length + 60) return false
  if (own.filter((stem) => stems.has(stem) || asked.has(stem)).length < own.length * SUPPORTED) return false
  if ([...stems].filter((stem) => own.includes(stem)).length < stems.size * KEPT) return false
  if (!sameItems(sentence, reviewed, FIGURE) || !sameItems(sentence, reviewed, REFERENCE)) return false
  if (NEGATED.test(sentence) !== NEGATED.test(reviewed)) return false
  if (LIMIT.test(reviewed) && !LIMIT.test(sentence)) return false
  if (lines.some(({ text }) => isLimited(text)) && !isLimited(sentence)) return false
  if (itemsIn(sentence, WIDE).some((word) => !new RegExp(`\\b${word}\\b`, 'i').test(reviewed))) return false
  if (namesIn(sentence).some((name) => !known.toLowerCase().includes(name.toLowerCase()))) return false
  const lean = leanOf(sentence)
  if (lines.every(({ text }) => agreement(lean, leanOf(text)) < 0)) return false
  return !(bottomLine && agreement(lean, LEANS[bottomLine]) < 0 && leanOf(reviewed) !== lean)
}

const isLimited = (text: string) => /\b(?:if|unless|only|except|provided|as long as|where|until)\b/i.test(text)

/** The same figures or references on both sides: none added, none lost. */
function sameItems(a: string, b: string, pattern: RegExp): boolean {
  const [left, right] = [new Set(itemsIn(a, pattern)), new Set(itemsIn(b, pattern))]
  return left.size === right.size && [...left].every((item) => right.has(item))
}

function itemsIn(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).map((item) =>
    item
      .toLowerCase()
      .replace(/[.,]+$/, '')
      .replace(/\s+/g, ' '),
  )
}

/** Capitalised words that do not merely begin a sentence. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\d,;:)’'”"]\s)\p{Lu}[\p{L}'’-]+/gu)].map(([name]) => name)
}
