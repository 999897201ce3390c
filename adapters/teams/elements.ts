import { piecesOf } from '../../src/cards/markers.ts'
import type { Card } from '../../src/domain/card.ts'

/** A piece of an Adaptive Card, as JSON. */
export type Element = Record<string, unknown>
type Cited = Pick<Card, 'citations'>

/**
 * What entries and people wrote goes into rich text, whose runs Teams shows as they are: no Markdown, no HTML, no <at>.
 * So nothing in it can become a link or a mention; [n] markers are runs of their own that open their source.
 */
export function rich(text: string, card: Cited, more: Element = {}, run: Element = {}): Element {
  const inlines = piecesOf(text, card.citations).map((piece): Element => {
    if (piece.kind === 'bold') return { type: 'TextRun', text: piece.text, ...run, weight: 'Bolder' }
    if (piece.kind === 'words') return { type: 'TextRun', text: piece.text, ...run }
    const url = addressOf(card.citations.find(({ n }) => n === piece.n)?.url ?? '')
    return {
      type: 'TextRun',
      text: `[${piece.n}]`,
      ...run,
      ...(url && { selectAction: { type: 'Action.OpenUrl', url } }),
    }
  })
  return { type: 'RichTextBlock', inlines: inlines.length ? inlines : [{ type: 'TextRun', text: ' ' }], ...more }
}

/** Words in bold, then the rest. */
export function named(name: string, text: string, card: Cited, before = ''): Element {
  const { inlines } = rich(text, card) as { inlines: Element[] }
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: before + name, weight: 'Bolder' }, { type: 'TextRun', text: ' ' }, ...inlines],
  }
}

/** A heading. Markdown cannot be switched off in these, so every mark in it loses its meaning. */
export function heading(text: string, more: Element = {}): Element {
  return {
    type: 'TextBlock',
    text: escapeMarkdown(text),
    wrap: true,
    weight: 'Bolder',
    size: 'Medium',
    style: 'heading',
    spacing: 'Medium',
    ...more,
  }
}

export const container = (items: readonly Element[], more: Element = {}): Element => ({
  type: 'Container',
  items: [...items],
  ...more,
})

/** A name with a web address: only http and https, as a URL parser writes them. */
export function link(title: string, url: string, before = ''): Element {
  const address = addressOf(url)
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      ...(before ? [{ type: 'TextRun', text: before }] : []),
      { type: 'TextRun', text: title, ...(address && { selectAction: { type: 'Action.OpenUrl', url: address } }) },
    ],
  }
}

/** The address as a URL parser writes it, or nothing where it is not one of the web. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, username, password, href } = new URL(url)
  return /^https?:$/.test(protocol) && !username && !password ? href : ''
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** Keeps addresses from becoming links: Teams makes one of whatever starts like one. */
const JOINER = '\u2060'

/** Takes the meaning out of every mark of Markdown and HTML, and out of addresses. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('://', `:${JOINER}//`)
    .replace(/(www)\.(?=\S)/gi, `$1${JOINER}.`)
    .replace(/@(?=\S)/g, `${JOINER}@`)
    .replace(/[\\`*_~[\]|]/g, (mark) => `\\${mark}`)
    .replace(/[&<>]/g, (mark) => ENTITIES[mark]!)
    .replace(/^(\s*)([-+=#])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
}

/** Card text as Markdown for a message: bold stays, [n] stays as Teams' citation marker, all else is plain. */
export function toMarkdown(text: string, { citations }: Cited): string {
  return piecesOf(text, citations)
    .map((piece) => {
      if (piece.kind === 'cite') return `[${piece.n}]`
      return piece.kind === 'bold' ? `**${escapeMarkdown(piece.text.trim())}**` : escapeMarkdown(piece.text)
    })
    .join('')
}
