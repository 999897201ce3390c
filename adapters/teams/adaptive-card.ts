import { piecesOf } from '../../src/cards/markers.ts'
import { HEADINGS } from '../../src/cards/words.ts'
import type { Card } from '../../src/domain/card.ts'

type Element = Record<string, unknown>

/** Adaptive Card text is Markdown: every mark an entry or a person wrote loses its meaning. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>#|]/g, (mark) => `\\${mark}`)
    .replace(/^(\s*)([-+])(\s)/gm, '$1\\$2$3')
    .replace(/^(\s*\d+)([.)])(\s)/gm, '$1\\$2$3')
}

/** Card text as Markdown, its [n] markers as links to the sources. */
export function toMarkdown(text: string, { citations }: Pick<Card, 'citations'>, { links = true } = {}): string {
  return piecesOf(text, citations)
    .map((piece) => {
      if (piece.kind === 'bold') return `**${escapeMarkdown(piece.text)}**`
      if (piece.kind === 'words') return escapeMarkdown(piece.text)
      const url = citations.find(({ n }) => n === piece.n)?.url
      return links && url ? `[${piece.n}](${addressOf(url)})` : `[${piece.n}]`
    })
    .join('')
}

/** A card as an Adaptive Card 1.5, with a plain-text fallback for hosts that cannot draw one. */
export function toAdaptiveCard(card: Card, plainText: string): Element {
  const line = (text: string, more: Element = {}) => block(toMarkdown(text, card), more)
  const listed = (items: readonly string[]) =>
    items.map((item) => line(item)).map((element) => ({ ...element, text: `• ${element.text as string}` }))
  const named = (list: Card['evidence']) =>
    list.map((entry) => block(`• **${escapeMarkdown(entry.title)}**: ${toMarkdown(entry.line, card)}`))
  const { verdict } = card
  const body: Element[] = [
    ...(verdict
      ? [
          block(escapeMarkdown(verdict.bottomLine), { size: 'Large', weight: 'Bolder', style: 'heading' }),
          block(`**${escapeMarkdown(verdict.label)}**: “${escapeMarkdown(verdict.says)}”`),
        ]
      : card.title
        ? [block(escapeMarkdown(card.title), { size: 'Large', weight: 'Bolder', style: 'heading' })]
        : []),
    ...card.first.map((text) => ({ type: 'Container', style: 'warning', items: [line(text)] })),
    ...card.body.map((text) => line(text)),
    ...(card.conditions.length
      ? [{ type: 'Container', style: 'accent', items: [heading(HEADINGS.conditions), ...listed(card.conditions)] }]
      : []),
    ...card.parts.flatMap(({ heading: name, kind, items }) => [
      heading(name),
      ...(kind === 'text'
        ? items.map((item) => line(item))
        : kind === 'list'
          ? listed(items)
          : items.map((item, index) => block(`${index + 1}\\. ${toMarkdown(item, card)}`))),
    ]),
    ...(card.evidence.length ? [heading(HEADINGS.evidence), ...named(card.evidence)] : []),
    ...(card.nearest.length ? [heading(HEADINGS.nearest), ...named(card.nearest)] : []),
    ...(card.ask ? [block(`**${escapeMarkdown(card.ask)}**`)] : []),
    ...card.choices.map((choice) => block(`• ${escapeMarkdown(choice)}`)),
    ...(card.citations.length
      ? [
          heading(HEADINGS.sources),
          ...card.citations.map(({ n, title, url }) =>
            block(`${n}\\. [${escapeMarkdown(title)}](${addressOf(url)})`, { spacing: 'None' }),
          ),
        ]
      : []),
    ...card.holdsFor.map((text) => line(text, { isSubtle: true, size: 'Small' })),
    ...(card.footnote
      ? [
          block(`**${escapeMarkdown(card.footnote)}** Ask your procurement team, and share this with them.`, {
            separator: true,
          }),
        ]
      : []),
  ]
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: plainText,
    body,
  }
}

const block = (text: string, more: Element = {}): Element => ({ type: 'TextBlock', text, wrap: true, ...more })
const heading = (text: string) => block(escapeMarkdown(text), { weight: 'Bolder', style: 'heading', spacing: 'Medium' })

/** Web addresses only, as a URL parser writes them; brackets would end a Markdown link early. */
function addressOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return ''
  return new URL(url).href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))
}
