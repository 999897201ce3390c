import { z } from 'zod'
import { Nation } from './domain/nation.ts'
import { ConfigError } from './errors.ts'

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .default('')
  .transform((value) => value === 'true' || value === '1')
const text = z.string().trim().min(1).optional().catch(undefined)

const Environment = z.object({
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  WAYMARK_DATA: z.string().default('data'),
  WAYMARK_KNOWLEDGE: text,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NATION: Nation.optional(),
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_API_URL: text,
  TEAMS_APP_ID: text,
  TEAMS_APP_PASSWORD: text,
  TEAMS_TENANT_ID: text,
  TEAMS_ALLOW_ANONYMOUS: flag,
})

export interface SlackConfig {
  botToken: string
  signingSecret: string
  apiUrl?: string
}

export interface TeamsConfig {
  appId: string
  appPassword: string
  tenantId?: string
  anonymous: boolean
}

export interface Config {
  host: string
  port: number
  data: string
  knowledge?: string
  logLevel: string
  nation?: Nation
  slack?: SlackConfig
  teams?: TeamsConfig
}

/**
 * Reads settings once. Throws ConfigError with one clear line when a value is not allowed or a platform is half
 * configured: an assistant that starts without its secrets is one that stays silent.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}. See .env.example.`)
  }
  const env = parsed.data
  const slack = slackConfig(env)
  const teams = teamsConfig(env)
  return {
    host: env.HOST,
    port: env.PORT,
    data: env.WAYMARK_DATA,
    logLevel: env.LOG_LEVEL,
    ...(env.WAYMARK_KNOWLEDGE && { knowledge: env.WAYMARK_KNOWLEDGE }),
    ...(env.NATION && { nation: env.NATION }),
    ...(slack && { slack }),
    ...(teams && { teams }),
  }
}

type Env = z.infer<typeof Environment>

function slackConfig(env: Env): SlackConfig | undefined {
  if (!env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET) return undefined
  if (!env.SLACK_BOT_TOKEN)
    throw new ConfigError('SLACK_BOT_TOKEN is missing; SLACK_SIGNING_SECRET is set, and Slack needs both.')
  if (!env.SLACK_SIGNING_SECRET)
    throw new ConfigError('SLACK_SIGNING_SECRET is missing; SLACK_BOT_TOKEN is set, and Slack needs both.')
  return {
    botToken: env.SLACK_BOT_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
  }
}

/** An empty app id is an open relay: anybody could have the bot post anywhere. So anonymous mode is for loopback alone. */
function teamsConfig(env: Env): TeamsConfig | undefined {
  if (env.TEAMS_APP_ID) {
    if (!env.TEAMS_APP_PASSWORD)
      throw new ConfigError('TEAMS_APP_PASSWORD is missing; TEAMS_APP_ID is set, and Teams needs both.')
    return {
      appId: env.TEAMS_APP_ID,
      appPassword: env.TEAMS_APP_PASSWORD,
      ...(env.TEAMS_TENANT_ID && { tenantId: env.TEAMS_TENANT_ID }),
      anonymous: false,
    }
  }
  if (env.TEAMS_APP_PASSWORD)
    throw new ConfigError('TEAMS_APP_ID is missing; TEAMS_APP_PASSWORD is set, and Teams needs both.')
  if (!env.TEAMS_ALLOW_ANONYMOUS) return undefined
  if (!isLoopback(env.HOST))
    throw new ConfigError(
      `TEAMS_ALLOW_ANONYMOUS works on loopback only, and HOST is ${env.HOST}. Set TEAMS_APP_ID instead.`,
    )
  return { appId: '', appPassword: '', anonymous: true }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
