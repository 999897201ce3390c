import type { KnownBlock } from '@slack/types'
import { HEADINGS } from '../../src/cards/words.ts'
import type { AnswerPart } from '../../src/domain/answer.ts'
import type { Card } from '../../src/domain/card.ts'
import { buttons, feedbackButtons } from './actions.ts'
import { LIMITS } from './limits.ts'
import { context, link, mrkdwn, sections, strip } from './text.ts'

export interface Drawing {
  /** The answer it draws: with it the buttons can be pressed. */
  questionId?: string
  /** Only one person sees it, and may share it. */
  mine?: boolean
  feedback?: boolean
}

/** A card as one message where Slack's limits allow it: what does not fit on a phone waits behind "More". */
export function toMessages(card: Card, drawing: Drawing = {}): KnownBlock[][] {
  const { shown, folded } = drawing.questionId ? foldedApart(card) : { shown: card, folded: false }
  const { questionId, mine = false, feedback = false } = drawing
  const tail = [
    ...buttons(shown, { ...(questionId && { questionId }), more: folded, share: mine }),
    ...(feedback && questionId ? [feedbackButtons(questionId)] : []),
  ]
  const messages = inMessages(toBlocks(shown, { pressable: Boolean(questionId) }))
  const last = messages.at(-1)!
  // Buttons stand below all of the text; on a message of their own only where they do not fit.
  if (last.length + tail.length <= LIMITS.blocks) last.push(...tail)
  else messages.push(tail)
  return messages
}

function inMessages(blocks: readonly KnownBlock[]): KnownBlock[][] {
  const messages: KnownBlock[][] = [[]]
  let length = 0
  for (const block of blocks) {
    const size = JSON.stringify(block).length
    const message = messages.at(-1)!
    if (message.length === LIMITS.blocks || (message.length > 0 && length + size > LIMITS.messageText)) {
      messages.push([block])
      length = size
    } else {
      message.push(block)
      length += size
    }
  }
  return messages
}

/**
 * What stands in the message and what is folded away. The verdict, the short answer, the conditions and what is asked
 * back always stand; parts follow in their order until the message is long enough for a phone.
 */
export function foldedApart(card: Card): { shown: Card; folded: boolean } {
  const fixed = [card.title ?? '', ...card.first, ...card.body, ...card.conditions, ...card.choices]
  let length = fixed.reduce((sum, text) => sum + text.length, 0)
  const fits = (texts: readonly string[]) => {
    length += texts.reduce((sum, text) => sum + text.length, 0)
    return length <= LIMITS.shownText
  }
  const parts = card.parts.filter(({ folded, items }) => !folded && fits(items))
  const evidence = card.evidence.filter(({ title, line }) => fits([title, line]))
  const nearest = fits(card.nearest.map(({ title, line }) => `${title}${line}`)) ? card.nearest : []
  const all = card.parts.length + card.evidence.length + card.nearest.length
  const whole = parts.length + evidence.length + nearest.length === all
  return { shown: whole ? card : withItsSources({ ...card, parts, evidence, nearest }), folded: !whole }
}

/** A source stands where it is cited: those of what is folded away are folded away with it. */
function withItsSources(card: Card): Card {
  const { citations, ...texts } = card
  const cited = new Set([...JSON.stringify(texts).matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n)))
  return { ...card, citations: citations.filter(({ n }) => cited.has(n)) }
}

/** All of a card, short of its buttons. A choice that stands whole on a button of its own is not said twice. */
export function toBlocks(card: Card, { pressable = false }: { pressable?: boolean } = {}): KnownBlock[] {
  const { verdict } = card
  const said = pressable ? card.choices.filter((choice) => choice.length > LIMITS.buttonText) : card.choices
  const text = (line: string) => mrkdwn(line, card.citations)
  const bullets = (items: readonly string[]) => items.map((item) => `• ${text(item)}`)
  const named = (list: Card['evidence']) => list.map(({ title, line }) => `• *${strip(title)}*: ${text(line)}`)
  return [
    ...(verdict ? sections([`*${strip(verdict.bottomLine)}*  ${strip(verdict.label)}: “${strip(verdict.says)}”`]) : []),
    ...(!verdict && card.title ? sections([`*${strip(card.title)}*`]) : []),
    ...card.first.flatMap((line) => sections([`> ${text(line)}`])),
    ...card.body.flatMap((line) => sections([text(line)])),
    ...(card.conditions.length ? sections([`*${HEADINGS.conditions}*`, ...bullets(card.conditions)]) : []),
    ...card.parts.flatMap((part) => partBlocks(part, text)),
    ...(card.evidence.length ? sections([`*${HEADINGS.evidence}*`, ...named(card.evidence)]) : []),
    ...(card.nearest.length ? sections([`*${HEADINGS.nearest}*`, ...named(card.nearest)]) : []),
    ...(card.choices.length ? sections([...(card.ask ? [`*${text(card.ask)}*`] : []), ...bullets(said)]) : []),
    ...sourceBlocks(card),
    ...(card.holdsFor.length ? context(card.holdsFor.map(text).join(' ')) : []),
    ...(card.footnote ? context(`*${strip(card.footnote)}*`) : []),
  ]
}

export function partBlocks({ heading, kind, items }: AnswerPart, text: (line: string) => string): KnownBlock[] {
  if (!items.length) return []
  const lines = items.map((item, index) =>
    kind === 'text' ? text(item) : kind === 'steps' ? `${index + 1}. ${text(item)}` : `• ${text(item)}`,
  )
  return sections([`*${strip(heading)}*`, ...lines])
}

function sourceBlocks({ citations }: Card): KnownBlock[] {
  if (!citations.length) return []
  return sections([`*${HEADINGS.sources}*`, ...citations.map(({ n, title, url }) => `${n}. ${link(url, title)}`)])
}
