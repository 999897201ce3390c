import type { Asked } from '../../src/assistant.ts'

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
}

/** A message by a person, new and with words: not our own, not another bot's, not an edit, a join or a delete. */
export function isFromPerson(message: SlackMessage): boolean {
  return (
    Boolean(message.user) &&
    !message.bot_id &&
    (!message.subtype || message.subtype === 'thread_broadcast' || message.subtype === 'file_share')
  )
}

/** A message's thread; a message at the top level is the root of its own. */
export function threadOf({ thread_ts, ts }: SlackMessage): string {
  return thread_ts ?? ts
}

/** A person's message as a question. `team` is the workspace, which is the tenant. */
export function questionFromMessage(message: SlackMessage, team: string, botUserId: string | undefined): Asked {
  return {
    text: plainTextOf(message.text ?? '', botUserId),
    askedBy: { tenant: `slack:${team}`, platform: 'slack', id: message.user! },
    conversation: `${message.channel}:${threadOf(message)}`,
  }
}

/** Slack's markup → what the person typed: mentions of us gone, other mentions and channels named, links as labels. */
export function plainTextOf(text: string, botUserId: string | undefined): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => (user === botUserId ? ' ' : 'someone'))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<!subteam\^[A-Z0-9]+(?:\|([^>]*))?>/g, 'a group')
    .replace(/<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g, (_, address: string, label?: string) => label || address)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
}
