import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import { LIMITS } from '../limits.ts'
import { plain } from '../text.ts'

/** Windows by callback; what each carries along is an id or a few. */
export const WINDOW = {
  read: 'read',
  request: 'request',
  handOff: 'hand_off',
  act: 'act',
  feedback: 'feedback',
  off: 'off',
} as const

interface Window {
  callback: string
  title: string
  submit?: string
  metadata?: unknown
  blocks: readonly KnownBlock[]
}

/** A window. What does not fit into one is said to be missing, with where it stands in full. */
export function modal({ callback, title, submit, metadata, blocks }: Window): ModalView {
  const shown = blocks.slice(0, LIMITS.viewBlocks - 1)
  const rest = blocks.length - shown.length
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(title, LIMITS.viewTitle),
    close: plain(submit ? 'Cancel' : 'Close', LIMITS.viewTitle),
    ...(submit && { submit: plain(submit, LIMITS.viewTitle) }),
    ...(metadata !== undefined && { private_metadata: JSON.stringify(metadata) }),
    blocks: rest
      ? [...shown, { type: 'context', elements: [plain('There is more: the page shows all of it.', 200)] }]
      : [...shown],
  }
}

interface Field {
  id: string
  label: string
  hint?: string
  optional?: boolean
}

const input = ({ id, label, hint, optional = false }: Field, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, 200),
  optional,
  ...(hint && { hint: plain(hint, 500) }),
  element,
})

export function textField(field: Field & { initial?: string | undefined; lines?: boolean; most?: number }): InputBlock {
  const { initial, lines = false, most = LIMITS.inputText } = field
  return input(field, {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: lines,
    max_length: most,
    ...(initial && { initial_value: initial.slice(0, most) }),
  })
}

export function listField(
  field: Field & { options: readonly (readonly [string, string])[]; initial?: string },
): InputBlock {
  const options: PlainTextOption[] = field.options
    .slice(0, LIMITS.options)
    .map(([value, text]) => ({ value, text: plain(text, LIMITS.optionText) }))
  const initial = options.find(({ value }) => value === field.initial)
  return input(field, {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial && { initial_option: initial }),
  })
}

export function dayField(field: Field & { initial?: string | undefined }): InputBlock {
  const { initial } = field
  return input(field, { type: 'datepicker', action_id: 'value', ...(initial && { initial_date: initial }) })
}

type State = Record<
  string,
  Record<string, { value?: string | null; selected_date?: string | null; selected_option?: { value: string } | null }>
>

/** What was put in, by field. */
export function valuesOf(view: { state: { values: unknown } }): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [id, fields] of Object.entries(view.state.values as State))
    for (const { value, selected_date, selected_option } of Object.values(fields)) {
      const text = value ?? selected_date ?? selected_option?.value
      if (text) found[id] = text
    }
  return found
}
