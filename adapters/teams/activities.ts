import type { Asked } from '../../src/assistant.ts'
import type { Person } from '../../src/domain/question.ts'
import { type Activity, directoryOf, isPersonal } from './activity.ts'

/** A council's directory as the rest of Waymark names it. */
export const workspaceOf = (directory: string) => `teams:${directory}`

/** Who is behind an activity, by what stays the same for all apps: the Entra object id. */
export function personOf(activity: Activity): Person {
  return {
    tenant: workspaceOf(directoryOf(activity) ?? 'unknown'),
    platform: 'teams',
    id: activity.from?.aadObjectId ?? activity.from?.id ?? 'unknown',
  }
}

export const conversationOf = ({ conversation }: Activity) => conversation?.id ?? 'unknown'

/** A message activity as a question: our own mention gone, other mentions as names, HTML entities as characters. */
export function questionFromActivity(activity: Activity): Asked {
  return {
    text: wordsOf(activity),
    askedBy: personOf(activity),
    conversation: conversationOf(activity),
    ...(isShared(activity) && { outsiders: true }),
  }
}

/** A shared channel has people of other organisations in it. */
export const isShared = ({ channelData }: Activity) => channelData?.channel?.type === 'shared'

/** Whether a message is for us: everything said in a personal chat, elsewhere what mentions us. */
export function isForUs(activity: Activity): boolean {
  return isPersonal(activity) || ourMentions(activity).length > 0
}

/** Far longer than a question may be; the guard says so in words. */
const MOST_TEXT = 20_000

export function wordsOf(activity: Activity): string {
  const text = (activity.text ?? '').slice(0, MOST_TEXT)
  return plainTextOf(
    ourMentions(activity).reduce((rest, mention) => (mention ? rest.split(mention).join(' ') : rest), text),
  )
}

const ourMentions = ({ entities = [], recipient }: Activity): string[] =>
  entities
    .filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id)
    .map(({ text = '' }) => text)

/** Words out of Teams' mark-up: names for mentions, characters for entities, nothing for tags. */
export function plainTextOf(html: string): string {
  return html
    .slice(0, MOST_TEXT)
    .replace(/<at\b[^<>]{0,200}>([^<]*)<\/at>/gi, '$1')
    .replace(/<\/?(?:p|div|br|span|b|i|u|strong|em|a|ul|ol|li|blockquote|h[1-6]|attachment|img)\b[^<>]{0,2000}>/gi, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#39;/gi, "'")
    .replace(/&amp;/gi, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The message of ours that a message goes on from: the root of its thread, or the one it quotes. */
export function answersTo({ conversation, attachments = [] }: Activity): string[] {
  const root = /;messageid=(\d+)/.exec(conversation?.id ?? '')?.[1]
  const quoted = attachments
    .filter(({ contentType }) => contentType === 'messageReference')
    .map(({ content }) => String((parsed(content) as { messageId?: unknown } | null)?.messageId ?? ''))
  return [...quoted, ...(root ? [root] : [])].filter(Boolean)
}

function parsed(content: unknown): unknown {
  if (typeof content !== 'string') return content
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
