import type { ActionsBlock, Button, KnownBlock } from '@slack/types'
import type { Card, CardAction } from '../../src/domain/card.ts'
import { LIMITS } from './limits.ts'
import { plain } from './text.ts'

/**
 * Every button Slack sends back to us. A value is an id that means nothing to whoever reads it; what may be done with it
 * is checked when it is pressed.
 */
export const ACTION = {
  specialist: 'specialist',
  law: 'law',
  more: 'more',
  share: 'share',
  feedback: 'feedback',
  /** ask:<place in the card>: sends a follow-up */
  ask: 'ask',
  /** act:<act>: something done to a request */
  act: 'act',
  /** a list of further acts, each value act:request */
  acts: 'acts',
  together: 'together',
  nation: 'nation',
  off: 'off',
  on: 'on',
  retry: 'retry',
} as const

/** Acts shown as buttons of their own, in this order; the others stand in a list beside them. */
const MAIN_ACTS = ['take', 'reply', 'decline', 'add', 'open']
const PRIMARY = ['take', 'reply']

/** The buttons below a card. `more` when something of it is folded away; `share` where only one person sees it. */
export function buttons(
  card: Card,
  { questionId, more = false, share = false }: { questionId?: string; more?: boolean; share?: boolean },
): KnownBlock[] {
  const acts = card.actions.filter((action) => action.kind === 'act')
  const others = card.actions.flatMap((action, place) => ownButton(action, place, questionId))
  const folded = more && questionId ? [button('More', ACTION.more, questionId)] : []
  const shared = share && questionId ? [button('Share with the channel', ACTION.share, questionId)] : []
  return [...choices(card, questionId), ...row([...others, ...folded, ...shared]), ...actRow(acts)]
}

function ownButton(action: CardAction, place: number, questionId: string | undefined): Button[] {
  if (action.kind === 'act' || !questionId) return []
  if (action.kind === 'ask') return [button(action.label, `${ACTION.ask}:${place}`, questionId)]
  return [button(action.label, ACTION[action.kind], questionId, action.kind === 'specialist')]
}

/** What is asked back, each choice a press away. */
function choices(card: Card, questionId: string | undefined): KnownBlock[] {
  if (!questionId) return []
  return row(card.choices.map((choice, place) => button(choice, `${ACTION.ask}:choice:${place}`, questionId)))
}

/** What a pressed `ask` button asks: looked up in the card, never read from the button. */
export function askedBy(actionId: string, card: Card): string | undefined {
  const [, kind, place] = actionId.split(':')
  if (kind === 'choice') return card.choices[Number(place)]
  const action = card.actions[Number(kind)]
  return action?.kind === 'ask' ? action.ask : undefined
}

type Act = Extract<CardAction, { kind: 'act' }>

function actRow(acts: readonly Act[]): KnownBlock[] {
  // The digest names a request on each of its buttons, so its ids are told apart.
  const ids = (act: Act, place: number) => `${ACTION.act}:${act.act}${act.act === 'open' ? `:${place}` : ''}`
  const main = MAIN_ACTS.flatMap((act) => acts.filter((one) => one.act === act))
  const rest = acts.filter(({ act }) => !MAIN_ACTS.includes(act))
  const elements: ActionsBlock['elements'] = main.map((act, place) =>
    button(act.label, ids(act, place), act.request, PRIMARY.includes(act.act)),
  )
  if (rest.length)
    elements.push({
      type: 'static_select',
      action_id: ACTION.acts,
      placeholder: plain('More', LIMITS.placeholder),
      options: rest.map(({ act, label, request }) => ({
        text: plain(label, LIMITS.optionText),
        value: `${act}:${request}`,
      })),
    })
  return elements.length ? [{ type: 'actions', elements }] : []
}

export function button(label: string, action: string, value: string, primary = false): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, LIMITS.buttonText),
    value,
    ...(primary && { style: 'primary' as const }),
  }
}

export const row = (elements: Button[]): KnownBlock[] =>
  elements.length ? [{ type: 'actions', elements: elements.slice(0, LIMITS.actionElements) }] : []

/** Was it right? Slack's own pair of buttons. */
export function feedbackButtons(questionId: string): KnownBlock {
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: ACTION.feedback,
        positive_button: {
          text: plain('This was right', LIMITS.buttonText),
          accessibility_label: 'Say that this answer was right',
          value: `yes:${questionId}`,
        },
        negative_button: {
          text: plain('Something is wrong', LIMITS.buttonText),
          accessibility_label: 'Say what is wrong with this answer',
          value: `no:${questionId}`,
        },
      },
    ],
  }
}
