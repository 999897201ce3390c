import { PortError } from '../../src/errors.ts'
import type { Delivery, Messenger } from '../../src/ports.ts'
import type { Bot } from './clients.ts'
import { placeOf } from './events.ts'
import { findPosted, type Place, postOne } from './reply.ts'
import type { RequestCards } from './request-cards.ts'
import { requestMessage } from './request-message.ts'
import type { Talking } from './talking.ts'
import type { Tools } from './tools.ts'

/**
 * Writes to people unasked. What was delivered is noted by its key, before and after: found noted before but not after,
 * the message is looked for in Slack, where its key went along with it. One window stays: a message that Slack took and
 * that a person deleted, or that thirty others have pushed out of sight, within the moment of a crash comes twice.
 */
export function createMessenger(tools: Tools, cards: RequestCards, talking: Talking): Messenger {
  const { memory, clients, stores } = tools

  /** The workspaces of a council, the one where somebody was last seen first. */
  async function botsFor(tenantId: string, to: string): Promise<{ team: string; bot: Bot }[]> {
    const own = await clients.ownTeam()
    const tenant = await stores.tenants.find(tenantId)
    const seen = await memory.get(tenantId, 'home', to)
    const named = [tenantId, ...(tenant?.workspaces ?? [])].filter((one) => one.startsWith('slack:'))
    const teams = own
      ? [own]
      : [...new Set([...(seen ? [seen] : []), ...named.map((one) => one.slice('slack:'.length))])]
    const bots = await Promise.all(teams.map(async (team) => ({ team, bot: await clients.find(team) })))
    return bots.flatMap(({ team, bot }) => (bot ? [{ team, bot }] : []))
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const { tenant, key, to, request, event, conversation, whole } = delivery
    const place = conversation ? placeOf(conversation) : { channel: to.id }
    if (request && event !== undefined && conversation) {
      const known = await talking.isKnownThere(tenant, request, event, place.channel)
      if (known === 'soon')
        throw new PortError('not-yet', '[slack] what was typed is still being noted', undefined, { retryAfter: 2 })
      if (known) return
    }
    const noted = await stores.platforms.get(tenant, 'slack', 'delivered', key)
    if (noted && noted !== 'begun') return
    const bots = await botsFor(tenant, to.id)
    if (!bots.length)
      throw new PortError('not-installed', '[slack] cannot reach a council that took the app out', undefined, {
        permanent: true,
      })
    await stores.platforms.put(tenant, 'slack', 'delivered', key, 'begun')
    const posted = await postSomewhere(bots, place, delivery, noted === 'begun')
    await stores.platforms.put(tenant, 'slack', 'delivered', key, posted.ts)
    if (!request) return
    const reader = /^[UW]/.test(to.id) ? { reader: to.id } : {}
    // Below a card of its own people talk to the other side; in the asker's thread they may as well ask Waymark.
    await cards.keep(tenant, request, { ...posted, ...reader }, { whole: Boolean(whole), root: !place.thread_ts })
    if (place.thread_ts) await cards.talkIn(tenant, { ...place, channel: posted.channel }, request, to.id)
  }

  async function postSomewhere(
    bots: readonly { team: string; bot: Bot }[],
    place: Place,
    { key, card, request }: Delivery,
    again: boolean,
  ): Promise<{ team: string; channel: string; ts: string }> {
    let refused: unknown
    for (const { team, bot } of bots) {
      try {
        // A person's id is no channel to look in; where their direct conversation is not known, it is posted.
        const found = again && !/^[UW]/.test(place.channel) ? await findPosted(bot, place, key) : []
        if (found[0]) return { team, channel: place.channel, ts: found[0] }
        return { team, ...(await postOne(bot, place, requestMessage(card, request), key)) }
      } catch (error) {
        refused = error
        if (!(error instanceof PortError) || !NOT_THERE.has(error.code)) throw error
      }
    }
    throw refused
  }

  return { platform: 'slack', deliver }
}

/** Not of this workspace: another of the council's may know them. */
const NOT_THERE = new Set(['channel_not_found', 'user_not_found', 'users_not_found'])
