import { App, type Authorize, type AuthorizeResult, ExpressReceiver, LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Express } from 'express'
import type { Assistant } from '../../src/assistant.ts'
import { FAILED } from '../../src/cards/words.ts'
import type { SlackConfig } from '../../src/config.ts'
import type { ChatAdapter, Log } from '../../src/ports.ts'
import type { SeenEvents } from '../../src/stores.ts'
import { slackError } from './errors.ts'
import { isFromPerson, questionFromMessage, type SlackMessage, threadOf } from './events.ts'
import { type Poster, showCard } from './reply.ts'

interface Deps {
  config: SlackConfig
  assistant: Assistant
  seen: SeenEvents
  log: Log
}

/**
 * Slack as a ChatAdapter. It knows how Slack says a question, how Slack shows a card, and that Slack wants every event
 * acknowledged within three seconds (Bolt does so before our listeners run). Everything else is the assistant's.
 */
export function createSlackAdapter({
  config,
  assistant,
  seen,
  log,
}: Deps): ChatAdapter & { mount(app: Express): void } {
  const underWay = new Set<Promise<void>>()
  let receiver: ExpressReceiver | undefined

  async function answer(
    message: SlackMessage,
    team: string,
    botUserId: string | undefined,
    client: Poster,
  ): Promise<void> {
    const asked = questionFromMessage(message, team, botUserId)
    const place = { channel: message.channel, thread_ts: threadOf(message) }
    try {
      const { card } = await assistant.ask(asked)
      await showCard(client, place, card)
    } catch (cause) {
      const error = slackError('answer', cause)
      log.error(error.message, { code: error.code })
      await client.chat.postMessage({ ...place, text: FAILED }).catch(() => undefined)
    }
  }

  async function take(
    message: SlackMessage,
    eventId: string,
    team: string,
    botUserId: string | undefined,
    client: Poster,
  ): Promise<void> {
    if (!isFromPerson(message)) return
    // A mention in a direct message arrives twice, and Slack sends again what it thinks was lost.
    const isNew =
      (await seen.firstTime(`slack:${eventId}`)) &&
      (await seen.firstTime(`slack:${team}:${message.channel}:${message.ts}`))
    if (!isNew) return
    const work = answer(message, team, botUserId, client)
    underWay.add(work)
    await work.finally(() => underWay.delete(work))
  }

  return {
    name: 'slack',
    ready: () => receiver !== undefined,
    mount(express) {
      receiver = new ExpressReceiver({
        signingSecret: config.signingSecret,
        app: express,
        endpoints: '/slack/events',
        logLevel: LogLevel.ERROR,
        logger: boltLog(log),
      })
      const app = new App({
        authorize: ourselves(config),
        receiver,
        logger: boltLog(log),
        clientOptions: { retryConfig: { retries: 3 }, ...(config.apiUrl && { slackApiUrl: config.apiUrl }) },
      })
      app.event('app_mention', ({ event, body, context, client }) =>
        take(event, body.event_id, body.team_id, context.botUserId, client),
      )
      app.event('message', async ({ event, body, context, client }) => {
        const message = event as SlackMessage
        if (message.channel_type === 'im') await take(message, body.event_id, body.team_id, context.botUserId, client)
      })
      app.error(async (error) => log.error('[slack] listener failed', { code: error.code }))
    },
    async stop() {
      await Promise.allSettled(underWay)
    },
  }
}

/**
 * Who we are in the workspace, asked of Slack once: Bolt would ask before every event, and before it acknowledges one. A
 * failure is forgotten, so that the next event asks again.
 */
function ourselves({ botToken, apiUrl }: SlackConfig): Authorize<boolean> {
  const client = new WebClient(botToken, { retryConfig: { retries: 2 }, ...(apiUrl && { slackApiUrl: apiUrl }) })
  let known: Promise<AuthorizeResult> | undefined
  return () => {
    known ??= client.auth
      .test()
      .then(({ user_id, bot_id }) => ({ botToken, botUserId: user_id, botId: bot_id }) as AuthorizeResult)
    known.catch(() => {
      known = undefined
    })
    return known
  }
}

/** Bolt's own log, through ours: messages only, never payloads. */
function boltLog(log: Log) {
  const line = (message: unknown) => String(message).split('\n')[0]!.slice(0, 200)
  return {
    debug() {},
    info() {},
    warn: (message: unknown) => log.warn('[slack] bolt', { message: line(message) }),
    error: (message: unknown) => log.error('[slack] bolt', { message: line(message) }),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
