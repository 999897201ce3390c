import type { IncomingHttpHeaders } from 'node:http'
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

/** What a proxy adds. Behind one anybody is "on this machine". */
const PASSED_ON = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host'] as const

/** Asked by a program on this machine: not through a proxy, nor by a web page under a name that was made to lead here. */
export function isFromHere(headers: IncomingHttpHeaders): boolean {
  const host = `http://${headers.host ?? ''}`
  const named = URL.canParse(host) && LOOPBACK.test(new URL(host).hostname)
  return named && PASSED_ON.every((header) => headers[header] === undefined)
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

  async function registrationFor(
    activity: Activity,
    headers: IncomingHttpHeaders,
  ): Promise<{ app: TeamsApp } | Refused> {
    const { serviceUrl = '', channelId = '' } = activity
    if (config.anonymous)
      return isFromHere(headers) ? { app: config.apps[0]! } : { refused: 'without a token only this machine is let in' }
    if (channelId !== 'msteams') return { refused: 'the channel is not Teams' }
    const checked = await checkBearer(
      headers.authorization ?? '',
      { serviceUrl, channelId },
      { keys, issuer, appIds: [...byId.keys()] },
    )
    return 'refused' in checked ? checked : { app: byId.get(checked.appId)! }
  }

  /** The registration a request is for, or why it is refused. Everything about the sender is checked before it is believed. */
  return async (activity: Activity, headers: IncomingHttpHeaders): Promise<{ app: TeamsApp } | Refused> => {
    if (!isAllowedService(activity.serviceUrl, { loopback })) return { refused: 'serviceUrl is not allowed' }
    const found = await registrationFor(activity, headers)
    if ('refused' in found) return found
    const { allowed } = found.app
    const directory = directoryOf(activity)
    // Nobody's tenant would be a tenant that many share.
    if (!directory && !config.anonymous) return { refused: 'there is no tenant' }
    if (allowed.length && !allowed.includes(directory ?? '')) return { refused: 'tenant is not allowed' }
    return found
  }
}

interface Refused {
  refused: string
}
