import { HEADINGS } from '../../src/cards/words.ts'
import type { AnswerPart } from '../../src/domain/answer.ts'
import type { Card } from '../../src/domain/card.ts'
import { answerActions, asks, folded, followUps, SOURCES, stacked, toggles } from './actions.ts'
import { container, type Element, heading, link, named, rich } from './elements.ts'

interface Shown {
  /** The words of the answer as well: where no message text stands above the card. */
  withBody?: boolean
  /** The question it answers, for its buttons. */
  question?: string
  /** Buttons of its own kind, a request's for instance, instead of the answer's. */
  actions?: readonly Element[]
  /** No buttons that speak to us: it stands where we do not. */
  still?: boolean
}

/** An Adaptive Card 1.5 around a body, with plain text for hosts that cannot draw one. */
export function adaptiveCard(body: readonly Element[], actions: readonly Element[], fallbackText: string): Element {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText,
    msteams: { width: 'Full' },
    body: [...body],
    ...(actions.length && { actions: [...actions] }),
  }
}

/** A card's body and its buttons. Conditions are never folded; what is folded is one press away. */
export function elementsOf(
  card: Card,
  { withBody = false, question, actions, still = false }: Shown = {},
): { body: Element[]; actions: Element[] } {
  const folds = foldsOf(card)
  const body = [
    ...top(card),
    ...card.first.map((text) => container([rich(text, card)], { style: 'warning' })),
    ...(withBody ? card.body.map((text) => rich(text, card)) : []),
    ...(card.conditions.length
      ? [container([heading(HEADINGS.conditions), ...bullets(card.conditions, card)], { style: 'accent' })]
      : []),
    ...card.parts.flatMap((part, index) => (part.folded ? [] : drawn(part, card, index))),
    ...list(HEADINGS.evidence, card.evidence, card),
    ...list(HEADINGS.nearest, card.nearest, card),
    ...(still ? [] : stacked(card.nearest.map(({ title }) => asks(shortTitle(title), title)))),
    ...(card.ask ? [heading(card.ask)] : []),
    ...(still ? bullets(card.choices, card) : stacked(card.choices.map((choice) => asks(choice)))),
    ...row([...folds.buttons, ...(still || actions ? [] : followUps(card))]),
    ...foldedParts(card),
    ...(card.citations.length ? [sources(card, folds.sources)] : []),
    ...card.holdsFor.map((text) => rich(text, card, {}, { isSubtle: true, size: 'Small' })),
    ...(card.footnote ? [rich(`**${card.footnote}**`, card, { separator: true })] : []),
  ]
  const own = still ? { ...card, actions: card.actions.filter(({ kind }) => kind === 'law') } : card
  return { body, actions: actions ? [...actions] : answerActions(own, question, folds.law) }
}

/**
 * Which buttons open what. The law's own button opens the law and the sources; without one, sources that only folded text
 * points to are folded with the first such text, and any others stand open.
 */
function foldsOf(card: Card): { law: string[]; sources: boolean; buttons: Element[] } {
  const hasLaw = card.actions.some(({ kind }) => kind === 'law')
  const away = card.parts.flatMap((part, index) => (part.folded && part.items.length ? [{ part, index }] : []))
  const law = hasLaw ? away.find(({ part }) => part.heading === LAW) : undefined
  const others = away.filter((one) => one !== law)
  const pointing = others.find(({ part }) => part.items.some((item) => MARKER.test(item)))
  const open = [
    ...card.first,
    ...card.body,
    ...card.conditions,
    ...card.parts.flatMap((part) => (part.folded ? [] : part.items)),
  ]
  const withPart = !hasLaw && pointing && !open.some((text) => MARKER.test(text)) ? pointing : undefined
  const cited = card.citations.length > 0
  return {
    law: hasLaw ? [...(law ? [folded(law.index)] : []), ...(cited ? [SOURCES] : [])] : [],
    sources: cited && (hasLaw || Boolean(withPart)),
    buttons: others.map((one) =>
      toggles(one.part.heading, [folded(one.index), ...(cited && one === withPart ? [SOURCES] : [])]),
    ),
  }
}
const LAW = 'The law'
const MARKER = /\[\d+\]/

function top(card: Card): Element[] {
  const { verdict, title } = card
  if (verdict)
    return [
      heading(verdict.bottomLine, { size: 'Large' }),
      named(`${verdict.label}:`, `“${verdict.says}”`, { citations: [] }),
    ]
  return title ? [heading(title, { size: 'Large' })] : []
}

function drawn({ heading: name, kind, items }: AnswerPart, card: Card, index: number): Element[] {
  if (!items.length) return []
  const lines =
    kind === 'text'
      ? items.map((item) => rich(item, card))
      : kind === 'list'
        ? bullets(items, card)
        : items.map((item, at) => rich(`${at + 1}. ${item}`, card))
  return [container([heading(name), ...lines], { id: `shown-${index}` })]
}

const foldedParts = (card: Card): Element[] =>
  card.parts.flatMap((part, index) =>
    part.folded && part.items.length
      ? [container(drawn(part, card, index), { id: folded(index), isVisible: false, style: 'emphasis' })]
      : [],
  )

function sources(card: Card, away: boolean): Element {
  const lines = card.citations.map(({ n, title, url }) => link(title, url, `[${n}] `))
  return container([heading(HEADINGS.sources), ...lines], {
    id: SOURCES,
    ...(away && { isVisible: false, style: 'emphasis' }),
  })
}

const bullets = (items: readonly string[], card: Card) => items.map((item) => rich(`• ${item}`, card))
const row = (actions: readonly Element[]): Element[] =>
  actions.length ? [{ type: 'ActionSet', actions: [...actions] }] : []
const list = (name: string, links: Card['evidence'], card: Card) =>
  links.length ? [heading(name), ...links.map(({ title, line }) => named(`${title}:`, line, card, '• '))] : []

/** Teams cuts off what does not fit on a button, and says not that it did. */
function shortTitle(title: string): string {
  return title.length <= 40 ? title : `${title.slice(0, title.lastIndexOf(' ', 38))} …`
}
