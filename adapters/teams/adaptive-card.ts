import { HEADINGS } from '../../src/cards/words.ts'
import type { AnswerPart } from '../../src/domain/answer.ts'
import type { Card } from '../../src/domain/card.ts'
import { answerActions, asks, folded, SOURCES, toggles } from './actions.ts'
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
    lang: 'en',
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
  const law = card.parts.findIndex(({ heading: name, folded: away }) => away && name === 'The law')
  const hidesSources = card.citations.length > 0 && card.actions.some(({ kind }) => kind === 'law')
  const lawTargets = [...(law < 0 ? [] : [folded(law)]), ...(hidesSources ? [SOURCES] : [])]
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
    ...(card.nearest.length && !still
      ? [actionSet(card.nearest.map(({ title }) => asks(shortTitle(title), title)))]
      : []),
    ...(card.ask ? [heading(card.ask)] : []),
    ...(still ? bullets(card.choices, card) : []),
    ...(card.choices.length && !still ? [actionSet(card.choices.map((choice) => asks(choice)))] : []),
    ...foldedParts(card, law),
    ...(card.citations.length ? [sources(card, hidesSources)] : []),
    ...card.holdsFor.map((text) => rich(text, card, {}, { isSubtle: true, size: 'Small' })),
    ...(card.footnote ? [rich(`**${card.footnote}**`, card, { separator: true })] : []),
  ]
  return { body, actions: actions ? [...actions] : answerActions(card, question, lawTargets, still) }
}

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

/** The law opens with the law's own button; every other folded part has one here. */
function foldedParts(card: Card, law: number): Element[] {
  const away = card.parts.flatMap((part, index) => (part.folded && part.items.length ? [{ part, index }] : []))
  const hasButton = card.actions.some(({ kind }) => kind === 'law')
  const buttons = away
    .filter(({ index }) => index !== law || !hasButton)
    .map(({ part, index }) => toggles(part.heading, [folded(index)]))
  return [
    ...(buttons.length ? [actionSet(buttons)] : []),
    ...away.map(({ part, index }) =>
      container(drawn(part, card, index), { id: folded(index), isVisible: false, style: 'emphasis' }),
    ),
  ]
}

function sources(card: Card, away: boolean): Element {
  const lines = card.citations.map(({ n, title, url }) => link(title, url, `[${n}] `))
  return container([heading(HEADINGS.sources), ...lines], {
    id: SOURCES,
    ...(away && { isVisible: false, style: 'emphasis' }),
  })
}

const bullets = (items: readonly string[], card: Card) => items.map((item) => rich(`• ${item}`, card))
const actionSet = (actions: readonly Element[]): Element => ({ type: 'ActionSet', actions: [...actions] })
const list = (name: string, links: Card['evidence'], card: Card) =>
  links.length ? [heading(name), ...links.map(({ title, line }) => named(`${title}:`, line, card, '• '))] : []

/** Buttons wrap, but a sentence on one is hard to read. */
function shortTitle(title: string): string {
  return title.length <= 60 ? title : `${title.slice(0, title.lastIndexOf(' ', 58))} …`
}
