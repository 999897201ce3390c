import { z } from 'zod'
import { Nation } from './domain/nation.ts'
import { ConfigError } from './errors.ts'
import { isLoopback, longEnough, type OpenIdConfig, openIdConfig, publicAddress } from './page-config.ts'
import { type SlackConfig, slackConfig } from './slack-config.ts'
import { type TeamsApp, type TeamsConfig, teamsConfig } from './teams-config.ts'

export type { SlackConfig, TeamsApp, TeamsConfig }

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .default('')
  .transform((value) => value === 'true' || value === '1')
const text = z.string().trim().min(1).optional().catch(undefined)

const Environment = z.object({
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  WAYMARK_DATA: z.string().default('data'),
  DATABASE_URL: text,
  PUBLIC_URL: text,
  WAYMARK_SECRET: text,
  OIDC_ISSUER: text,
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  WAYMARK_KNOWLEDGE: text,
  WAYMARK_TENANTS: text,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  NATION: Nation.optional(),
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_API_URL: text,
  TEAMS_APP_ID: text,
  TEAMS_APP_PASSWORD: text,
  TEAMS_TENANT_ID: text,
  TEAMS_APP_TYPE: text,
  TEAMS_APPS: text,
  TEAMS_ALLOWED_TENANTS: text,
  TEAMS_ALLOW_ANONYMOUS: flag,
  CHAT_MODEL: text,
  EMBEDDINGS: text,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: text,
  AZURE_OPENAI_API_KEY: text,
  AZURE_OPENAI_ENDPOINT: text,
  AZURE_OPENAI_API_VERSION: text,
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: text,
  OLLAMA_BASE_URL: text,
  MODEL_SECONDS: z.coerce.number().min(0.1).max(60).default(6),
  MODEL_CALLS_PER_PERSON: z.coerce.number().int().min(0).default(100),
  MODEL_CALLS_PER_TENANT: z.coerce.number().int().min(0).default(2000),
  MODEL_CALLS_BY_VISITORS: z.coerce.number().int().min(0).default(500),
  EMBEDDING_SECONDS: z.coerce.number().min(0.1).max(60).default(1.5),
  EMBEDDING_CALLS_PER_PERSON: z.coerce.number().int().min(0).default(1000),
  EMBEDDING_CALLS_PER_TENANT: z.coerce.number().int().min(0).default(20_000),
  EMBEDDING_CALLS_BY_VISITORS: z.coerce.number().int().min(0).default(5000),
})

export const PROVIDERS = ['openai', 'azure', 'anthropic', 'ollama'] as const
export type Provider = (typeof PROVIDERS)[number]

/** A model of a provider, with what it takes to reach it. */
export interface ModelConfig {
  provider: Provider
  name: string
  key?: string
  baseUrl?: string
  apiVersion?: string
}

/** A model with what its calls may cost: seconds each, and how many a day. */
export interface BoundedModel extends ModelConfig {
  seconds: number
  perPerson: number
  perTenant: number
  byVisitors: number
}

export interface Config {
  host: string
  port: number
  data: string
  /** PostgreSQL, when it is not the file in `data`. */
  database?: string
  knowledge?: string
  /** Folder of councils' files. */
  tenants: string
  logLevel: string
  nation?: Nation
  /** The address people type, without a slash at the end, when something in front of Waymark has it. */
  publicUrl?: string
  /** What cookies are signed and tokens sealed with; one is made in `data` when left out. */
  secret?: string
  openid?: OpenIdConfig
  slack?: SlackConfig
  teams?: TeamsConfig
  chat?: BoundedModel
  embeddings?: BoundedModel
}

/**
 * Reads settings once. Throws ConfigError with one clear line when a value is not allowed or a platform is half
 * configured: an assistant that starts without its secrets is one that stays silent.
 */
export function readConfig(
  environment: Record<string, string | undefined>,
  readText: (path: string) => string = noFiles,
): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}. See .env.example.`)
  }
  const env = parsed.data
  const publicUrl = env.PUBLIC_URL && publicAddress(env.PUBLIC_URL)
  const openid = openIdConfig(env, publicUrl)
  const secret = env.WAYMARK_SECRET && longEnough(env.WAYMARK_SECRET)
  const slack = slackConfig(env)
  const teams = teamsConfig(env, readText, isLoopback(env.HOST))
  const chat = modelConfig(env, 'CHAT_MODEL')
  const embeddings = modelConfig(env, 'EMBEDDINGS')
  return {
    host: env.HOST,
    port: env.PORT,
    data: env.WAYMARK_DATA,
    tenants: env.WAYMARK_TENANTS ?? `${env.WAYMARK_DATA}/tenants`,
    logLevel: env.LOG_LEVEL,
    ...(env.DATABASE_URL && { database: databaseUrl(env.DATABASE_URL) }),
    ...(env.WAYMARK_KNOWLEDGE && { knowledge: env.WAYMARK_KNOWLEDGE }),
    ...(env.NATION && { nation: env.NATION }),
    ...(publicUrl && { publicUrl }),
    ...(secret && { secret }),
    ...(openid && { openid }),
    ...(slack && { slack }),
    ...(teams && { teams }),
    ...(chat && {
      chat: {
        ...chat,
        seconds: env.MODEL_SECONDS,
        perPerson: env.MODEL_CALLS_PER_PERSON,
        perTenant: env.MODEL_CALLS_PER_TENANT,
        byVisitors: env.MODEL_CALLS_BY_VISITORS,
      },
    }),
    ...(embeddings && {
      embeddings: {
        ...embeddings,
        seconds: env.EMBEDDING_SECONDS,
        perPerson: env.EMBEDDING_CALLS_PER_PERSON,
        perTenant: env.EMBEDDING_CALLS_PER_TENANT,
        byVisitors: env.EMBEDDING_CALLS_BY_VISITORS,
      },
    }),
  }
}

type Env = z.infer<typeof Environment>

function noFiles(path: string): string {
  throw new ConfigError(`${path} cannot be read here.`)
}

/** The address holds a password, so no message ever shows it. */
function databaseUrl(url: string): string {
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return url
  throw new ConfigError(
    'DATABASE_URL: write postgres://user:password@host:5432/name, or leave it out to keep everything in WAYMARK_DATA.',
  )
}

/** `provider:name`, with the settings that provider needs. */
function modelConfig(env: Env, setting: 'CHAT_MODEL' | 'EMBEDDINGS'): ModelConfig | undefined {
  const value = env[setting]
  if (!value) return undefined
  const [, provider, name] = /^([a-z]+):(.+)$/.exec(value) ?? []
  if (!name || !PROVIDERS.includes(provider as Provider))
    throw new ConfigError(`${setting}: write provider:name, with one of ${PROVIDERS.join(', ')} as the provider.`)
  const needed = (key: keyof Env): string => {
    if (env[key]) return String(env[key])
    throw new ConfigError(`${key} is missing; ${setting} is set to ${provider}, which needs it.`)
  }
  const model = { provider: provider as Provider, name }
  switch (model.provider) {
    case 'openai':
      return { ...model, key: needed('OPENAI_API_KEY'), ...(env.OPENAI_BASE_URL && { baseUrl: env.OPENAI_BASE_URL }) }
    case 'azure':
      return {
        ...model,
        key: needed('AZURE_OPENAI_API_KEY'),
        baseUrl: needed('AZURE_OPENAI_ENDPOINT'),
        apiVersion: needed('AZURE_OPENAI_API_VERSION'),
      }
    case 'anthropic':
      if (setting === 'EMBEDDINGS')
        throw new ConfigError('EMBEDDINGS: anthropic offers no embedding models; use openai, azure or ollama.')
      return {
        ...model,
        key: needed('ANTHROPIC_API_KEY'),
        ...(env.ANTHROPIC_BASE_URL && { baseUrl: env.ANTHROPIC_BASE_URL }),
      }
    case 'ollama':
      return { ...model, ...(env.OLLAMA_BASE_URL && { baseUrl: env.OLLAMA_BASE_URL }) }
  }
}
