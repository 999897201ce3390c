type Json = Record<string, unknown>
/** Something in blocks that can be pressed or chosen from. */
export interface Element extends Json {
  type: string
  action_id: string
  value?: string
}

export const elementsOf = (blocks: Json[]): { element: Element; block: Json }[] =>
  blocks.flatMap((block) =>
    [...((block.elements ?? []) as Element[]), ...(block.accessory ? [block.accessory as Element] : [])].map(
      (element) => ({ element, block }),
    ),
  )

/** The action a press on an element sends; `option` picks from a list. */
export function actionOf(element: Element, block: Json, at: string, option?: string): Json {
  const value =
    element.type === 'feedback_buttons'
      ? { value: (element[option === 'no' ? 'negative_button' : 'positive_button'] as Json).value }
      : element.type === 'static_select' || element.type === 'overflow'
        ? {
            selected_option: (element.options as { text: { text: string } }[]).find(({ text }) => text.text === option),
          }
        : { value: element.value }
  return {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id ?? 'b',
    action_ts: at,
    ...value,
  }
}

export const labelled =
  (label: string) =>
  ({ element }: { element: Element }) =>
    (element.text as { text: string } | undefined)?.text === label || element.action_id === label
