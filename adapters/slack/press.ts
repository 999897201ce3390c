import type { BlockAction, SlackAction } from '@slack/bolt'
import { conversationOf, privateTo } from './events.ts'
import { type Drawn, type Place, postOne, respond } from './reply.ts'
import { type Tools, type Who, whoDid } from './tools.ts'

/** A press on a button: what was pressed, by whom, and where it stands. */
export interface Press extends Who {
  action: string
  value: string
  /** Only the person who pressed sees the message it stands on. */
  mine: boolean
  /** The conversation it stands in; none on the Home tab and in windows. */
  conversation?: string
  place?: Place
  /** Answers where it was pressed; from the Home tab and windows, in a direct message. */
  say(messages: readonly Drawn[], how?: { everybody?: boolean; replace?: boolean }): Promise<void>
  trigger: string
  view?: { id: string; hash: string; callback: string; metadata: string }
  key: string
}

export async function pressFrom(tools: Tools, body: SlackAction): Promise<Press> {
  const { actions, container, channel, user, response_url, trigger_id, view } = body as BlockAction
  const [pressed] = actions as unknown as [
    { action_id: string; action_ts: string; value?: string; selected_option?: { value: string } | null },
  ]
  const who = await whoDid(tools, body, user.id)
  const {
    message_ts,
    thread_ts,
    is_ephemeral: mine = false,
  } = container as {
    message_ts?: string
    thread_ts?: string
    is_ephemeral?: boolean
  }
  const threaded = channel && message_ts ? { channel: channel.id, ts: message_ts, thread_ts } : undefined
  const conversation = threaded && (mine ? privateTo(threaded.channel, user.id) : conversationOf(threaded))
  const place = threaded && { channel: threaded.channel, thread_ts: threaded.thread_ts ?? threaded.ts }
  return {
    ...who,
    action: pressed.action_id,
    value: pressed.selected_option?.value ?? pressed.value ?? '',
    mine,
    ...(conversation && { conversation }),
    ...(place && { place }),
    trigger: trigger_id,
    ...(view && {
      view: { id: view.id, hash: view.hash, callback: view.callback_id, metadata: view.private_metadata },
    }),
    key: `${trigger_id}:${pressed.action_ts}`,
    async say(messages, how = {}) {
      if (response_url) return respond(response_url, messages, how)
      for (const message of messages) await postOne(who.bot, { channel: user.id }, message)
    },
  }
}
