import { LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../src/ports.ts'
import { boltLog } from './bolt-log.ts'
import { slackError } from './errors.ts'

interface Deps {
  appToken: string
  apiUrl?: string | undefined
  log: Log
  /** The shortest and longest wait between tries, in milliseconds. */
  waits?: { first: number; longest: number }
}

/** What Bolt's App starts and stops, with the connection watched over. */
export interface Supervised {
  receiver: SocketModeReceiver
  connected(): boolean
  /** Keeps a connection from now on; resolves at once. */
  watch(): void
  stop(): Promise<void>
}

/**
 * Socket Mode that never gives up. The library's own reconnecting ends in an unhandled rejection, and the process with
 * it, when Slack is away for longer than its retries; so it is switched off, and we connect anew ourselves, later and
 * later up to a minute, for as long as it takes.
 */
export function createSocketReceiver({
  appToken,
  apiUrl,
  log,
  waits = { first: 500, longest: 60_000 },
}: Deps): Supervised {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLog(log),
    logLevel: LogLevel.ERROR,
    installerOptions: {
      clientOptions: { retryConfig: { retries: 0 }, timeout: 10_000, ...(apiUrl && { slackApiUrl: apiUrl }) },
    },
  })
  const { client } = receiver
  let connected = false
  let stopped = false
  let tries = 0
  let timer: NodeJS.Timeout | undefined

  client.on('connected', () => {
    connected = true
    tries = 0
  })
  client.on('disconnected', () => {
    connected = false
    again()
  })

  function connect(): void {
    client.start().catch((error: unknown) => {
      log.warn('[slack] no connection', { code: slackError('connect', error).code, tries })
      again()
    })
  }

  function again(): void {
    if (stopped || timer) return
    const wait = tries === 0 ? waits.first / 10 : Math.min(waits.first * 2 ** Math.min(tries, 20), waits.longest)
    tries++
    timer = setTimeout(
      () => {
        timer = undefined
        connect()
      },
      wait / 2 + (Math.random() * wait) / 2,
    )
  }

  return {
    receiver,
    connected: () => connected,
    watch: connect,
    async stop() {
      stopped = true
      clearTimeout(timer)
      if (connected)
        await Promise.race([client.disconnect(), new Promise((resolve) => setTimeout(resolve, 1000).unref())])
    },
  }
}
