import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Card } from '../../src/domain/card.ts'
import { attached, type Outgoing } from './activity.ts'
import { adaptiveCard, elementsOf } from './adaptive-card.ts'
import { addressOf, type Element, toMarkdown } from './elements.ts'
import { LIMITS } from './limits.ts'

interface Answering {
  question?: string
  /** Buttons instead of the card's own. */
  actions?: readonly Element[]
}

/**
 * An answer as Teams messages, nearly always one: the short answer as text with [n] markers that open its citations, and
 * an Adaptive Card with verdict, conditions, steps and buttons. What does not fit into one goes on in the next; nothing is
 * left out.
 */
export function activitiesFor(card: Card, { question, actions: own }: Answering = {}): Outgoing[] {
  const text = textOf(card)
  const { body, actions } = elementsOf(card, { ...(question && { question }), ...(own && { actions: own }) })
  const plain = toPlainText(card, { sources: true })
  const first: Outgoing = {
    type: 'message',
    textFormat: 'markdown',
    text,
    entities: [messageEntity(card, text)],
    ...(question && { channelData: { feedbackLoop: { type: 'default' } } }),
  }
  if (!body.length && !actions.length) return [first]
  const whole = { ...first, attachments: [attached(adaptiveCard(body, actions, plain))] }
  if (bytesOf(whole) <= LIMITS.activityBytes) return [whole]
  return parted(first, body, actions)
}

/** A card on its own, for a notice or a search result: the words of the answer are in it. */
export function cardAlone(card: Card, shown: Answering = {}): Element {
  const { body, actions } = elementsOf(card, { withBody: true, ...shown })
  const plain = toPlainText(card, { sources: true })
  const whole = adaptiveCard(body, actions, plain)
  return bytesOf(whole) <= LIMITS.cardBytes ? whole : adaptiveCard(body, actions, card.title ?? plain.slice(0, 200))
}

/** A card for where none of our buttons would reach us: a dialog, or another conversation. What is folded opens; no more. */
export function stillCard(card: Card, actions: readonly Element[] = []): Element {
  const { body, actions: own } = elementsOf(card, { withBody: true, still: true })
  const whole = adaptiveCard(body, [...actions, ...own], toPlainText(card, { sources: true }))
  return bytesOf(whole) <= LIMITS.cardBytes ? whole : { ...whole, fallbackText: card.title ?? 'Waymark' }
}

/** More than one message holds: text by paragraphs, then the card's elements in order, its buttons with the last. */
function parted(first: Outgoing, body: readonly Element[], actions: readonly Element[]): Outgoing[] {
  const texts = packed(
    (first.text ?? '').split(/(?<=\n\n)/).flatMap((part) => pieces(part, LIMITS.cardBytes / 4)),
    LIMITS.cardBytes / 2,
  ).map((parts) => parts.join(''))
  const cards = packed(body.flatMap(smaller), LIMITS.cardBytes)
  return [
    ...texts.map(
      (text, index): Outgoing => (index ? { type: 'message', textFormat: 'markdown', text } : { ...first, text }),
    ),
    ...cards.map((elements, index): Outgoing => {
      const last = index === cards.length - 1
      return { type: 'message', attachments: [attached(adaptiveCard(elements, last ? actions : [], 'Waymark'))] }
    }),
  ]
}

/** As many in each as fit, in order. */
function packed<T>(items: readonly T[], most: number): T[][] {
  const groups: T[][] = [[]]
  let size = 0
  for (const item of items) {
    const bytes = bytesOf(item)
    if (size && size + bytes > most) {
      groups.push([])
      size = 0
    }
    groups.at(-1)!.push(item)
    size += bytes
  }
  return groups
}

/** A container or a paragraph that is too large by itself, as several. */
function smaller(element: Element): Element[] {
  if (bytesOf(element) <= LIMITS.cardBytes / 2) return [element]
  const { items, inlines } = element as { items?: Element[]; inlines?: { text: string }[] }
  if (items) {
    const groups = packed(items.flatMap(smaller), LIMITS.cardBytes / 2)
    return groups.map((group, index) => ({ ...element, items: group, ...(index && { id: `${element.id}-${index}` }) }))
  }
  if (!inlines) return [element]
  const runs = inlines.flatMap((run) => pieces(run.text, LIMITS.cardBytes / 8).map((text) => ({ ...run, text })))
  return packed(runs, LIMITS.cardBytes / 2).map((group) => ({ ...element, inlines: group }))
}

/** Cut between words where there is a space, never inside a character. */
function pieces(text: string, most: number): string[] {
  if (text.length <= most) return [text]
  const space = text.lastIndexOf(' ', most)
  let end = space > most / 2 ? space + 1 : most
  if (/[\uD800-\uDBFF\\]$/.test(text.slice(0, end))) end--
  return [text.slice(0, end), ...pieces(text.slice(end), most)]
}

const bytesOf = (data: unknown) => Buffer.byteLength(JSON.stringify(data))

/** What stands as text: what must be read first, the bottom line, the short answer. */
function textOf(card: Card): string {
  const lead = [...card.first, ...card.body].map((text) => toMarkdown(text, card)).join('\n\n')
  if (card.verdict) return `**${toMarkdown(card.verdict.bottomLine, { citations: [] })}** ${lead}`
  return card.title && !card.body.length ? toMarkdown(card.title, card) : lead
}

/** Citations that pop up in Teams, and the AI label where a model chose words. One root entity; two are refused. */
function messageEntity({ citations, modelWorded }: Card, text: string) {
  const pointed = citations.filter(({ n }) => text.includes(`[${n}]`)).slice(0, LIMITS.citations)
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    ...(modelWorded && { additionalType: ['AIGeneratedContent'] }),
    citation: pointed.map(({ n, title, url, quote }) => ({
      '@type': 'Claim',
      position: n,
      appearance: {
        '@type': 'DigitalDocument',
        name: clipped(title, LIMITS.citationName),
        ...(addressOf(url) && { url: addressOf(url) }),
        abstract: clipped(quote || title, LIMITS.citationAbstract),
      },
    })),
  }
}

/** The whole text stands in the card; here the start of it, cut between words and marked as cut. */
function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`
}
