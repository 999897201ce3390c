import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder'
import express, { type Express, type Request, type Response } from 'express'
import type { Assistant } from '../../src/assistant.ts'
import { FAILED, GREETINGS } from '../../src/cards/words.ts'
import type { TeamsConfig } from '../../src/config.ts'
import type { ChatAdapter, Log } from '../../src/ports.ts'
import type { SeenEvents } from '../../src/stores.ts'
import { isAllowedService, questionFromActivity, tenantOf } from './activities.ts'
import { teamsError } from './errors.ts'
import { repairEntities } from './repair-entities.ts'
import { activityFor } from './reply.ts'

/** What botbuilder makes of a request it believes. */
type Caller = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>

interface Deps {
  config: TeamsConfig
  assistant: Assistant
  seen: SeenEvents
  log: Log
}

/** Teams as a ChatAdapter: checks who is calling, reads the question, shows the card. The assistant decides the rest. */
export function createTeamsAdapter({
  config,
  assistant,
  seen,
  log,
}: Deps): ChatAdapter & { mount(app: Express): void } {
  repairEntities()
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: config.appId,
    MicrosoftAppPassword: config.appPassword,
    MicrosoftAppType: config.tenantId ? 'SingleTenant' : 'MultiTenant',
    ...(config.tenantId && { MicrosoftAppTenantId: config.tenantId }),
  })
  const adapter = new CloudAdapter(authentication)
  const underWay = new Set<Promise<unknown>>()
  adapter.onTurnError = async (context, cause) => {
    const error = teamsError('answer', cause)
    log.error(error.message, { code: error.code })
    await context.sendActivity(FAILED).catch(() => undefined)
  }

  async function turn(context: TurnContext): Promise<void> {
    const { activity } = context
    if (activity.type === ActivityTypes.ConversationUpdate) return welcome(context)
    if (activity.type !== ActivityTypes.Message) return
    if (activity.id && !(await seen.firstTime(`teams:${activity.conversation?.id}:${activity.id}`))) return
    await context.sendActivity({ type: ActivityTypes.Typing }).catch(() => undefined)
    const { card } = await assistant.ask(questionFromActivity(activity))
    await context.sendActivity(activityFor(card))
  }

  async function handle(request: Request, response: Response): Promise<void> {
    const activity = request.body as Activity
    if (!activity || typeof activity !== 'object' || typeof activity.type !== 'string') {
      response.status(400).json({ error: 'An activity is a JSON object with a type.' })
      return
    }
    const allowed = await admit(activity, request.headers.authorization)
    if ('refused' in allowed) {
      log.warn('[teams] request refused', { reason: allowed.refused })
      response.status(401).end()
      return
    }
    await adapter.processActivityDirect(allowed.caller, activity, turn)
    response.status(200).end()
  }

  /** Who is calling, or why they may not: where they want answers sent, which directory they are of, whose token they hold. */
  async function admit(activity: Activity, authorization = ''): Promise<{ caller: Caller } | { refused: string }> {
    if (!isAllowedService(activity.serviceUrl, { loopback: config.anonymous }))
      return { refused: 'serviceUrl is not allowed' }
    if (config.tenantId && tenantOf(activity) !== config.tenantId) return { refused: 'tenant is not allowed' }
    try {
      return { caller: await authentication.authenticateRequest(activity, authorization) }
    } catch (error) {
      return { refused: `bearer token is missing, not valid, or could not be checked (${(error as Error).name})` }
    }
  }

  return {
    name: 'teams',
    ready: () => true,
    mount(app) {
      app.post('/api/messages', express.json({ limit: '256kb' }), async (request, response) => {
        const work = handle(request, response).catch((cause) => {
          const error = teamsError('take the activity', cause)
          log.error(error.message, { code: error.code })
          if (!response.headersSent) response.status(502).end()
        })
        underWay.add(work)
        await work.finally(() => underWay.delete(work))
      })
    },
    async stop() {
      await Promise.allSettled(underWay)
    },
  }
}

/** Once, when the bot is added to a conversation: not for each colleague who joins later. */
async function welcome(context: TurnContext): Promise<void> {
  const { membersAdded, recipient } = context.activity
  if (membersAdded?.some(({ id }) => id === recipient.id)) await context.sendActivity(GREETINGS.hello)
}
