import type { KnownBlock, ModalView } from '@slack/types'
import { HEADINGS } from '../../../src/cards/words.ts'
import type { Card } from '../../../src/domain/card.ts'
import { partBlocks, toBlocks } from '../blocks.ts'
import { link, mrkdwn, sections, strip } from '../text.ts'
import { modal, WINDOW } from './view.ts'

/** Parts of an answer that say what the law is. */
const LAW = /\b(?:law|rule|why|act|regulation)\b/i

/** All of an answer, what was folded away included. */
export function wholeAnswer(card: Card): ModalView {
  return modal({ callback: WINDOW.read, title: 'The whole answer', blocks: toBlocks(card) })
}

/** What an answer rests on: each source with its section and, where there is one, the words cited; then why. */
export function theLaw(card: Card): ModalView {
  const text = (line: string) => mrkdwn(line, card.citations)
  const sources: KnownBlock[] = card.citations.flatMap(({ n, title, url, locator, quote }) =>
    sections([
      `*${n}.* ${link(url, title)}${locator ? ` · ${strip(locator)}` : ''}`,
      ...(quote ? [`> ${strip(quote)}`] : []),
    ]),
  )
  return modal({
    callback: WINDOW.read,
    title: 'The law behind it',
    blocks: [
      ...sections([`*${HEADINGS.sources}*`]),
      ...sources,
      ...card.parts.filter(({ heading }) => LAW.test(heading)).flatMap((part) => partBlocks(part, text)),
      ...(card.conditions.length
        ? sections([`*${HEADINGS.conditions}*`, ...card.conditions.map((condition) => `• ${text(condition)}`)])
        : []),
      ...card.holdsFor.flatMap((line) => sections([text(line)])),
    ],
  })
}
