import { createRequire } from 'node:module'
import {
  type Activity as BotbuilderActivity,
  ConfigurationBotFrameworkAuthentication,
  type ConversationParameters,
} from 'botbuilder'
import type { TeamsApp, TeamsConfig } from '../../src/config.ts'
import { PortError } from '../../src/errors.ts'
import type { Outgoing } from './activity.ts'
import { isAllowedService } from './admit.ts'
import type { Connection, Place } from './connection.ts'
import { teamsError } from './errors.ts'
import { repairEntities, tryOnce } from './repair-connector.ts'

const { AuthenticationConstants, ClaimsIdentity } = createRequire(import.meta.url)(
  'botframework-connector',
) as typeof import('botframework-connector')

/** Any one call to Teams takes no longer. */
const PATIENCE = 10_000
/** Clients are kept: making one for each message took most of a turn's time. One for each registration and region. */
const MOST_CLIENTS = 200

type Client = InstanceType<typeof import('botframework-connector').ConnectorClient>

interface Options {
  config: TeamsConfig
  /** Services on this machine alone are written to. */
  loopback?: boolean
  /** A token for the connector, where it does not come from Microsoft: services of our own on this machine. */
  tokenFor?: ((app: TeamsApp) => Promise<string>) | undefined
}

/** The connection over botbuilder 4.23.3: its credentials, its connector client, and nothing else of it. */
export function createBotbuilderConnection({ config, tokenFor, loopback = false }: Options): Connection {
  repairEntities()
  const clients = new Map<string, Promise<Client>>()
  const factories = new Map(config.apps.map((app) => [app.appId, factoryFor(app, tokenFor)]))

  function clientFor({ app, serviceUrl }: Pick<Place, 'app' | 'serviceUrl'>): Promise<Client> {
    // An address that was stored is checked again before a token goes there.
    if (!isAllowedService(serviceUrl, { loopback }))
      return Promise.reject(
        new PortError('service-not-allowed', '[teams] cannot write to this serviceUrl', undefined, { permanent: true }),
      )
    const key = `${app}\n${serviceUrl}`
    const kept = clients.get(key)
    if (kept) return kept
    if (clients.size >= MOST_CLIENTS) clients.delete(clients.keys().next().value!)
    const made = (factories.get(app)?.(serviceUrl) ?? Promise.reject(new Error('no such registration'))).then(
      (client) => {
        tryOnce(client)
        return client
      },
    )
    clients.set(key, made)
    made.catch(() => clients.delete(key))
    return made
  }

  async function calling<T>(
    doing: string,
    place: Pick<Place, 'app' | 'serviceUrl'>,
    call: (client: Client) => Promise<T>,
  ) {
    try {
      return await call(await clientFor(place))
    } catch (cause) {
      throw teamsError(doing, cause)
    }
  }

  return {
    send: (place, activity) =>
      calling('send a message', place, async ({ conversations }) => {
        const { id } = await conversations.sendToConversation(place.conversation, whole(place, activity), options())
        return id
      }),
    async update(place, id, activity) {
      await calling('change a message', place, ({ conversations }) =>
        conversations.updateActivity(place.conversation, id, { ...whole(place, activity), id }, options()),
      )
    },
    async remove(place, id) {
      await calling('remove a message', place, ({ conversations }) =>
        conversations.deleteActivity(place.conversation, id, options()),
      )
    },
    open: (where, person) =>
      calling('open a conversation', where, async ({ conversations }) => {
        const { id } = await conversations.createConversation(
          {
            isGroup: false,
            bot: { id: `28:${where.app}` },
            members: [{ id: person }],
            tenantId: where.directory,
            channelData: { tenant: { id: where.directory } },
          } as unknown as ConversationParameters,
          options(),
        )
        return { ...where, conversation: id, personal: true }
      }),
  }
}

const options = () => ({ timeout: PATIENCE })

function whole({ app, serviceUrl, conversation, directory }: Place, activity: Outgoing): BotbuilderActivity {
  return {
    ...activity,
    channelId: 'msteams',
    serviceUrl,
    from: { id: `28:${app}` },
    conversation: { id: conversation, tenantId: directory },
  } as unknown as BotbuilderActivity
}

function factoryFor(app: TeamsApp, tokenFor: Options['tokenFor']): (serviceUrl: string) => Promise<Client> {
  const authentication = new ConfigurationBotFrameworkAuthentication(
    settingsOf(app),
    ...(tokenFor && app.appId ? ([ourCredentials(app, tokenFor)] as const) : []),
  )
  const identity = new ClaimsIdentity([
    { type: AuthenticationConstants.AudienceClaim, value: app.appId },
    { type: AuthenticationConstants.AppIdClaim, value: app.appId },
  ])
  const factory = authentication.createConnectorFactory(identity)
  return (serviceUrl) =>
    factory.create(serviceUrl, AuthenticationConstants.ToChannelFromBotOAuthScope) as Promise<Client>
}

/** A registration as botbuilder names its settings. */
export function settingsOf({ appId, type, password, directory }: TeamsApp): Record<string, string> {
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: type,
    ...(password && { MicrosoftAppPassword: password }),
    ...(directory && { MicrosoftAppTenantId: directory }),
  }
}

type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>

function ourCredentials(app: TeamsApp, tokenFor: NonNullable<Options['tokenFor']>): CredentialsFactory {
  return {
    isValidAppId: async (id: string) => id === app.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', `Bearer ${await tokenFor(app)}`)
        return request
      },
    }),
  } as unknown as CredentialsFactory
}
