import type { TeamsApp, TeamsConfig } from '../../src/config.ts'
import { type Activity, directoryOf } from './activity.ts'
import { checkBearer } from './bearer.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Hosts Microsoft sends Teams activities from. Anything else could make us post where an attacker listens. */
const SERVICE_HOSTS = [
  /(^|\.)botframework\.com$/,
  /(^|\.)botframework\.azure\.us$/,
  /^smba\.trafficmanager\.net$/,
  /(^|\.)teams\.microsoft\.com$/,
  /(^|\.)infra\.gov\.teams\.microsoft\.us$/,
]
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** Whether we may answer to a `serviceUrl`. `loopback` allows local addresses alone, for trials on one machine. */
export function isAllowedService(serviceUrl: unknown, { loopback }: { loopback: boolean }): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false
  const { protocol, hostname, username, password } = new URL(serviceUrl)
  if (username || password) return false
  if (loopback) return LOOPBACK.test(hostname)
  return protocol === 'https:' && SERVICE_HOSTS.some((host) => host.test(hostname))
}

interface Door {
  config: TeamsConfig
  keys: SigningKeys
  issuer: string
  /** Services on this machine stand in for Microsoft's. */
  loopback: boolean
}

/** Who may come in: a believed token of Microsoft's, for one of our registrations, from a directory it answers. */
export function createDoor({ config, keys, issuer, loopback }: Door) {
  const byId = new Map(config.apps.map((app) => [app.appId, app]))

  async function registrationFor(activity: Activity, authorization: string): Promise<{ app: TeamsApp } | Refused> {
    const { serviceUrl = '', channelId = '' } = activity
    if (config.anonymous) return { app: config.apps[0]! }
    if (channelId !== 'msteams') return { refused: 'the channel is not Teams' }
    const checked = await checkBearer(
      authorization,
      { serviceUrl, channelId },
      { keys, issuer, appIds: [...byId.keys()] },
    )
    return 'refused' in checked ? checked : { app: byId.get(checked.appId)! }
  }

  /** The registration a request is for, or why it is refused. Everything about the sender is checked before it is believed. */
  return async (activity: Activity, authorization = ''): Promise<{ app: TeamsApp } | Refused> => {
    if (!isAllowedService(activity.serviceUrl, { loopback })) return { refused: 'serviceUrl is not allowed' }
    const found = await registrationFor(activity, authorization)
    if ('refused' in found) return found
    const { allowed } = found.app
    if (allowed.length && !allowed.includes(directoryOf(activity) ?? '')) return { refused: 'tenant is not allowed' }
    return found
  }
}

interface Refused {
  refused: string
}
