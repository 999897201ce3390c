import { secretIn } from '../adapters/files/secret.ts'
import type { Pages } from '../adapters/web/app.ts'
import { toMarkdown } from './cards/decision-record-text.ts'
import type { Config } from './config.ts'
import { isLoopback } from './page-config.ts'
import type { Clock, SignIn } from './ports.ts'
import { createEntrance, type Entrance, LINK_MINUTES } from './sign-in.ts'
import type { Desk } from './specialists/desk.ts'
import type { Stores } from './stores.ts'
import type { Tenancy } from './tenancy.ts'

interface Deps {
  config: Config
  stores: Stores
  tenancy: Tenancy
  desk: Desk
  clock: Clock
}

/** Whoever starts Waymark on a machine may look after it there. */
const OPERATOR = 'Local administrator'

/** What the pages need, with the sign-in the settings ask for. */
export async function openPages({
  config,
  stores,
  tenancy,
  desk,
  clock,
}: Deps): Promise<Pages & { entrance: Entrance }> {
  const signIn = await openSignIn(config)
  return {
    desk,
    entrance: createEntrance({ stores, tenancy, clock }),
    sessions: stores.sessions,
    clock,
    secret: config.secret ?? secretIn(config.data),
    local: isLocal(config),
    ...(config.publicUrl && { publicUrl: config.publicUrl }),
    ...(signIn && { signIn }),
    recordAs: {
      // What draws PDF is loaded when the first is asked for.
      pdf: async (record) => (await import('../adapters/pdf/decision-record-pdf.ts')).toPdf(record),
      md: toMarkdown,
    },
  }
}

async function openSignIn({ openid }: Config): Promise<SignIn | undefined> {
  if (!openid) return undefined
  const { createOpenIdSignIn } = await import('../adapters/openid/openid-sign-in.ts')
  return createOpenIdSignIn(openid)
}

/** The page is for this machine alone: no other address leads to it, and nobody else signs people in. */
export const isLocal = ({ host, publicUrl, openid }: Config): boolean =>
  isLoopback(host) && !openid && (!publicUrl || isLoopback(new URL(publicUrl).hostname))

/** Where people open the page. */
export const addressOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`

export const linkFor = (address: string, token: string): string => `${address}/sign-in/link/${token}`

/** What the greeting says of signing in. A link is printed for this machine only: elsewhere, what is printed is read by others. */
export async function signInLines(config: Config, address: string, entrance: Entrance): Promise<string[]> {
  const further = 'npm run sign-in -- --name "Ada Lovelace" --role specialist'
  if (config.openid) return [`Sign-in: with OpenID Connect at ${new URL(config.openid.issuer).host}`]
  if (!isLocal(config))
    return [
      'Anybody who can open the address can ask. Requests, the queue and figures need a sign-in link:',
      `  ${further}`,
      'People can sign in with their own accounts when OpenID Connect is set up (.env.example).',
    ]
  const invited = await entrance.invite({ name: OPERATOR, role: 'admin' })
  return [
    `Sign in as admin and specialist, once, within ${LINK_MINUTES} minutes: ${linkFor(address, invited?.token ?? '')}`,
    `More links: ${further}`,
  ]
}
