import { REQUEST } from '../../src/cards/request-words.ts'
import type { Acted } from '../../src/specialists/desk.ts'

const WORDS: Readonly<Record<Exclude<Refused['refused'], 'taken-by'>, string>> = {
  'not-yours': REQUEST.notYours,
  'already-done': REQUEST.done,
  'not-now': REQUEST.notNow,
  'needs-words': REQUEST.needsWords,
  'too-long': REQUEST.tooLong,
  'not-ahead': REQUEST.notAhead,
  'not-found': REQUEST.notFound,
  busy: REQUEST.busy,
  nobody: REQUEST.notFound,
}
type Refused = Extract<Acted, { refused: unknown }>

/** Why something was not done, in the words every channel uses. */
export function refusalWords({ refused, by }: Refused): string {
  return refused === 'taken-by' ? REQUEST.changedHands(by || 'Somebody') : WORDS[refused]
}
