import { ConfigError } from './errors.ts'

/** Slack, for one workspace by a fixed token or for many by OAuth; over HTTP or, for one workspace, Socket Mode. */
export interface SlackConfig {
  /** One workspace. */
  botToken?: string
  /** Many workspaces: each installs the app itself. */
  oauth?: { clientId: string; clientSecret: string }
  /** Events over HTTP. */
  signingSecret?: string
  /** Events over Socket Mode. */
  appToken?: string
  apiUrl?: string
}

interface Settings {
  SLACK_BOT_TOKEN?: string | undefined
  SLACK_SIGNING_SECRET?: string | undefined
  SLACK_APP_TOKEN?: string | undefined
  SLACK_CLIENT_ID?: string | undefined
  SLACK_CLIENT_SECRET?: string | undefined
  SLACK_API_URL?: string | undefined
}

/** Slack's settings, or the one thing to put right: half configured, it would be silent. */
export function slackConfig(env: Settings): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = env
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_API_URL: apiUrl } = env
  if (!botToken && !signingSecret && !appToken && !clientId && !clientSecret) return undefined
  if (Boolean(clientId) !== Boolean(clientSecret))
    throw new ConfigError(
      `${clientId ? 'SLACK_CLIENT_SECRET' : 'SLACK_CLIENT_ID'} is missing; many workspaces need both.`,
    )
  if (clientId && botToken)
    throw new ConfigError('SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: set one of the two.')
  if (clientId && appToken)
    throw new ConfigError(
      'SLACK_APP_TOKEN (Socket Mode) is for one workspace; with SLACK_CLIENT_ID set SLACK_SIGNING_SECRET.',
    )
  if (!clientId && !botToken)
    throw new ConfigError(
      `SLACK_BOT_TOKEN is missing; ${appToken ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'} is set, and Slack needs both.`,
    )
  if (!signingSecret && !appToken)
    throw new ConfigError(
      `SLACK_SIGNING_SECRET is missing; ${clientId ? 'SLACK_CLIENT_ID' : 'SLACK_BOT_TOKEN'} is set, and Slack needs both (or SLACK_APP_TOKEN for Socket Mode).`,
    )
  if (appToken && !appToken.startsWith('xapp-'))
    throw new ConfigError(
      'SLACK_APP_TOKEN: an app-level token begins with xapp- (Basic Information → App-Level Tokens).',
    )
  return {
    ...(botToken && { botToken }),
    ...(clientId && clientSecret && { oauth: { clientId, clientSecret } }),
    ...(appToken ? { appToken } : { signingSecret: signingSecret! }),
    ...(apiUrl && { apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  }
}
