import type { KnownBlock } from '@slack/types'
import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Card } from '../../src/domain/card.ts'
import { PortError } from '../../src/errors.ts'
import { type Drawing, toMessages } from './blocks.ts'
import type { Bot } from './clients.ts'
import { doing } from './errors.ts'
import { topText } from './text.ts'

export interface Place {
  channel: string
  thread_ts?: string
}

/** How every message is written: no previews, and nothing in it that Slack would turn into more than it says. */
const PLAIN = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false } as const
/** Waited for at most, in seconds, when Slack asks to; with more, the event's turn comes again later. */
const PATIENCE = 20
const EVENT_TYPE = 'waymark_message'

export interface Drawn {
  text: string
  blocks: KnownBlock[]
}

/** A card as the messages that show it, each with plain text beside it for notifications and screen readers. */
export function drawn(card: Card, drawing: Drawing = {}): Drawn[] {
  const text = topText(toPlainText(card))
  return toMessages(card, drawing).map((blocks) => ({ text, blocks }))
}

/** A sentence of our own. */
export const sentence = (text: string): Drawn => ({ text: topText(text), blocks: [] })

/**
 * Posts messages in one place, in order. `key` goes along unseen as metadata, so that after a crash between Slack's
 * taking a message and our noting it the message can be found again instead of being posted twice.
 */
export async function post({ client }: Bot, place: Place, messages: readonly Drawn[], key?: string): Promise<string[]> {
  const posted: string[] = []
  for (const [part, message] of messages.entries()) {
    const { ts, channel } = await patiently('show a message', () =>
      client.chat.postMessage({
        ...place,
        ...message,
        ...PLAIN,
        ...(key && { metadata: { event_type: EVENT_TYPE, event_payload: { key: `${key}#${part}` } } }),
      }),
    )
    posted.push(ts!)
    place = { ...place, channel: channel ?? place.channel }
  }
  return posted
}

/** The same for one message, with the channel it came to stand in: a person's id becomes their direct conversation. */
export async function postOne(
  bot: Bot,
  place: Place,
  message: Drawn,
  key?: string,
): Promise<{ channel: string; ts: string }> {
  const metadata = key && { metadata: { event_type: EVENT_TYPE, event_payload: { key: `${key}#0` } } }
  const { channel, ts } = await doing(
    'show a message',
    bot.client.chat.postMessage({ ...place, ...message, ...PLAIN, ...metadata }),
  )
  return { channel: channel!, ts: ts! }
}

/** A message posted with this key, when Slack took it although we never heard so. */
export async function findPosted({ client }: Bot, { channel, thread_ts }: Place, key: string): Promise<string[]> {
  const most = { channel, limit: 30, include_all_metadata: true }
  const { messages = [] } = await doing<{ messages?: { ts?: string; metadata?: unknown }[] }>(
    'look for a message',
    thread_ts ? client.conversations.replies({ ...most, ts: thread_ts }) : client.conversations.history(most),
  )
  return messages.flatMap(({ ts, metadata }) => {
    const { event_payload } = (metadata ?? {}) as { event_payload?: { key?: string } }
    return ts && event_payload?.key?.startsWith(`${key}#`) ? [ts] : []
  })
}

export async function update(bot: Bot, channel: string, ts: string, message: Drawn): Promise<void> {
  await patiently('change a message', () => bot.client.chat.update({ channel, ts, ...message, ...PLAIN }))
}

/** Only this person sees it. */
export async function whisper(bot: Bot, { channel, thread_ts }: Place, user: string, message: Drawn): Promise<void> {
  const { text, blocks } = message
  await doing(
    'show a message to one person',
    bot.client.chat.postEphemeral({ channel, user, text, blocks, parse: 'none', ...(thread_ts && { thread_ts }) }),
  )
}

/** Answers through the address a press or command came with: it works where the bot is no member, for half an hour. */
export async function respond(
  url: string,
  messages: readonly Drawn[],
  { everybody = false, replace = false }: { everybody?: boolean; replace?: boolean } = {},
): Promise<void> {
  for (const message of messages) {
    const response = await doing(
      'answer a press',
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...message,
          ...PLAIN,
          response_type: everybody ? 'in_channel' : 'ephemeral',
          replace_original: replace,
        }),
        signal: AbortSignal.timeout(10_000),
      }),
    )
    if (response.ok) continue
    const retryAfter = Number(response.headers.get('retry-after') ?? 0)
    throw new PortError(`http-${response.status}`, '[slack] cannot answer a press', undefined, {
      ...(retryAfter && { retryAfter }),
      permanent: response.status < 500 && response.status !== 429,
    })
  }
}

/** Waits where Slack asks for a short wait; a longer one is for whoever keeps the queue. */
async function patiently<T>(what: string, call: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await doing(what, call())
    } catch (error) {
      const { retryAfter = 0 } = error as PortError
      if (!retryAfter || retryAfter > PATIENCE || waits > 2) throw error
      await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000))
    }
  }
}
