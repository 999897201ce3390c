import type { Card } from '../../src/domain/card.ts'
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

/** The buttons below an answer: a person, and the law. */
export function answerActions(card: Card, question: string | undefined, hidden: readonly string[]): Element[] {
  return card.actions.flatMap((action): Element[] => {
    if (action.kind === 'specialist')
      return [opens(action.label, { verb: 'specialist', ...(question && { question }) }, { style: 'positive' })]
    return action.kind === 'law' && hidden.length ? [toggles(action.label, hidden)] : []
  })
}

/** What can be asked next, in a row of its own: more buttons in one row than fit are cut off. */
export const followUps = ({ actions }: Card): Element[] =>
  actions.flatMap((action) => (action.kind === 'ask' ? [asks(action.label, action.ask)] : []))

/** Buttons as long as a sentence stand one below the other. */
export const stacked = (actions: readonly Element[]): Element[] =>
  actions.map((action) => ({ type: 'ActionSet', spacing: 'Small', actions: [action] }))
