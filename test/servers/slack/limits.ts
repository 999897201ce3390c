/**
 * What Slack refuses, written from its Block Kit and Web API reference, and on purpose apart from the adapter's own
 * table: a mistake there must not pass here.
 */
type Json = Record<string, unknown>
interface Part extends Json {
  type: string
}

const TEXT: Readonly<Record<string, number>> = { section: 3000, header: 150, context: 3000, button: 75 }
const SURFACES = { message: 50, modal: 100, home: 100 } as const
const ALLOWED: Readonly<Record<keyof typeof SURFACES, readonly string[]>> = {
  message: ['section', 'header', 'divider', 'context', 'actions', 'context_actions'],
  modal: ['section', 'header', 'divider', 'context', 'actions', 'input'],
  home: ['section', 'header', 'divider', 'context', 'actions', 'input'],
}
export type Surface = keyof typeof SURFACES

/** Everything Slack would refuse in a list of blocks. */
export function problemsIn(blocks: readonly Part[], surface: Surface): string[] {
  const found: string[] = []
  const over = (what: string, text: unknown, most: number, least = 1) => {
    if (typeof text !== 'string') found.push(`${what} is not text`)
    else if (text.length > most || text.length < least)
      found.push(`${what} has ${text.length} characters, not 1–${most}`)
  }
  const plain = (what: string, it: unknown, most: number) => {
    const { type, text } = (it ?? {}) as Json
    if (type !== 'plain_text') found.push(`${what} must be plain_text`)
    over(what, text, most)
  }
  const element = (it: Part) => {
    if (it.action_id !== undefined) over('action_id', it.action_id, 255)
    if (it.type === 'button') {
      plain('button', it.text, TEXT.button!)
      if (it.value !== undefined) over('button value', it.value, 2000)
      if (it.url !== undefined) over('button url', it.url, 3000)
      if (it.style !== undefined && !['primary', 'danger'].includes(String(it.style))) found.push('button style')
    } else if (it.type === 'static_select' || it.type === 'overflow' || it.type === 'radio_buttons') {
      const options = (it.options ?? []) as Json[]
      const most = { static_select: 100, overflow: 5, radio_buttons: 10 }[it.type]
      if (!options.length || options.length > most) found.push(`${it.type} with ${options.length} options`)
      for (const { text, value } of options) {
        plain('option', text, 75)
        over('option value', value, 150)
      }
      const initial = it.initial_option as Json | undefined
      if (initial && !options.some((option) => JSON.stringify(option) === JSON.stringify(initial)))
        found.push('initial_option is not one of the options')
      if (it.placeholder) plain('placeholder', it.placeholder, 150)
    } else if (it.type === 'plain_text_input') {
      const most = Number(it.max_length ?? 3000)
      if (most > 3000) found.push('max_length over 3000')
      if (it.initial_value !== undefined) over('initial_value', it.initial_value, most, 0)
      if (it.placeholder) plain('placeholder', it.placeholder, 150)
    } else if (it.type === 'datepicker') {
      if (it.initial_date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(it.initial_date)))
        found.push('initial_date')
    } else if (it.type === 'feedback_buttons') {
      for (const side of ['positive_button', 'negative_button']) {
        const { text, value, accessibility_label: label } = (it[side] ?? {}) as Json
        plain(side, text, 75)
        over(`${side} value`, value, 2000)
        if (label !== undefined) over(`${side} label`, label, 75)
      }
    } else found.push(`no such element: ${it.type}`)
  }
  const textObject = (what: string, it: unknown, most: number) => {
    const { type, text } = (it ?? {}) as Json
    if (type !== 'mrkdwn' && type !== 'plain_text') found.push(`${what} has no text`)
    over(what, text, most)
  }

  if (blocks.length > SURFACES[surface]) found.push(`${blocks.length} blocks on a ${surface}`)
  const ids = new Set<unknown>()
  for (const block of blocks) {
    if (!ALLOWED[surface].includes(block.type)) found.push(`no ${block.type} on a ${surface}`)
    if (block.block_id !== undefined) {
      over('block_id', block.block_id, 255)
      if (ids.has(block.block_id)) found.push(`block_id ${String(block.block_id)} twice`)
      ids.add(block.block_id)
    }
    const elements = (block.elements ?? []) as Part[]
    if (block.type === 'section') {
      textObject('section', block.text, TEXT.section!)
      if (block.accessory) element(block.accessory as Part)
    }
    if (block.type === 'header') plain('header', block.text, TEXT.header!)
    if (block.type === 'context') {
      if (!elements.length || elements.length > 10) found.push(`context with ${elements.length} elements`)
      for (const it of elements) textObject('context', it, TEXT.context!)
    }
    if (block.type === 'actions') {
      if (!elements.length || elements.length > 25) found.push(`actions with ${elements.length} elements`)
      const names = elements.map((it) => it.action_id)
      if (new Set(names).size < names.length) found.push('action_id twice in one block')
      elements.forEach(element)
    }
    if (block.type === 'context_actions') {
      if (!elements.length || elements.length > 5) found.push(`context_actions with ${elements.length} elements`)
      elements.forEach(element)
    }
    if (block.type === 'input') {
      plain('label', block.label, 2000)
      if (block.hint) plain('hint', block.hint, 2000)
      element(block.element as Part)
    }
  }
  return found
}

/** A view as views.open, views.update and views.publish take it. */
export function problemsInView(view: Json): string[] {
  const found = problemsIn((view.blocks ?? []) as Part[], view.type === 'home' ? 'home' : 'modal')
  const most = { callback_id: 255, private_metadata: 3000, external_id: 255 }
  for (const [name, length] of Object.entries(most))
    if (String(view[name] ?? '').length > length) found.push(`${name} over ${length}`)
  if (view.type !== 'modal') return found
  for (const name of ['title', 'submit', 'close']) {
    const { text } = (view[name] ?? {}) as Json
    if (name === 'title' && !text) found.push('a modal needs a title')
    if (String(text ?? '').length > 24) found.push(`${name} over 24: ${String(text)}`)
  }
  if ((view.blocks as Part[]).some(({ type }) => type === 'input') && !view.submit) found.push('inputs need submit')
  return found
}

/** Everything in mrkdwn that Slack would make a mention, a broadcast or a link: what stands between < and >. */
export const marksIn = (text: string): string[] => [...text.matchAll(/<([^<>]*)>/g)].map(([, inside]) => inside!)

/** All text of blocks, a view or a message that Slack reads as markup, and all it shows as it is. */
export function textsIn(value: unknown): { markup: string[]; plain: string[] } {
  const markup: string[] = []
  const plain: string[] = []
  const walk = (it: unknown): void => {
    if (!it || typeof it !== 'object') return
    const { type, text } = it as Json
    if (type === 'mrkdwn' && typeof text === 'string') markup.push(text)
    if (type === 'plain_text' && typeof text === 'string') plain.push(text)
    for (const one of Object.values(it)) walk(one)
  }
  walk(value)
  return { markup, plain }
}
