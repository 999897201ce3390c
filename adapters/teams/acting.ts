import { REFUSALS, REQUEST } from '../../src/cards/request-words.ts'
import type { Person } from '../../src/domain/question.ts'
import { actionFrom } from '../../src/specialists/action-from.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { Action } from '../../src/specialists/life.ts'
import { ukMorning } from '../../src/specialists/working-time.ts'
import type { Pressed } from './actions.ts'
import { fieldOf } from './request-actions.ts'

/** A press on a request's button, as what the desk does. */
function actionOf({ act, ...fields }: Pressed): Action | undefined {
  const field = (name: string) => {
    const value = fields[fieldOf(String(act), name)]
    return typeof value === 'string' ? value : ''
  }
  return actionFrom(String(act), { words: field('text'), to: field('to'), until: ukMorning(field('until')) })
}

/** Does it. Gives what to say when it was not done. */
export async function act(desk: Desk, person: Person, request: string, pressed: Pressed): Promise<string | undefined> {
  const action = actionOf(pressed)
  if (!action) return REQUEST.notNow
  const acted = await desk.act(person, request, action)
  return 'refused' in acted ? REFUSALS[acted.refused](acted.by ?? '') : undefined
}
