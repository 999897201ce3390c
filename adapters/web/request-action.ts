import type { Action } from '../../src/specialists/life.ts'
import { ukMorning } from '../../src/specialists/working-time.ts'
import { dayFrom } from './days.ts'
import type { Fields } from './form.ts'

/** What a form of the request page asks for; undefined when it is none of them. */
export function actionFrom({ act = '', text = '', reason = '', to = '', until = '' }: Fields): Action | undefined {
  const why = reason.trim() ? { reason: reason.trim() } : {}
  switch (act) {
    case 'take':
      return { act }
    case 'decline':
    case 'refuse':
    case 'reopen':
      return { act, reason }
    case 'reply':
    case 'ask-back':
    case 'add':
      return { act, text }
    case 'close':
    case 'withdraw':
      return { act, ...why }
    case 'reassign':
      return { act, to, ...why }
    case 'snooze':
      // What is no day is no day to come either.
      return { act, until: ukMorning(dayFrom(until)) || 0, ...why }
    default:
      return undefined
  }
}

/** The field of a form that a refusal is about, if it is about one. */
export function fieldAsked(refused: string, { act = '' }: Fields): string | undefined {
  if (refused === 'nobody') return 'to'
  if (refused === 'not-ahead') return 'until'
  if (refused !== 'needs-words' && refused !== 'too-long') return undefined
  return ['reply', 'ask-back', 'add'].includes(act) ? 'text' : 'reason'
}
