import { REQUEST } from '../../src/cards/request-words.ts'
import type { Person } from '../../src/domain/question.ts'
import type { Acted, Desk } from '../../src/specialists/desk.ts'
import type { Action } from '../../src/specialists/life.ts'
import type { Pressed } from './actions.ts'
import { fieldOf } from './request-actions.ts'

/** A press on a request's button, as what the desk does. */
export function actionFrom({ act, ...fields }: Pressed): Action | undefined {
  const field = (name: string) => {
    const value = fields[fieldOf(String(act), name)]
    return typeof value === 'string' ? value : ''
  }
  const text = field('text')
  switch (act) {
    case 'take':
      return { act }
    case 'close':
    case 'withdraw':
      return { act, ...(text && { reason: text }) }
    case 'decline':
    case 'refuse':
    case 'reopen':
      return { act, reason: text }
    case 'reply':
    case 'ask-back':
    case 'add':
      return { act, text }
    case 'reassign':
      return { act, to: field('to'), ...(text && { reason: text }) }
    case 'snooze':
      return { act, until: morningOf(field('until')) }
    default:
      return undefined
  }
}

/** Nine o'clock, near enough: the promise is counted in working hours from there. */
function morningOf(day: string): number {
  const at = Date.parse(`${day}T09:00:00Z`)
  return Number.isNaN(at) ? 0 : at
}

/** What to say of an act that was not done. */
export function refusal({ refused, by }: Extract<Acted, { refused: string }>): string {
  switch (refused) {
    case 'taken-by':
      return by ? REQUEST.changedHands(by) : REQUEST.done
    case 'already-done':
      return REQUEST.done
    case 'not-yours':
      return REQUEST.notYours
    case 'not-now':
      return REQUEST.notNow
    case 'needs-words':
      return REQUEST.needsWords
    case 'too-long':
      return REQUEST.tooLong
    case 'not-ahead':
      return REQUEST.notAhead
    case 'not-found':
    case 'nobody':
      return REQUEST.notFound
    case 'busy':
      return REQUEST.busy
  }
}

/** Does it. Gives what to say when it was not done. */
export async function act(desk: Desk, person: Person, request: string, pressed: Pressed): Promise<string | undefined> {
  const action = actionFrom(pressed)
  if (!action) return REQUEST.notNow
  const acted = await desk.act(person, request, action)
  return 'refused' in acted ? refusal(acted) : undefined
}
