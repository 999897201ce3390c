import type { KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types'
import { piecesOf } from '../../src/cards/markers.ts'
import type { Card } from '../../src/domain/card.ts'
import { LIMITS } from './limits.ts'

/** Slack reads & < > as markup, and nothing else can start a mention or a link. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * Escaped, with Slack's marks for bold, italics, strike and code taken out of their meaning by a word joiner. The same
 * goes for what Slack would make an emoji, and for an address that it would make a link.
 */
export function strip(text: string): string {
  return escapeSlack(text)
    .replace(/[*_~`]/g, (mark) => `\u2060${mark}\u2060`)
    .replace(/:(?=[\w+'-]+:)/g, ':\u2060')
}

export function link(url: string, label: string): string {
  const address = escapeSlack(url).replaceAll('|', '%7C').replace(/\s/g, '%20')
  return /^https?:\/\//.test(url) ? `<${address}|${strip(label).replaceAll('|', '/')}>` : strip(label)
}

/** Card text with its citations as links and its bold as bold; everything else as it was typed. */
export function mrkdwn(text: string, citations: Card['citations']): string {
  return piecesOf(text, citations)
    .map((piece) => {
      if (piece.kind === 'cite') return link(citations.find(({ n }) => n === piece.n)!.url, `[${piece.n}]`)
      return piece.kind === 'bold' ? `*${strip(piece.text)}*` : strip(piece.text)
    })
    .join('')
}

/** Lines in as few sections as fit; a line too long for one is cut between words and goes on in the next. */
export function sections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = []
  for (const line of lines.flatMap((whole) => pieces(whole, LIMITS.sectionText))) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + line.length + 1 <= LIMITS.sectionText)
      texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map((text) => ({ type: 'section', text: raw(text) }))
}

export function context(text: string): KnownBlock[] {
  const found = pieces(text, LIMITS.sectionText)
  return found.length ? [{ type: 'context', elements: found.map(raw) }] : []
}

/** `verbatim`, so that Slack looks for no channel names and addresses of its own in it. */
const raw = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true })

/** Cut between words where there is one, else between whole characters; never inside a link or an entity. */
export function pieces(text: string, most: number): string[] {
  if (text.length <= most) return text.trim() ? [text] : []
  const space = text.slice(0, most).search(/\s(?=[^\s<]*$)(?![^<]*>)/)
  let end = space > most / 2 ? space : most
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, end))) end--
  const entity = /&[a-z]{0,3}$/.exec(text.slice(0, end))
  if (entity) end -= entity[0].length
  return [text.slice(0, end), ...pieces(text.slice(end).trimStart(), most)]
}

/** Text that Slack shows as it is: labels, titles, buttons. Shortened on a word. */
export function plain(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(text.replace(/\s+/g, ' ').trim() || '…', most), emoji: false }
}

/** The start of a text, whole words, with … where something is missing. Cut before escaping, so no entity is split. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const space = text.lastIndexOf(' ', most - 2)
  let end = space > most / 2 ? space : most - 2
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, end))) end--
  return `${text.slice(0, end)} …`
}

/** Plain text for a message's top level, where Slack reads markup too. */
export const topText = (text: string): string => escapeSlack(shorten(text, LIMITS.topText))
