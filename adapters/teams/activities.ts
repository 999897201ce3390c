import type { Activity } from 'botbuilder'
import type { Asked } from '../../src/assistant.ts'

/** The directory an activity comes from. */
export function tenantOf({ conversation, channelData }: Partial<Activity>): string | undefined {
  return conversation?.tenantId ?? (channelData as { tenant?: { id?: string } } | null | undefined)?.tenant?.id
}

/** A message activity as a question: our own mention gone, other mentions as names, HTML entities as characters. */
export function questionFromActivity(activity: Partial<Activity>): Asked {
  const tenant = tenantOf(activity) ?? 'unknown'
  return {
    text: plainTextOf(activity),
    askedBy: {
      tenant: `teams:${tenant}`,
      platform: 'teams',
      id: activity.from?.aadObjectId ?? activity.from?.id ?? 'unknown',
    },
    conversation: activity.conversation?.id ?? 'unknown',
  }
}

/** Far longer than a question may be; the guard says so in words. */
const MOST_TEXT = 20_000

function plainTextOf({ text, recipient, entities }: Partial<Activity>): string {
  const mentions = (Array.isArray(entities) ? entities : []).filter(
    (entity) => entity?.type === 'mention' && entity.mentioned?.id === recipient?.id,
  )
  return mentions
    .map((entity) => String(entity.text ?? ''))
    .reduce((rest, mention) => (mention ? rest.split(mention).join(' ') : rest), String(text ?? '').slice(0, MOST_TEXT))
    .replace(/<at\b[^<>]{0,200}>([^<]*)<\/at>/gi, '$1')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&amp;/gi, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Hosts Microsoft sends Teams activities from. Anything else could make us post where an attacker listens. */
const SERVICE_HOSTS = [
  /(^|\.)botframework\.com$/,
  /(^|\.)botframework\.azure\.us$/,
  /^smba\.trafficmanager\.net$/,
  /(^|\.)teams\.microsoft\.com$/,
  /(^|\.)infra\.gov\.teams\.microsoft\.us$/,
]

/** Whether we may answer to a `serviceUrl`. `loopback` allows local addresses too, for anonymous trials. */
export function isAllowedService(serviceUrl: unknown, { loopback }: { loopback: boolean }): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false
  const { protocol, hostname } = new URL(serviceUrl)
  if (loopback) return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
  return protocol === 'https:' && SERVICE_HOSTS.some((host) => host.test(hostname))
}
