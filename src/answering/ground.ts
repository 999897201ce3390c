import type { BottomLine } from '../domain/claim.ts'
import type { Draft, Line } from '../domain/draft.ts'
import { agreement, type Lean, leanOf } from '../domain/stance.ts'
import { contentStems } from '../retrieval/words.ts'
import { sentencesOf } from './sentences.ts'

/** Of a sentence's content words as many must be its line's, and of the line's as many must be kept, in the same order. */
const OF_THE_LINE = 0.7
const KEPT = 0.8
/** Of the lines, as many must be worded anew, or the reviewed wording stands as a whole. */
const ENOUGH = 0.5

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

/**
 * The words the law hangs on: duty and permission, negation, limit and direction, joining, number, unit, and every figure.
 * A sentence must hold exactly those of its line, in the same order; anything else might say another thing.
 */
const HINGES = new RegExp(
  [
    "n['’]t\\b",
    '[£\\d][\\d,.:/%]*[a-z]*',
    `\\b(?:${[
      'must|may|might|can|cannot|could|should|shall|will|would|need|needs|needed|required?|requires|has|have|had to|ought|let|lets|allow(?:s|ed)?|permit(?:s|ted)?|lawful|unlawful|illegal|forbid(?:s|den)?|ban(?:s|ned)?|bar(?:s|red)?|duty|duties|right|rights|free',
      'not|no|never|none|nothing|nobody|without|nor|neither|except|unless|only|but|rather',
      'if|when|where|until|once|provided|as long as|while|though|although|because',
      'before|after|above|below|over|under|within|between|from|since|by|up|more|less|fewer|least|most|first|last|later|earlier|early|until|during',
      'and|or|both|either|each|every|all|any|anything|some|many|few|other|another|same|own|always|usually|normally|often|sometimes|generally|mostly|simply|just|fully|exactly|about|around|roughly|at',
      'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|billion|half|third|quarter|double|twice|once',
      'hours?|days?|weeks?|months?|years?|working|calendar|percent|per|pounds?',
      'section|sections|schedule|regulation|regulations|article|paragraph|part|act|order|notice',
    ].join('|')})\\b`,
  ].join('|'),
  'gi',
)
const FORBIDDEN =
  /https?:|www\.|[<>[\]{}|`*@#]|\b[\w-]+\.(?:com|org|net|uk|gov|eu|io|info|co|example)\b|\bas an ai\b|\blanguage model\b/i

/**
 * Puts a model's sentences in the place of the reviewed ones they word, one for one, where they say the same and no more.
 * Every reviewed sentence that is not so worded stands as it was written. Undefined when too little held.
 */
export function ground(draft: Draft, reviewed: string, bottomLine?: BottomLine): string | undefined {
  const lines = linesOf(reviewed)
  const worded = new Map<string, string>()
  for (const { text, lines: named } of draft.sentences) {
    const line = named.length === 1 ? lines.find(({ id }) => id === named[0]) : undefined
    const sentence = text.replace(/\s+/g, ' ').trim()
    if (line && !worded.has(line.id) && saysTheSame(sentence, line.text, bottomLine)) worded.set(line.id, sentence)
  }
  if (worded.size < lines.length * ENOUGH) return undefined
  const parts = lines.map((line) => {
    const sentence = worded.get(line.id)
    return sentence === undefined ? line.whole : withMarkers(sentence, line.markers)
  })
  return parts.join(' ')
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

function withMarkers(sentence: string, markers: readonly string[]): string {
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
  return markers.length ? ended.replace(/[.!?]$/, (stop) => ` ${markers.join('')}${stop}`) : ended
}

function saysTheSame(sentence: string, line: string, bottomLine: BottomLine | undefined): boolean {
  if (!sentence || FORBIDDEN.test(sentence) || sentencesOf(sentence).length !== 1) return false
  if (hingesOf(sentence) !== hingesOf(line)) return false
  if (namesIn(sentence).some((name) => !line.includes(name))) return false
  const [own, reviewed] = [contentStems(sentence), contentStems(line)]
  const inOrder = commonInOrder(own, reviewed)
  if (inOrder < own.length * OF_THE_LINE || inOrder < reviewed.length * KEPT) return false
  const lean = leanOf(sentence)
  return lean === leanOf(line) || !(bottomLine && agreement(lean, LEANS[bottomLine]) < 0)
}

function hingesOf(text: string): string {
  const plain = text.replace(/[’`´]/g, "'").toLowerCase()
  return (plain.match(HINGES) ?? []).map((hinge) => hinge.replace(/[.,:]+$/, '')).join(' ')
}

/** Length of the longest run of words both hold in the same order, gaps allowed. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Uint16Array(b.length + 1)
  for (const word of a) {
    const next = new Uint16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++) next[j] = word === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!)
    row = next
  }
  return row[b.length]!
}

/** Capitalised words that do not merely begin the sentence. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\d,;:)’'”"]\s)\p{Lu}[\p{L}'’-]+/gu)].map(([name]) => name)
}
