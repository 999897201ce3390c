import { z } from 'zod'
import { ConfigError } from './errors.ts'

export const APP_TYPES = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const
export type AppType = (typeof APP_TYPES)[number]

/** One app registration. Each council may have its own. */
export interface TeamsApp {
  appId: string
  type: AppType
  /** None for a managed identity: Azure hands tokens to the machine itself. */
  password?: string
  /** The directory (tenant) the registration is in. */
  directory?: string
  /** Directories whose people it answers; none means any that installed a multi-tenant app. */
  allowed: readonly string[]
}

export interface TeamsConfig {
  apps: readonly TeamsApp[]
  /** No token is asked for: a local emulator, on loopback only. */
  anonymous: boolean
}

interface Settings {
  HOST: string
  TEAMS_APP_ID?: string | undefined
  TEAMS_APP_PASSWORD?: string | undefined
  TEAMS_TENANT_ID?: string | undefined
  TEAMS_APP_TYPE?: string | undefined
  TEAMS_APPS?: string | undefined
  TEAMS_ALLOWED_TENANTS?: string | undefined
  TEAMS_ALLOW_ANONYMOUS: boolean
}

const Registration = z.strictObject({
  appId: z.string().trim().min(1),
  appPassword: z.string().trim().min(1).optional(),
  tenantId: z.string().trim().min(1).optional(),
  appType: z.string().optional(),
  allowedTenants: z.array(z.string().trim().min(1)).default([]),
})
type Registration = z.infer<typeof Registration>

/** An empty app id is an open relay: anybody could have the bot post anywhere. So anonymous mode is for loopback alone. */
export function teamsConfig(
  env: Settings,
  readText: (path: string) => string,
  loopback: boolean,
): TeamsConfig | undefined {
  if (env.TEAMS_APPS) {
    if (env.TEAMS_APP_ID)
      throw new ConfigError('TEAMS_APPS and TEAMS_APP_ID are both set; put every registration into TEAMS_APPS.')
    return { apps: severalApps(env.TEAMS_APPS, readText), anonymous: false }
  }
  if (env.TEAMS_APP_ID) return { apps: [appFrom(singleApp(env), '')], anonymous: false }
  if (env.TEAMS_APP_PASSWORD)
    throw new ConfigError('TEAMS_APP_ID is missing; TEAMS_APP_PASSWORD is set, and Teams needs both.')
  if (!env.TEAMS_ALLOW_ANONYMOUS) return undefined
  if (!loopback)
    throw new ConfigError(
      `TEAMS_ALLOW_ANONYMOUS works on loopback only, and HOST is ${env.HOST}. Set TEAMS_APP_ID instead.`,
    )
  return { apps: [{ appId: '', type: 'MultiTenant', allowed: [] }], anonymous: true }
}

/** Whether people of more than one directory are answered: each is then a tenant of its own. */
export function servesMany({ apps, anonymous }: TeamsConfig): boolean {
  return !anonymous && (apps.length > 1 || apps.some(({ allowed }) => allowed.length !== 1))
}

function singleApp(env: Settings): Registration {
  return {
    appId: env.TEAMS_APP_ID!,
    ...(env.TEAMS_APP_PASSWORD && { appPassword: env.TEAMS_APP_PASSWORD }),
    ...(env.TEAMS_TENANT_ID && { tenantId: env.TEAMS_TENANT_ID }),
    ...(env.TEAMS_APP_TYPE && { appType: env.TEAMS_APP_TYPE }),
    allowedTenants: (env.TEAMS_ALLOWED_TENANTS ?? '').split(/[\s,]+/).filter(Boolean),
  }
}

/** TEAMS_APPS is JSON, or the path of a file that holds it (a mounted secret). */
function severalApps(setting: string, readText: (path: string) => string): TeamsApp[] {
  const parsed = z
    .array(Registration)
    .min(1)
    .safeParse(jsonIn(setting.startsWith('[') ? setting : readText(setting)))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`TEAMS_APPS: ${issue?.path.join('.') || 'it'}: ${issue?.message}. See .env.example.`)
  }
  const apps = parsed.data.map((one, index) => appFrom(one, ` (registration ${index + 1} of TEAMS_APPS)`))
  const twice = apps.find(({ appId }, index) => apps.findIndex((other) => other.appId === appId) < index)
  if (twice) throw new ConfigError(`TEAMS_APPS names ${twice.appId} twice.`)
  return apps
}

function appFrom({ appId, appPassword, tenantId, appType, allowedTenants }: Registration, where: string): TeamsApp {
  const type = typeOf(appType, tenantId)
  const missing = (name: string, why: string) => new ConfigError(`${name} is missing${where}; ${why}`)
  if (type === 'UserAssignedMSI' && appPassword)
    throw new ConfigError(`TEAMS_APP_PASSWORD must not be set for a managed identity${where}; it has none.`)
  if (type !== 'UserAssignedMSI' && !appPassword)
    throw missing('TEAMS_APP_PASSWORD', 'TEAMS_APP_ID is set, and Teams needs both.')
  if (type !== 'MultiTenant' && !tenantId)
    throw missing('TEAMS_TENANT_ID', `TEAMS_APP_TYPE is ${type}, which needs it.`)
  return {
    appId,
    type,
    ...(appPassword && { password: appPassword }),
    ...(tenantId && { directory: tenantId }),
    allowed: [...new Set([...(tenantId ? [tenantId] : []), ...allowedTenants])],
  }
}

function typeOf(named: string | undefined, tenantId: string | undefined): AppType {
  if (!named) return tenantId ? 'SingleTenant' : 'MultiTenant'
  const type = APP_TYPES.find((one) => one.toLowerCase() === named.toLowerCase())
  if (!type) throw new ConfigError(`TEAMS_APP_TYPE: write one of ${APP_TYPES.join(', ')}.`)
  return type
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigError('TEAMS_APPS is not valid JSON. See .env.example.')
  }
}
