import { WebClient } from '@slack/web-api'
import type { SlackConfig } from '../../src/config.ts'
import { PortError } from '../../src/errors.ts'
import type { Log } from '../../src/ports.ts'
import { boltLog } from './bolt-log.ts'
import { doing } from './errors.ts'
import type { Installations } from './installations.ts'

/** Our bot in a workspace, and the way to call Slack as it. */
export interface Bot {
  client: WebClient
  token: string
  user: string
  id: string
  /** When it was installed; 0 for the one workspace of a fixed token. */
  since: number
  /** Whoever installed it; nobody, for a fixed token. */
  installedBy?: string
}

/** A call that takes longer is given up; a reply that late would not be waited for. */
const TIMEOUT = 10_000

/**
 * Clients by workspace. One fixed token serves one workspace; otherwise each has its installation's. A call that is told
 * to wait fails with the time to wait: whoever called has a queue that keeps its order.
 */
export function createClients(config: SlackConfig, installations: Installations | undefined, log: Log) {
  const clients = new Map<string, WebClient>()
  let own: Promise<Bot & { team: string }> | undefined

  function clientFor(token: string): WebClient {
    const known = clients.get(token)
    if (known) return known
    const made = new WebClient(token, {
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 1, minTimeout: 200 },
      timeout: TIMEOUT,
      logger: boltLog(log),
      ...(config.apiUrl && { slackApiUrl: config.apiUrl }),
    })
    clients.set(token, made)
    return made
  }

  /** Asked of Slack once; a failure is forgotten, so that the next one asks again. */
  function ourselves(token: string): Promise<Bot & { team: string }> {
    own ??= doing('say who it is', clientFor(token).auth.test()).then(({ user_id, bot_id, team_id }) => ({
      client: clientFor(token),
      token,
      user: user_id!,
      id: bot_id ?? '',
      since: 0,
      team: team_id!,
    }))
    own.catch(() => {
      own = undefined
    })
    return own
  }

  async function find(team: string, enterprise?: string): Promise<Bot | undefined> {
    if (config.botToken) return ourselves(config.botToken)
    const installed = await installations?.of(team, enterprise)
    if (!installed) return undefined
    const { token, botUser: user, botId: id, at: since, installedBy } = installed
    return { client: clientFor(token), token, user, id, since, installedBy }
  }

  return {
    find,
    /** Our bot in a workspace. Rejects when it is not installed there. */
    async of(team: string, enterprise?: string): Promise<Bot> {
      const bot = await find(team, enterprise)
      if (bot) return bot
      throw new PortError('not-installed', '[slack] cannot reach a workspace that took the app out', undefined, {
        permanent: true,
      })
    },
    /** The one workspace of a fixed token. */
    async ownTeam(): Promise<string | undefined> {
      return config.botToken ? (await ourselves(config.botToken)).team : undefined
    },
    forget(token: string): void {
      clients.delete(token)
    },
  }
}

export type Clients = ReturnType<typeof createClients>
