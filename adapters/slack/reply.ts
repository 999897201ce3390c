import type { WebClient } from '@slack/web-api'
import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Card } from '../../src/domain/card.ts'
import { escapeSlack, toMessages } from './blocks.ts'
import { LIMITS } from './limits.ts'

/** The one call of Slack's Web API this needs. */
export type Poster = { chat: Pick<WebClient['chat'], 'postMessage'> }

/** Posts a card in a thread, with plain text beside the blocks for notifications and screen readers. */
export async function showCard(
  client: Poster,
  place: { channel: string; thread_ts: string },
  card: Card,
): Promise<void> {
  const text = escapeSlack(shorten(toPlainText(card)))
  for (const blocks of toMessages(card)) {
    await client.chat.postMessage({
      ...place,
      text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
      link_names: false,
    })
  }
}

/** Cut before escaping, so that no entity is split; blocks beside it hold the whole. */
function shorten(text: string): string {
  if (text.length <= LIMITS.topText) return text
  const space = text.lastIndexOf(' ', LIMITS.topText)
  return `${text.slice(0, space > 0 ? space : LIMITS.topText)} …`
}
