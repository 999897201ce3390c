import type { Card } from '../domain/card.ts'
import { HEADINGS } from './words.ts'

/** A card as plain text, in full: what the command line prints, and every channel's plain-text twin. */
export function toPlainText(card: Card, { sources = false }: { sources?: boolean } = {}): string {
  const blocks: string[] = []
  const { verdict } = card
  if (verdict) blocks.push(`${verdict.bottomLine} ${verdict.label}: “${verdict.says}”`)
  else if (card.title) blocks.push(card.title)
  blocks.push(...card.first, ...card.body)
  if (card.conditions.length)
    blocks.push(
      section(
        HEADINGS.conditions,
        card.conditions.map((item) => `• ${item}`),
      ),
    )
  for (const { heading, kind, items } of card.parts) {
    blocks.push(
      section(
        heading,
        items.map((item, index) => (kind === 'text' ? item : kind === 'steps' ? `${index + 1}. ${item}` : `• ${item}`)),
      ),
    )
  }
  if (card.evidence.length)
    blocks.push(
      section(
        HEADINGS.evidence,
        card.evidence.map(({ title, line }) => `• ${title}: ${line}`),
      ),
    )
  if (card.nearest.length)
    blocks.push(
      section(
        HEADINGS.nearest,
        card.nearest.map(({ title, line }) => `• ${title}: ${line}`),
      ),
    )
  if (card.choices.length)
    blocks.push([...(card.ask ? [card.ask] : []), ...card.choices.map((choice) => `• ${choice}`)].join('\n'))
  blocks.push(...card.holdsFor)
  if (sources && card.citations.length) {
    blocks.push(
      section(
        HEADINGS.sources,
        card.citations.map(({ n, title, url }) => `[${n}] ${title}\n    ${url}`),
      ),
    )
  }
  if (card.footnote) blocks.push(card.footnote)
  return blocks.join('\n\n').replaceAll('**', '')
}

const section = (heading: string, lines: string[]) => `${heading}\n${lines.join('\n')}`
