import { App, type AuthorizeResult, type Receiver } from '@slack/bolt'
import type { Express } from 'express'
import { errorCode } from '../../src/errors.ts'
import type { ChatAdapter, Messenger } from '../../src/ports.ts'
import type { OnRequest } from '../../src/specialists/watch-requests.ts'
import type { Incoming } from '../../src/stores.ts'
import { createAnswering } from './answering.ts'
import { boltLog } from './bolt-log.ts'
import { createClients } from './clients.ts'
import type { Envelope } from './events.ts'
import { createHttpReceiver } from './http.ts'
import { createInboxWorker } from './inbox-worker.ts'
import { asInstallationStore, createInstallations } from './installations.ts'
import { createIntake } from './intake.ts'
import { addHome, createHome } from './listeners/home.ts'
import { createMessages } from './listeners/messages.ts'
import { addPresses } from './listeners/presses.ts'
import { addSendings } from './listeners/sendings.ts'
import { addWindows } from './listeners/windows.ts'
import { addWorkspace } from './listeners/workspace.ts'
import { createMemory } from './memory.ts'
import { createMessenger } from './messenger.ts'
import { createPeople } from './people.ts'
import { type ChangedRequest, createRequestCards } from './request-cards.ts'
import { createSeal } from './seal.ts'
import { createSocketReceiver } from './socket.ts'
import { createTalking } from './talking.ts'
import { createTogether } from './together.ts'
import type { SlackDeps, Tools } from './tools.ts'
import { welcomeInstaller } from './welcome.ts'

/** How patient the adapter is; tests are in more of a hurry. */
export interface Pace {
  lease?: number
  every?: number
  reconnect?: { first: number; longest: number }
}

const DAY = 24 * 3_600_000

export interface SlackAdapter extends ChatAdapter {
  messenger: Messenger
  /** Routes of its own, and from now on Slack is heard. */
  mount(app: Express): void
  /** A request changed: its cards are drawn again. */
  onRequest: OnRequest
}

/**
 * Slack as a ChatAdapter. It knows how Slack says a question, how Slack shows a card, and that Slack wants an answer to
 * everything within three seconds: what can wait is stored first, acknowledged, and dealt with in its turn. Everything
 * else belongs to the assistant and the desk.
 */
export function createSlackAdapter(deps: SlackDeps, pace: Pace = {}): SlackAdapter {
  const { config, stores, log, clock, tenancy } = deps
  const installations = config.oauth
    ? createInstallations({ platforms: stores.platforms, seal: createSeal(deps.secret), clock })
    : undefined
  const clients = createClients(config, installations, log)
  const memory = createMemory(stores.platforms)
  const tools: Tools = { ...deps, clients, memory, people: createPeople(clock) }

  const publishHome = createHome(tools)
  const cards = createRequestCards(tools, publishHome)
  const talking = createTalking(tools)
  const together = createTogether(tools)
  const answering = createAnswering(tools)
  const messages = createMessages(tools, answering, talking)

  let app: App | undefined
  let daily: NodeJS.Timeout | undefined
  let forgetting: Promise<void> | undefined
  const worker = createInboxWorker({ inbox: stores.inbox, handle, taking: () => intake.taking(), clock, log, ...pace })
  const intake = createIntake({ inbox: stores.inbox, tenancy, clients, memory, clock, log, poke: worker.poke })
  const socket = config.appToken
    ? createSocketReceiver({
        appToken: config.appToken,
        apiUrl: config.apiUrl,
        log,
        ...(pace.reconnect && { waits: pace.reconnect }),
      })
    : undefined

  /** What waited its turn. A listener that fails says so here, and the event stays. */
  async function handle({ payload, attempts }: Incoming & { attempts: number }): Promise<void> {
    const body = JSON.parse(payload) as Envelope | ChangedRequest
    if (body.type === 'request_changed') return cards.refresh(body)
    if (body.type === 'event_callback' && (body.event.type === 'message' || body.event.type === 'app_mention'))
      return messages.heard(body, attempts > 1)
    await app!.processEvent({ body, ack: async () => {}, retryNum: attempts - 1 })
  }

  /** What is remembered of threads goes when what was said in them goes. */
  function forgetOld(): void {
    const all = stores.tenants.all().then(async (tenants) => {
      for (const { id, keep } of tenants) await memory.forgetBefore(id, clock.time() - keep.conversations * DAY)
    })
    forgetting = all.catch((error: unknown) => log.warn('[slack] nothing forgotten', { code: errorCode(error) }))
  }

  function listen(receiver: Receiver): App {
    const bolt = new App({
      receiver: intake.before(receiver),
      authorize: async ({ teamId, enterpriseId }) => {
        const { token, user, id } = await clients.of(teamId ?? enterpriseId ?? '', enterpriseId)
        return { botToken: token, botUserId: user, botId: id } as AuthorizeResult
      },
      logger: boltLog(log),
      convoStore: false,
      clientOptions: { ...(config.apiUrl && { slackApiUrl: config.apiUrl }) },
    })
    addPresses(bolt, tools, answering)
    addWindows(bolt, tools, together)
    addSendings(bolt, tools, cards)
    addHome(bolt, tools, publishHome)
    addWorkspace(bolt, tools, installations)
    // What a listener throws is for whoever called: the inbox keeps the event, Slack shows that a press failed.
    bolt.error(async (error) => {
      throw (error as { original?: Error }).original ?? error
    })
    return bolt
  }

  return {
    name: 'slack',
    ready: () => app !== undefined && (!socket || socket.connected()),
    messenger: createMessenger(tools, cards, talking),
    onRequest: async (request) => {
      await cards.changed(request)
      worker.poke()
    },
    mount(express) {
      const store =
        installations &&
        asInstallationStore(installations, clock, (id, installed) => welcomeInstaller(tools, id, installed))
      const receiver =
        socket?.receiver ??
        createHttpReceiver({ config, express, secret: deps.secret, log, ...(store && { installationStore: store }) })
      app = listen(receiver)
      worker.start()
      // At the start as well: a service restarted each night would never come to the end of a day.
      forgetOld()
      daily = setInterval(forgetOld, DAY)
      daily.unref()
      socket?.watch()
    },
    async stop() {
      clearInterval(daily)
      await socket?.stop()
      await worker.stop()
      await forgetting
    },
  }
}
