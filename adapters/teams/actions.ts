import type { Card, CardAction } from '../../src/domain/card.ts'
import type { Element } from './elements.ts'

/** What a press carries back to us: a verb and opaque ids. Rights are checked again when it is done. */
export interface Pressed {
  verb: string
  /** The question an answer was to. */
  question?: string
  request?: string
  [field: string]: unknown
}

/** Parts of an answer's card that open and close. */
export const SOURCES = 'sources'
export const folded = (index: number) => `part-${index}`

/** Asks something as if the person had typed it: visible in the chat, so that the thread reads well. */
export function asks(title: string, value = title): Element {
  return { type: 'Action.Submit', title, data: { msteams: { type: 'imBack', value } } }
}

/** Opens a dialog. */
export function opens(title: string, data: Pressed, more: Element = {}): Element {
  return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' } }, ...more }
}

/** Does something at once and draws the card anew; as a plain submit where a client is too old for that. */
export function does(title: string, data: Pressed, more: Element = {}): Element {
  const { verb } = data
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...more,
    fallback: { type: 'Action.Submit', title, data, ...more },
  }
}

export const toggles = (title: string, targets: readonly string[]): Element => ({
  type: 'Action.ToggleVisibility',
  title,
  targetElements: [...targets],
})

/** The buttons below an answer. */
export function answerActions(
  card: Card,
  question: string | undefined,
  hidden: readonly string[],
  still = false,
): Element[] {
  return card.actions.flatMap((action) => (still && action.kind !== 'law' ? [] : actionFor(action, question, hidden)))
}

function actionFor(action: CardAction, question: string | undefined, hidden: readonly string[]): Element[] {
  switch (action.kind) {
    case 'specialist':
      return [opens(action.label, { verb: 'specialist', ...(question && { question }) }, { style: 'positive' })]
    case 'law':
      return hidden.length ? [toggles(action.label, hidden)] : []
    case 'ask':
      return [asks(action.label, action.ask)]
    case 'act':
      return []
  }
}
