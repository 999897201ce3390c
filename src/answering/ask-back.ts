import { CLARIFY } from '../cards/words.ts'
import type { Entry } from '../domain/entry.ts'
import type { Value } from './figures.ts'
import type { Understanding } from './understand.ts'

export interface AskBack {
  ask: string
  choices: readonly string[]
}

/** Whether something must be published or competed turns on the value. */
const TURNS_ON_VALUE =
  /\b(?:advert\w*|tender|publish|compet\w+|quotes?|notices?|go (?:back )?out|find a tender|standstill|process)\b/i
const DUTY = /\b(?:do|must|have to|has to|need|required?|should|got to|can (?:we|i) just|without)\b/i
const SIZE =
  /£|\b\d+\s?(?:k|m|grand|million)\b|\b(?:threshold|below|above|under|over|small|large|big|tiny|light touch)\b/i
/** Changing what is already there turns on when it was procured. */
const EXISTING =
  /\b(?:our|the|this|that|an?|existing|current|old)\s+(?:[\w-]+ ){0,3}(?:contract|framework|agreement|deal|dps)\b/i
const CHANGES =
  /\b(?:extend\w*|extension|vary|variation|chang\w+|modif\w+|amend\w*|add(?:ing)?|increase\w*|novat\w+|rolls?|roll over|renew\w*|call off|re-?open)\b/i

/**
 * The one fact that would change this answer and was not given: what it is worth, or when it was procured. Asked once,
 * beside the answer so far; undefined when the answer does not turn on it.
 */
export function askBack(
  { text, context, startedOn, regime }: Understanding,
  entry: Entry,
  value: Value | undefined,
): AskBack | undefined {
  if (context) return undefined
  if (entry.regime === 'procurement-act-2023' && regime === entry.regime && !startedOn) {
    if (EXISTING.test(text) && CHANGES.test(text)) return CLARIFY.begun
  }
  const turns = /\{\{/.test([entry.shortAnswer, ...(entry.conditions ?? [])].join(' '))
  if (!value && turns && DUTY.test(text) && TURNS_ON_VALUE.test(text) && !SIZE.test(text)) return CLARIFY.value
  return undefined
}
