import express, { type Express, type Request, type Response } from 'express'
import type { Assistant } from '../../src/assistant.ts'
import type { TeamsApp, TeamsConfig } from '../../src/config.ts'
import type { SpecialistRequest } from '../../src/domain/specialist-request.ts'
import { PortError } from '../../src/errors.ts'
import type { ChatAdapter, Clock, Log, Messenger } from '../../src/ports.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { OnRequest } from '../../src/specialists/watch-requests.ts'
import type { Stores } from '../../src/stores.ts'
import type { Tenancy } from '../../src/tenancy.ts'
import { conversationOf, workspaceOf } from './activities.ts'
import { Activity, directoryOf } from './activity.ts'
import { createDoor } from './admit.ts'
import { createAnswersShown } from './answers-shown.ts'
import { createBotbuilderConnection } from './botbuilder-connection.ts'
import { createCommands } from './commands.ts'
import { createConversation, type Turn } from './conversation.ts'
import { createIntake } from './intake.ts'
import { createInvokes } from './invokes.ts'
import { createMessageExtension } from './message-extension.ts'
import { createMessenger } from './messenger.ts'
import { createPlaces } from './places.ts'
import { createPresses } from './presses.ts'
import { createRequests, type DrawRequest } from './requests.ts'
import { createShownCards } from './shown-cards.ts'
import { createSigningKeys } from './signing-keys.ts'
import { createTurns } from './turns.ts'

/** Where Microsoft's services are. Tests put services of their own, on this machine, in their place. */
export interface Cloud {
  openIdMetadata: string
  issuer: string
  /** Answers go to this machine alone. */
  loopback?: true
  tokenFor?: (app: TeamsApp) => Promise<string>
}

const MICROSOFT: Cloud = {
  openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
}

interface Deps {
  config: TeamsConfig
  assistant: Assistant
  tenancy: Tenancy
  stores: Pick<Stores, 'platforms' | 'inbox' | 'seen' | 'tenants'>
  desk: Desk
  requestCard: DrawRequest
  clock: Clock
  log: Log
  cloud?: Cloud
}

export type TeamsAdapter = ChatAdapter & {
  mount(app: Express): void
  messenger: Messenger
  /** A request changed, wherever: its cards are drawn anew. */
  onRequest: OnRequest
}

/**
 * Teams as a ChatAdapter: checks who is calling, stores what people say before it is acknowledged, and shows what the
 * assistant and the desk make of it. What Teams waits for (dialogs, buttons, searches) is answered at once.
 */
export function createTeamsAdapter(deps: Deps): TeamsAdapter {
  const { config, assistant, tenancy, stores, desk, requestCard, clock, log, cloud = MICROSOFT } = deps
  const keys = createSigningKeys(cloud.openIdMetadata, clock)
  const loopback = config.anonymous || Boolean(cloud.loopback)
  const door = createDoor({ config, keys, issuer: cloud.issuer, loopback })
  const connection = createBotbuilderConnection({ config, tokenFor: cloud.tokenFor, loopback })
  const places = createPlaces(stores.platforms)
  const answers = createAnswersShown(stores.platforms, () => clock.time())
  const shown = createShownCards({ platforms: stores.platforms, places, connection, log })
  const requests = createRequests({ desk, requestCard, tenancy, shown, seen: stores.seen })
  const presses = createPresses({ requests, shown, places, connection })
  const extension = createMessageExtension({ assistant, places, connection, log })
  const invoke = createInvokes({ assistant, answers, requests, presses, extension, log })
  const command = createCommands({ requests })
  const conversation = createConversation({
    ...{ assistant, connection, places, answers, shown, log, command },
    pressed: presses.asMessage,
  })
  const intake = createIntake({
    inbox: stores.inbox,
    clock,
    log,
    async handle(payload) {
      const { app, activity, changed } = JSON.parse(payload) as Payload
      if (changed) return requests.keepInStep(changed)
      const registration = config.apps.find(({ appId }) => appId === app)
      if (registration) await conversation.take(await turnOf(Activity.parse(activity), registration))
    },
  })
  const underWay = new Set<Promise<unknown>>()
  const takeTurn = createTurns()

  /** Where it came from is learnt anew with every activity. */
  async function turnOf(activity: Activity, app: TeamsApp): Promise<Turn> {
    const tenant = await tenancy.tenantOf(workspaceOf(directoryOf(activity) ?? 'unknown'))
    return { activity, tenant, place: await places.learn(tenant.id, activity, app) }
  }

  async function handle(request: Request, response: Response): Promise<void> {
    const parsed = Activity.safeParse(request.body)
    if (!parsed.success) {
      response.status(400).json({ error: 'An activity is a JSON object with a type.' })
      return
    }
    const activity = parsed.data
    // What Teams waits for holds nothing up and is not held up.
    if (activity.type === 'invoke') return answer(activity, request, response, Promise.resolve())
    const turn = takeTurn(conversationOf(activity))
    await answer(activity, request, response, turn.mine).finally(turn.over)
  }

  /** `mine` comes when what arrived before in the conversation has been taken in: checking tokens must not reorder it. */
  async function answer(activity: Activity, request: Request, response: Response, mine: Promise<void>): Promise<void> {
    const admitted = await door(activity, request.headers)
    if ('refused' in admitted) {
      log.warn('[teams] request refused', { reason: admitted.refused })
      response.status(401).end()
      return
    }
    if (activity.type === 'invoke') {
      const { status, body } = await invoke(await turnOf(activity, admitted.app))
      response.status(status)
      if (body) response.json(body)
      else response.end()
      return
    }
    await mine
    await take(activity, admitted.app)
    response.status(200).end()
  }

  async function take(activity: Activity, { appId }: TeamsApp): Promise<void> {
    if (!TAKEN.has(activity.type)) return
    const tenant = await tenancy.tenantOf(workspaceOf(directoryOf(activity) ?? 'unknown'))
    const lane = conversationOf(activity)
    await intake.take({
      key: keyOf(activity, appId),
      tenant: tenant.id,
      lane,
      payload: JSON.stringify({ app: appId, activity } satisfies Payload),
    })
  }

  /** Through the inbox as well: what changed while we were down is drawn after the start. */
  async function onRequest({ tenant, id, version }: Changed): Promise<void> {
    if (!(await shown.any(tenant, id))) return
    await intake.take({
      key: `teams:request:${id}:${version}`,
      tenant,
      lane: `request:${id}`,
      payload: JSON.stringify({ changed: { tenant, id, version } } satisfies Payload),
    })
  }

  return {
    name: 'teams',
    onRequest,
    ready: keys.ready,
    messenger: createMessenger({ config, connection, places, shown, tenants: stores.tenants, desk }),
    mount(app) {
      intake.start()
      app.post('/api/messages', express.json({ limit: '256kb' }), async (request, response) => {
        const work = handle(request, response).catch((cause: Error) => {
          const code = cause instanceof PortError ? cause.code : cause?.name
          log.error('[teams] cannot take an activity', { code })
          if (!response.headersSent) response.status(503).end()
        })
        underWay.add(work)
        await work.finally(() => underWay.delete(work))
      })
    },
    async stop() {
      await Promise.allSettled([...underWay])
      await intake.stop()
    },
  }
}

type Changed = Pick<SpecialistRequest, 'tenant' | 'id' | 'version'>
/** What the inbox holds for us. */
interface Payload {
  app?: string
  activity?: unknown
  changed?: Changed
}

/** What we deal with; read receipts, reactions and whatever Teams adds are acknowledged and left. */
const TAKEN = new Set(['message', 'messageUpdate', 'messageDelete', 'conversationUpdate', 'installationUpdate'])

/** The same activity is taken once; an edit of it is another. One without an id cannot be told from any other. */
function keyOf(activity: Activity, app: string): string {
  const { type, id, timestamp = '' } = activity
  const where = `teams:${app}:${conversationOf(activity)}`
  if (!id) return `${where}:${crypto.randomUUID()}`
  return type === 'message' ? `${where}:${id}` : `${where}:${type}:${id}:${timestamp}`
}
