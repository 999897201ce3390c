import { ACT_LABELS } from '../../src/cards/request-words.ts'
import type { Act } from '../../src/specialists/life.ts'
import { does, toggles } from './actions.ts'
import { container, type Element } from './elements.ts'
import { ACT_FIELDS, TEAMS } from './words.ts'

/** Acts in the order they are wanted; the first few stand open, the others behind "More". */
const FIRST: readonly Act[] = ['take', 'reply', 'ask-back', 'add', 'close', 'reopen', 'withdraw']
const MOST_OPEN = 3
const MORE = 'more'

export interface Colleague {
  member: string
  name: string
}

/** The buttons of a request: those that need words or a choice open a field, the others act at once. */
export function requestActions(
  request: string,
  acts: readonly string[],
  colleagues: readonly Colleague[] = [],
): { body: Element[]; actions: Element[] } {
  const possible = (Object.keys(ACT_LABELS) as Act[]).filter(
    (act) => acts.includes(act) && (act !== 'reassign' || colleagues.length > 0),
  )
  const open = FIRST.filter((act) => possible.includes(act)).slice(0, MOST_OPEN)
  const others = possible.filter((act) => !open.includes(act))
  const button = (act: Act) => buttonFor(act, request, colleagues)
  return {
    body: others.length
      ? [container([{ type: 'ActionSet', actions: others.map(button) }], { id: MORE, isVisible: false })]
      : [],
    actions: [...open.map(button), ...(others.length ? [toggles(TEAMS.more, [MORE])] : [])],
  }
}

function buttonFor(act: Act, request: string, colleagues: readonly Colleague[]): Element {
  const title = ACT_LABELS[act]
  const doing = (more: Element = {}) => does(title, { verb: 'act', act, request }, more)
  const fields = fieldsFor(act, colleagues)
  if (!fields.length) return doing(act === 'take' ? { style: 'positive' } : {})
  return {
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', version: '1.5', body: fields, actions: [doing({ style: 'positive' })] },
  }
}

/** Ids are the act's own: Teams sends the fields of the whole card with every button. */
export const fieldOf = (act: string, name = 'text') => `${act}-${name}`

function fieldsFor(act: Act, colleagues: readonly Colleague[]): Element[] {
  switch (act) {
    case 'decline':
    case 'refuse':
    case 'reply':
    case 'ask-back':
    case 'add':
    case 'reopen':
      return [words(fieldOf(act), ACT_FIELDS[act], true)]
    case 'reassign':
      return [
        {
          type: 'Input.ChoiceSet',
          id: fieldOf(act, 'to'),
          label: ACT_FIELDS.reassign,
          placeholder: TEAMS.choose,
          isRequired: true,
          errorMessage: ACT_FIELDS.reassign,
          choices: colleagues.map(({ member, name }) => ({ title: name, value: member })),
        },
        words(fieldOf(act), ACT_FIELDS.reassignReason, false),
      ]
    case 'snooze':
      return [
        {
          type: 'Input.Date',
          id: fieldOf(act, 'until'),
          label: ACT_FIELDS.snooze,
          isRequired: true,
          errorMessage: ACT_FIELDS.snooze,
        },
      ]
    default:
      return []
  }
}

const words = (id: string, label: string, isRequired: boolean): Element => ({
  type: 'Input.Text',
  id,
  label,
  isMultiline: true,
  maxLength: 4000,
  ...(isRequired && { isRequired, errorMessage: label }),
})
