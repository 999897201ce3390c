import type { Asked } from '../../src/assistant.ts'
import type { Person } from '../../src/domain/question.ts'

/** The fields we read of a Slack `app_mention` or `message` event. */
export interface SlackMessage {
  channel: string
  ts: string
  user?: string | undefined
  text?: string | undefined
  thread_ts?: string | undefined
  bot_id?: string | undefined
  subtype?: string | undefined
  channel_type?: string | undefined
  /** of an edit and of a delete */
  message?: SlackMessage | undefined
  previous_message?: SlackMessage | undefined
  deleted_ts?: string | undefined
}

/** What Slack wraps around an event. */
export interface Envelope {
  type: 'event_callback'
  event_id: string
  event_time: number
  team_id: string
  enterprise_id?: string | null
  is_ext_shared_channel?: boolean
  authorizations?: {
    team_id?: string | null
    enterprise_id?: string | null
    user_id?: string
    is_enterprise_install?: boolean
  }[]
  event: SlackMessage & { type: string; tab?: string; user?: string; tokens?: { bot?: string[] } }
}

/** The subtypes under which people, too, write new messages. */
const BY_PEOPLE = new Set(['thread_broadcast', 'file_share', 'me_message'])

/** Slack's own voice: a user by its id, and no bot by its fields. */
const SLACKBOT = 'USLACKBOT'

/** A message by a person, new and with words: not our own, not another bot's, not an edit, a join or a delete. */
export function isFromPerson(message: SlackMessage): boolean {
  const { user } = message
  return Boolean(user) && user !== SLACKBOT && !message.bot_id && (!message.subtype || BY_PEOPLE.has(message.subtype))
}

/** A message's thread; a message at the top level is the root of its own. */
export function threadOf({ thread_ts, ts }: SlackMessage): string {
  return thread_ts ?? ts
}

/**
 * The message an edit or a delete is about, as it is or was. A deleted message that has replies, as every answered
 * question has, stays as a tombstone, and Slack tells of it as an edit by its own Slackbot.
 */
export function changedMessage(event: SlackMessage): { kind: 'edited' | 'deleted'; message: SlackMessage } | undefined {
  const { channel, channel_type } = event
  if (event.subtype === 'message_changed' && event.message?.subtype === 'tombstone')
    return { kind: 'deleted', message: { ...event.previous_message, channel, channel_type, ts: event.message.ts } }
  if (event.subtype === 'message_changed' && event.message)
    return { kind: 'edited', message: { ...event.message, channel, channel_type } }
  if (event.subtype === 'message_deleted' && event.deleted_ts)
    return { kind: 'deleted', message: { ...event.previous_message, channel, channel_type, ts: event.deleted_ts } }
  return undefined
}

export const personIn = (team: string, id: string): Person => ({ tenant: `slack:${team}`, platform: 'slack', id })

/** A person's message as a question. `team` is the workspace. */
export function questionFromMessage(message: SlackMessage, team: string, botUserId: string | undefined): Asked {
  return {
    text: plainTextOf(message.text ?? '', botUserId),
    askedBy: personIn(team, message.user!),
    conversation: conversationOf(message),
  }
}

export const conversationOf = (message: SlackMessage): string => `${message.channel}:${threadOf(message)}`

/** What one person asks in private in a channel. */
export const privateTo = (channel: string, user: string): string => `private:${channel}:${user}`

/** Where a conversation is written to: a thread, or for a private one the person themselves. */
export function placeOf(conversation: string): { channel: string; thread_ts?: string } {
  const [channel, thread, user] = conversation.split(':') as [string, string | undefined, string | undefined]
  if (channel === 'private') return { channel: user! }
  return { channel, ...(thread && { thread_ts: thread }) }
}

/** People a message is addressed to by mention, us among them or not. */
export const mentionsIn = (text: string): string[] => [...text.matchAll(/<@([A-Z0-9]+)/g)].map(([, user]) => user!)

/** Slack's markup → what the person typed: mentions of us gone, other mentions and channels named, links as labels. */
export function plainTextOf(text: string, botUserId: string | undefined): string {
  return wordsOf(text, botUserId).replace(/\s+/g, ' ')
}

/** The same with its lines as they were written. */
export function wordsOf(text: string, botUserId: string | undefined): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => (user === botUserId ? ' ' : 'someone'))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, 'a group')
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g, (_, address: string, label?: string) => label || address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
