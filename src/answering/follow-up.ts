import type { Turn } from '../domain/question.ts'
import { contentStems } from '../retrieval/words.ts'

const LEANS_BACK =
  /^(?:and|but|so|or|ok|what about|how about|what if|why|why not|who(?:'s| has)? (?:done|else)|any|which|does|do|is|are|can|could|will|would|how|when|where|what|then|also|same|even)\b/i
const POINTS_BACK =
  /\b(?:it|its|that|this|those|these|they|them|there|one|ones|same|instead|too|either|the (?:notice|order|rule|limit|duty|period|exemption|claim|scheme|route|toolkit))\b/i
const OWN_SUBJECT = 5

/** As much of an answer as names its subject: the bottom line and the first sentence. */
const SUBJECT = 240

/**
 * The earlier words a follow-up leans on: the last two questions and the head of the last answer. A message with a subject of its own starts
 * afresh, so that an old subject is not dragged into a new question.
 */
export function joinFollowUp(text: string, history: readonly Turn[]): string | undefined {
  if (!history.length) return undefined
  const own = new Set(contentStems(text)).size
  const leans = LEANS_BACK.test(text.trim()) || POINTS_BACK.test(text)
  if (own > OWN_SUBJECT || (own > 2 && !leans)) return undefined
  const questions = history.filter(({ role }) => role === 'user').slice(-2)
  const answer = history.findLast(({ role }) => role === 'assistant')
  return [...questions.map(({ text: asked }) => asked.slice(0, 600)), answer?.text.slice(0, SUBJECT) ?? ''].join(' \n ')
}
