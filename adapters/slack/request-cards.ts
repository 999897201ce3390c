import { createHash } from 'node:crypto'
import type { SpecialistRequest } from '../../src/domain/specialist-request.ts'
import { errorCode, PortError } from '../../src/errors.ts'
import { personIn, placeOf } from './events.ts'
import type { RequestCardAt, Thread } from './memory.ts'
import { type Place, postOne, update } from './reply.ts'
import { requestMessage } from './request-message.ts'
import type { Tools, Who } from './tools.ts'

/** What the inbox holds for a request that changed: its cards are to be drawn again. */
export interface ChangedRequest {
  type: 'request_changed'
  tenant: string
  request: string
}

const KEPT_IN_STEP = 40

/** The cards of requests: where they were posted, and drawing them again whenever the request changes. */
export function createRequestCards(tools: Tools, publishHome: (who: Who) => Promise<void>) {
  const { memory, stores, clients, clock, requestCard } = tools

  /** Draws one card as it is now. One that is gone, or not to be read by its reader any more, is forgotten. */
  async function redraw(tenant: string, request: string, at: RequestCardAt): Promise<void> {
    const reader = at.reader && personIn(at.team, at.reader)
    const card = await requestCard(tenant, request, reader || undefined)
    if (!card) return memory.removeCard(tenant, request, at)
    try {
      await update(await clients.of(at.team), at.channel, at.ts, requestMessage(card, request))
    } catch (error) {
      if (!(error instanceof PortError) || !error.permanent) throw error
      tools.log.info('[slack] a request’s card is gone', { code: errorCode(error) })
      await memory.removeCard(tenant, request, at)
    }
  }

  /** Remembers a card, and that what is written below it is about its request. */
  async function keep(
    tenant: string,
    request: string,
    at: RequestCardAt,
    { whole, root }: { whole: boolean; root: boolean },
  ): Promise<void> {
    if (whole) await memory.addCard(tenant, request, at)
    if (root) await memory.put(tenant, 'about', `${at.channel}:${at.ts}`, request)
  }

  return {
    keep,
    home: publishHome,

    /** The asker's card, where they asked. In private it goes to their direct messages. */
    async showAsker({ bot, team, tenant, person }: Who, request: string, conversation: string): Promise<void> {
      const card = await requestCard(tenant, request, person)
      if (!card) return
      const place = placeOf(conversation)
      const at = await postOne(bot, place, requestMessage(card, request), `made:${request}`)
      await keep(tenant, request, { team, ...at, reader: person.id }, { whole: true, root: !place.thread_ts })
    },

    /** The asker's next words in this thread are for the specialist. */
    async talkIn(tenant: string, { channel, thread_ts }: Place, request: string, asker: string): Promise<void> {
      if (!thread_ts) return
      const key = `${channel}:${thread_ts}`
      const before: Partial<Thread> = (await memory.get(tenant, 'thread', key)) ?? {}
      const askers = [...new Set([...(before.askers ?? []), asker])]
      await memory.put(tenant, 'thread', key, { ...before, askers, last: 'us', askedBack: true, talk: request })
    },

    /** All cards of a request, drawn again; each try draws what is true then, so none is out of step for long. */
    async refresh({ tenant, request }: ChangedRequest): Promise<void> {
      const cards = await memory.cards(tenant, request)
      for (const at of cards.slice(-KEPT_IN_STEP)) await redraw(tenant, request, at)
    },

    /** Puts a change in line, to be drawn even if the process ends now. */
    async changed({ tenant, id, version }: Pick<SpecialistRequest, 'tenant' | 'id' | 'version'>): Promise<void> {
      const payload = JSON.stringify({ type: 'request_changed', tenant, request: id } satisfies ChangedRequest)
      const key = `slack:${createHash('sha256').update(`${tenant}:${id}:${version}`).digest('hex').slice(0, 32)}`
      const lane = `request:${id}`
      await stores.inbox.take({ key, tenant, platform: 'slack', lane, payload, at: clock.time() })
    },
  }
}

export type RequestCards = ReturnType<typeof createRequestCards>
