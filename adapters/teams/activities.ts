import type { Activity } from 'botbuilder'
import type { Asked } from '../../src/assistant.ts'

/** A message activity as a question: our own mention gone, other mentions as names, HTML entities as characters. */
export function questionFromActivity(activity: Partial<Activity>): Asked {
  const tenant =
    activity.conversation?.tenantId ??
    (activity.channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id ??
    'unknown'
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

function plainTextOf({ text = '', recipient, entities = [] }: Partial<Activity>): string {
  const ours = entities
    .filter((entity) => entity.type === 'mention' && entity.mentioned?.id === recipient?.id)
    .map((entity) => String(entity.text ?? ''))
  return ours
    .reduce((rest, mention) => (mention ? rest.split(mention).join(' ') : rest), text)
    .replace(/<at[^>]*>([^<]*)<\/at>/gi, '$1')
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
  /(^|\.)trafficmanager\.net$/,
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
