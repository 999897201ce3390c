import type { KnownBlock } from '@slack/types'
import { piecesOf } from '../../src/cards/markers.ts'
import { HEADINGS } from '../../src/cards/words.ts'
import type { Card } from '../../src/domain/card.ts'
import { LIMITS } from './limits.ts'

/** Slack reads & < > as markup, and nothing else can start a mention or a link. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A card as one or more messages' blocks: more than one only where Slack's limits ask for it. Nothing is left out. */
export function toMessages(card: Card): KnownBlock[][] {
  const messages: KnownBlock[][] = [[]]
  let length = 0
  for (const block of toBlocks(card)) {
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

export function toBlocks(card: Card): KnownBlock[] {
  const { verdict } = card
  const text = (line: string) => mrkdwn(line, card)
  const bullets = (items: readonly string[]) => items.map((item) => `• ${text(item)}`)
  const named = (list: Card['evidence']) => list.map(({ title, line }) => `• *${strip(title)}*: ${text(line)}`)
  return [
    ...(verdict ? sections([`*${strip(verdict.bottomLine)}*  ${strip(verdict.label)}: “${strip(verdict.says)}”`]) : []),
    ...(!verdict && card.title ? sections([`*${strip(card.title)}*`]) : []),
    ...card.first.flatMap((line) => sections([`> ${text(line)}`])),
    ...card.body.flatMap((line) => sections([text(line)])),
    ...(card.conditions.length ? sections([`*${HEADINGS.conditions}*`, ...bullets(card.conditions)]) : []),
    ...card.parts.flatMap(({ heading, kind, items }) =>
      sections([
        `*${strip(heading)}*`,
        ...items.map((item, index) =>
          kind === 'text' ? text(item) : kind === 'steps' ? `${index + 1}. ${text(item)}` : `• ${text(item)}`,
        ),
      ]),
    ),
    ...(card.evidence.length ? sections([`*${HEADINGS.evidence}*`, ...named(card.evidence)]) : []),
    ...(card.nearest.length ? sections([`*${HEADINGS.nearest}*`, ...named(card.nearest)]) : []),
    ...(card.choices.length ? sections([...(card.ask ? [`*${text(card.ask)}*`] : []), ...bullets(card.choices)]) : []),
    ...(card.citations.length
      ? sections([`*${HEADINGS.sources}*`, ...card.citations.map(({ n, title, url }) => `${n}. ${link(url, title)}`)])
      : []),
    ...(card.holdsFor.length ? [context(card.holdsFor.map(text).join(' '))] : []),
    ...(card.footnote
      ? [context(`*${strip(card.footnote)}* Ask your procurement team, and share this thread with them.`)]
      : []),
  ]
}

/** Lines in as few sections as fit; a line too long for one is cut between words and goes on in the next. */
function sections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = []
  for (const line of lines.flatMap((whole) => pieces(whole, LIMITS.sectionText))) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + line.length + 1 <= LIMITS.sectionText)
      texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }))
}

/** Cut between words where there is one, else between whole characters; never inside a link or an entity. */
function pieces(text: string, most: number): string[] {
  if (text.length <= most) return text.trim() ? [text] : []
  const space = text.slice(0, most).search(/\s(?=[^\s<]*$)(?![^<]*>)/)
  let end = space > most / 2 ? space : most
  if (/[\uD800-\uDBFF]$/.test(text.slice(0, end))) end--
  return [text.slice(0, end), ...pieces(text.slice(end).trimStart(), most)]
}

function context(text: string): KnownBlock {
  return {
    type: 'context',
    elements: pieces(text, LIMITS.sectionText).map((piece) => ({ type: 'mrkdwn', text: piece, verbatim: true })),
  }
}

function mrkdwn(text: string, { citations }: Card): string {
  return piecesOf(text, citations)
    .map((piece) => {
      if (piece.kind === 'cite') return link(citations.find(({ n }) => n === piece.n)!.url, `[${piece.n}]`)
      return piece.kind === 'bold' ? `*${strip(piece.text)}*` : strip(piece.text)
    })
    .join('')
}

/** Escaped, with Slack's own marks for bold, italics, strike and code taken out of their meaning by a word joiner. */
function strip(text: string): string {
  return escapeSlack(text).replace(/[*_~`]/g, (mark) => `\u2060${mark}\u2060`)
}

function link(url: string, label: string): string {
  const address = escapeSlack(url).replaceAll('|', '%7C')
  return /^https?:\/\//.test(url) ? `<${address}|${strip(label).replaceAll('|', '/')}>` : strip(label)
}
