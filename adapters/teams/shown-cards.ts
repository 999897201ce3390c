import { PortError } from '../../src/errors.ts'
import type { Log } from '../../src/ports.ts'
import type { PlatformStore } from '../../src/stores.ts'
import { attached } from './activity.ts'
import type { Connection, Place } from './connection.ts'
import type { Element } from './elements.ts'
import { channelOf, PLATFORM, type Places } from './places.ts'

/** A message that shows a request: where, and as whose card. */
export interface ShownCard {
  conversation: string
  message: string
  /** An Entra object id, or the desk's card. */
  reader: string
  /** The request's version it shows: one that is up to date is left alone. */
  version: number
}

export const DESK_CARD = 'desk'
/** Behind any version: the next change draws it anew. */
export const UNKNOWN = 0
const KIND = 'card'
/** Which request a message of ours is about, for what people write in reply to it. */
const ABOUT = 'about'
/** Older ones stay as they are; their buttons still say what has become of the request. */
const MOST = 30

/** A card as one of its readers sees it. */
type Draw = (reader: string, place: Place) => Promise<Element | undefined>

interface Deps {
  platforms: PlatformStore
  places: Places
  connection: Connection
  log: Log
}

/** Which messages show a request, so that all of them can say how it stands. */
export function createShownCards({ platforms, places, connection, log }: Deps) {
  const turns = new Map<string, Promise<unknown>>()

  async function of(tenant: string, request: string): Promise<ShownCard[]> {
    return JSON.parse((await platforms.get(tenant, PLATFORM, KIND, request)) ?? '[]') as ShownCard[]
  }

  /** One change of a request's list at a time. */
  function inTurn<T>(request: string, work: () => Promise<T>): Promise<T> {
    const next = (turns.get(request) ?? Promise.resolve()).then(work, work)
    const settled = next.then(
      () => undefined,
      () => undefined,
    )
    turns.set(request, settled)
    void settled.then(() => turns.get(request) === settled && turns.delete(request))
    return next
  }

  const store = (tenant: string, request: string, cards: readonly ShownCard[]) =>
    cards.length
      ? platforms.put(tenant, PLATFORM, KIND, request, JSON.stringify(cards.slice(-MOST)))
      : platforms.remove(tenant, PLATFORM, KIND, request)

  const aboutKey = (conversation: string, message: string) => `${channelOf(conversation)} ${message}`

  const tell = (tenant: string, conversation: string, message: string, request: string) =>
    platforms.put(tenant, PLATFORM, ABOUT, aboutKey(conversation, message), request)

  return {
    /** What is written in reply to this message is about the request. */
    tell,
    requestIn: (tenant: string, conversation: string, message: string) =>
      platforms.get(tenant, PLATFORM, ABOUT, aboutKey(conversation, message)),

    /** Whether any message shows it: most changes are no business of ours. */
    any: async (tenant: string, request: string) => (await of(tenant, request)).length > 0,

    keep: (tenant: string, request: string, card: ShownCard) =>
      inTurn(request, async () => {
        await tell(tenant, card.conversation, card.message, request)
        await store(tenant, request, [...(await of(tenant, request)), card])
      }),

    /** The app was removed there: what showed a request there can neither be changed nor replied to. */
    async forget(tenant: string, conversation: string): Promise<void> {
      const channel = channelOf(conversation)
      for (const { key } of await platforms.list(tenant, PLATFORM, ABOUT))
        if (key.startsWith(`${channel} `)) await platforms.remove(tenant, PLATFORM, ABOUT, key)
      for (const { key: request } of await platforms.list(tenant, PLATFORM, KIND))
        await inTurn(request, async () => {
          const cards = await of(tenant, request)
          const left = cards.filter((card) => channelOf(card.conversation) !== channel)
          if (left.length < cards.length) await store(tenant, request, left)
        })
    },

    /** Draws every card of a request anew; one whose message is gone is forgotten. Faults are logged, never thrown. */
    redraw: (tenant: string, request: string, version: number, draw: Draw) =>
      inTurn(request, async () => {
        const cards = await of(tenant, request)
        const old = cards.filter((card) => card.version < version)
        if (!old.length) return
        const left = cards.filter((card) => card.version >= version)
        for (const card of old) {
          const drawn = await redrawOne(tenant, card, draw)
          if (drawn !== 'gone') left.push(drawn === 'done' ? { ...card, version } : card)
        }
        await store(tenant, request, left)
      }).catch((error: PortError) => log.warn('[teams] cards not drawn anew', { code: error.code, name: error.name })),
  }

  async function redrawOne(
    tenant: string,
    { conversation, message, reader }: ShownCard,
    draw: Draw,
  ): Promise<'done' | 'left' | 'gone'> {
    const place = await places.of(tenant, conversation)
    if (!place) return 'gone'
    const element = await draw(reader, place)
    if (!element) return 'left'
    try {
      await connection.update(place, message, { type: 'message', attachments: [attached(element)] })
      return 'done'
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('[teams] a card was not drawn anew', { code: error.code })
      return error.permanent ? 'gone' : 'left'
    }
  }
}
export type ShownCards = ReturnType<typeof createShownCards>
