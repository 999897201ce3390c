import type { InputBlock, ModalView } from '@slack/types'
import { ACT_LABELS } from '../../../src/cards/request-words.ts'
import type { Act } from '../../../src/specialists/life.ts'
import { dayField, listField, modal, textField, WINDOW } from './view.ts'

/** Where the press stood, to refresh what was drawn there. */
export interface ActForm {
  act: Act
  request: string
}

interface Colleague {
  member: string
  name: string
}

/** Slack's titles hold 24 characters. */
const TITLES: Readonly<Record<Act, string>> = { ...ACT_LABELS, refuse: 'Close it' }

const words = (label: string, optional = false, id = 'words'): InputBlock =>
  textField({ id, label, optional, lines: true })

const FIELDS: Readonly<Record<Exclude<Act, 'take' | 'reassign'>, (today: string) => InputBlock[]>> = {
  decline: () => [words('Why? The person who asked and whoever gets it next read this.')],
  refuse: () => [words('Why? The person who asked reads this.')],
  reply: () => [words('Your answer')],
  'ask-back': () => [words('What do you need to know?')],
  add: () => [words('What do you want to add?')],
  close: () => [words('Anything to say?', true)],
  withdraw: () => [words('Anything to say?', true)],
  reopen: () => [words('What is still open?')],
  snooze: (day) => [dayField({ id: 'until', label: 'Until when?', initial: day }), words('Anything to say?', true)],
}

/** The form of an act. Taking needs none, and none is needed to pass on to nobody. */
export function actForm(
  { act, request }: ActForm,
  colleagues: readonly Colleague[],
  tomorrow: string,
): ModalView | undefined {
  if (act === 'take') return undefined
  const fields =
    act === 'reassign'
      ? colleagues.length
        ? [
            listField({
              id: 'to',
              label: 'To whom?',
              options: colleagues.map(({ member, name }) => [member, name] as const),
            }),
            words('Anything they should know?', true),
          ]
        : undefined
      : FIELDS[act](tomorrow)
  if (!fields) return undefined
  const submit =
    act === 'reply' || act === 'ask-back' || act === 'add' ? 'Send' : shortest(ACT_LABELS[act], TITLES[act])
  return modal({ callback: WINDOW.act, title: TITLES[act], submit, metadata: { act, request }, blocks: fields })
}

const shortest = (label: string, title: string): string => (label.length <= 24 ? label : title)
