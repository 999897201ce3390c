import { toPlainText } from '../../src/cards/plain-text.ts'
import { shortly } from '../../src/cards/request-card.ts'
import type { TeamsApp, TeamsConfig } from '../../src/config.ts'
import type { Card } from '../../src/domain/card.ts'
import { PortError } from '../../src/errors.ts'
import type { Delivery, Messenger } from '../../src/ports.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { Stores } from '../../src/stores.ts'
import { does } from './actions.ts'
import { workspaceOf } from './activities.ts'
import { attached } from './activity.ts'
import type { Connection, Place } from './connection.ts'
import type { Element } from './elements.ts'
import { PLATFORM, type Places } from './places.ts'
import { cardAlone } from './reply.ts'
import { noticeCard } from './request-view.ts'
import { DESK_CARD, type ShownCards, UNKNOWN } from './shown-cards.ts'

interface Deps {
  config: TeamsConfig
  connection: Connection
  places: Places
  shown: ShownCards
  tenants: Stores['tenants']
  desk: Desk
}

/** Conversation ids look like this; a person's object id does not. */
const CONVERSATION = /^(?:19|a):|@thread\./

/** Writes to people and desks unasked: in their chat with us, in the desk's channel, or where the asker asked. */
export function createMessenger({ config, connection, places, shown, tenants, desk }: Deps): Messenger {
  async function placeFor({ tenant, to, conversation }: Delivery): Promise<Place> {
    const asked = conversation && (await places.of(tenant, conversation))
    if (asked) return asked
    if (CONVERSATION.test(to.id)) return (await places.of(tenant, to.id)) ?? unseen(tenant, to.id)
    const person = await places.person(tenant, to.id)
    const own = person?.conversation && (await places.of(tenant, person.conversation))
    return own || open(tenant, to.id, person?.id)
  }

  /** Nobody has written from there since we know of it: Microsoft's own address finds it, if we are installed there. */
  async function unseen(tenant: string, conversation: string): Promise<Place> {
    return { ...(await where(tenant)), conversation, personal: false }
  }

  /** Teams lets us open a chat with whoever has the app. */
  async function open(tenant: string, person: string, known?: string): Promise<Place> {
    const place = await connection.open(await where(tenant), known ?? person)
    await places.opened(tenant, person, place)
    return place
  }

  async function where(tenant: string): Promise<Omit<Place, 'conversation' | 'personal'>> {
    const directories = ((await tenants.find(tenant))?.workspaces ?? [])
      .filter((workspace) => workspace.startsWith(`${PLATFORM}:`))
      .map((workspace) => workspace.slice(PLATFORM.length + 1))
    const app = appFor(directories)
    const directory = directories.find((one) => app?.allowed.includes(one)) ?? directories[0] ?? app?.directory
    if (!app || (directory === undefined && !config.anonymous))
      throw new PortError('no-address', '[teams] cannot find the directory of this council', undefined, {
        permanent: true,
      })
    return { app: app.appId, directory: directory ?? '', serviceUrl: await places.service(tenant, app.appId) }
  }

  /** A registration that answers one of the directories. One council's is never used for another's people. */
  function appFor(directories: readonly string[]): TeamsApp | undefined {
    const { apps } = config
    const own = apps.find(({ allowed }) => directories.some((directory) => allowed.includes(directory)))
    const open = directories.length ? apps.find(({ allowed }) => !allowed.length) : undefined
    return own ?? open ?? (directories.length === 0 && apps.length === 1 ? apps[0] : undefined)
  }

  async function drawn(delivery: Delivery, place: Place): Promise<Element> {
    const { tenant, to, request, card, whole } = delivery
    if (!request) return cardAlone(card, { actions: openButtons(card) })
    if (!place.personal) return noticeCard(card, { request })
    const view = await desk.open({ tenant: workspaceOf(place.directory), platform: PLATFORM, id: to.id }, request)
    const viewer = (await places.person(tenant, to.id))?.id
    return noticeCard(card, {
      request,
      ...(view && { colleagues: view.colleagues }),
      ...(whole && viewer && { refreshFor: [viewer] }),
    })
  }

  return {
    platform: PLATFORM,
    async deliver(delivery) {
      const { tenant, to, request, card, whole } = delivery
      const place = await placeFor(delivery)
      const message = await connection.send(place, {
        type: 'message',
        summary: summaryOf(card),
        attachments: [attached(await drawn(delivery, place))],
        // Without this a message that nobody asked for raises no notification.
        channelData: { notification: { alert: true } },
      })
      if (!(await places.of(tenant, place.conversation))) await places.reached(tenant, place)
      if (!request) return
      await shown.tell(tenant, place.conversation, message, request)
      if (!whole) return
      const reader = place.personal ? to.id : DESK_CARD
      await shown.keep(tenant, request, { conversation: place.conversation, message, reader, version: UNKNOWN })
    },
  }
}

const openButtons = (card: Card): Element[] =>
  card.actions.flatMap((action) =>
    action.kind === 'act' ? [does(action.label, { verb: action.act, request: action.request })] : [],
  )

/** One line for the notification: what it is, and how it begins. */
function summaryOf(card: Card): string {
  const [first = ''] = card.body.length ? card.body : card.parts.flatMap(({ items }) => items)
  return (
    shortly([card.title, first.replaceAll('**', '')].filter(Boolean).join(': '), 200) || toPlainText(card).slice(0, 200)
  )
}
