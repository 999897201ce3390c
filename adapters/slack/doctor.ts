import { WebClient } from '@slack/web-api'
import type { SlackConfig } from '../../src/config.ts'
import { slackError } from './errors.ts'
import { EVENTS_PATH, INSTALL_PATH } from './http.ts'
import { BOT_SCOPES, EVENTS } from './scopes.ts'

/** One thing looked at: whether it is in order, and what it is or how to mend it. */
export interface Finding {
  name: string
  fine: boolean
  says: string
}

const MEND: Readonly<Record<string, string>> = {
  invalid_auth: 'the token is not one of Slack’s, or was replaced: copy it again',
  not_authed: 'the token is empty: copy it again',
  account_inactive: 'the app was taken out of the workspace: install it again and copy the new token',
  token_revoked: 'the token was revoked: install the app again and copy the new token',
  token_expired: 'the token expired: install the app again and copy the new token',
  not_allowed_token_type:
    'it is a token of another kind: xoxb- belongs into SLACK_BOT_TOKEN, xapp- into SLACK_APP_TOKEN',
  missing_scope: 'the app-level token needs connections:write (Basic Information → App-Level Tokens)',
}

/** Asks Slack whether the settings work, and says what to mend. Tokens are named, never shown. */
export async function slackDoctor(config: SlackConfig): Promise<Finding[]> {
  const options = {
    retryConfig: { retries: 0 },
    timeout: 5000,
    ...(config.apiUrl && { slackApiUrl: config.apiUrl }),
    logger: SILENT,
  }
  const events = `subscribe to ${EVENTS.join(', ')}; manifest/slack/manifest.json has them all`
  return [
    ...(config.botToken ? await botFindings(new WebClient(config.botToken, options)) : []),
    ...(config.oauth
      ? [
          {
            name: 'Slack installs',
            fine: true,
            says: `workspaces install it at https://your-host${INSTALL_PATH}; redirect URL /slack/oauth_redirect`,
          },
        ]
      : []),
    ...(config.appToken ? [await socketFinding(new WebClient(config.appToken, options))] : []),
    config.appToken
      ? { name: 'Slack events', fine: true, says: `over Socket Mode, which the app must have switched on; ${events}` }
      : {
          name: 'Slack events',
          fine: true,
          says: `at https://your-host${EVENTS_PATH}, also for interactivity and /waymark; ${events}`,
        },
  ]
}

async function botFindings(client: WebClient): Promise<Finding[]> {
  try {
    const { team, user, response_metadata } = await client.auth.test()
    const granted = new Set((response_metadata as { scopes?: string[] } | undefined)?.scopes ?? [])
    const missing = BOT_SCOPES.filter((scope) => !granted.has(scope))
    const needless = [...granted].filter((scope) => !(BOT_SCOPES as readonly string[]).includes(scope))
    return [
      { name: 'Slack token', fine: true, says: `${user} in ${team}` },
      missing.length
        ? {
            name: 'Slack scopes',
            fine: false,
            says: `missing ${missing.join(', ')}: add them under OAuth & Permissions and install the app again`,
          }
        : {
            name: 'Slack scopes',
            fine: true,
            says: needless.length ? `all there; it does not need ${needless.join(', ')}` : 'all there',
          },
    ]
  } catch (cause) {
    return [{ name: 'Slack token', fine: false, says: `SLACK_BOT_TOKEN: ${mend(cause)}` }]
  }
}

async function socketFinding(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open()
    return { name: 'Slack socket', fine: true, says: 'Slack lets it connect' }
  } catch (cause) {
    return { name: 'Slack socket', fine: false, says: `SLACK_APP_TOKEN: ${mend(cause)}` }
  }
}

function mend(cause: unknown): string {
  const { code } = slackError('check', cause)
  return MEND[code] ?? `Slack could not be asked (${code}): is slack.com reachable from here, or SLACK_API_URL right?`
}

const SILENT = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => 'error' as never,
}
