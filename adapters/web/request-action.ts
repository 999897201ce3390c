import { actionFrom } from '../../src/specialists/action-from.ts'
import type { Action } from '../../src/specialists/life.ts'
import { ukMorning } from '../../src/specialists/working-time.ts'
import { dayFrom } from './days.ts'
import type { Fields } from './form.ts'

/** What a form of the request page asks for; undefined when it is none of them. */
export function actionOf({ act = '', text = '', reason = '', to = '', until = '' }: Fields): Action | undefined {
  return actionFrom(act, { words: text || reason, to, until: ukMorning(dayFrom(until)) })
}

/** The field of a form that a refusal is about, if it is about one. */
export function fieldAsked(refused: string, { act = '' }: Fields): string | undefined {
  if (refused === 'nobody') return 'to'
  if (refused === 'not-ahead') return 'until'
  if (refused !== 'needs-words' && refused !== 'too-long') return undefined
  return ['reply', 'ask-back', 'add'].includes(act) ? 'text' : 'reason'
}
