import { digestCard, eventCard, requestCard } from '../cards/request-card.ts'
import type { Card } from '../domain/card.ts'
import { type Identity, isSpecialist } from '../domain/member.ts'
import { LIVE, type Queued, type SpecialistRequest } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import { errorCode, PortError } from '../errors.ts'
import type { Messenger } from '../ports.ts'
import type { DeskDeps } from './desk.ts'
import { maySee } from './life.ts'
import { hoursNation, morePressing } from './promise.ts'
import { shownTo } from './shown.ts'
import { firstHour } from './tell.ts'
import { ukTime } from './working-time.ts'

/** How long a message is held by whoever sends it. */
const LEASE = 60_000
const MOST = 50
/** Tries before a message is parked where people see it: with the waits below, some nine hours. */
const TRIES = 60
const FIRST_WAIT = 5_000
const LONGEST_WAIT = 600_000

interface Address extends Identity {
  conversation?: string
}

/**
 * Sends what is in the outbox: at least once, in order for each recipient, with a key that stays the same. A platform
 * that is down is tried again later and later; what cannot be delivered is parked, and people see it.
 */
export function createDelivery(deps: DeskDeps & { messengers: readonly Messenger[]; random?: () => number }) {
  const { stores, clock, log, time, messengers, random = Math.random, nation } = deps
  const by = new Map(messengers.map((messenger) => [messenger.platform, messenger]))

  async function send(queued: Queued): Promise<void> {
    const tenant = await stores.tenants.find(queued.tenant)
    const wait = tenant && (await outOfHours(queued, tenant))
    if (wait) return stores.outbox.later(queued.id, wait, 'out-of-hours')
    const message = tenant && (await messageFor(queued, tenant))
    // The request or its tenant is gone: there is nothing to tell.
    if (!message) return stores.outbox.sent(queued.id, clock.time())
    if (message === 'no-longer-theirs') return stores.outbox.park(queued.id, message)
    const { to, card, whole } = message
    const messenger = to && by.get(to.platform)
    if (!to || !messenger) return stores.outbox.park(queued.id, 'no-address')
    try {
      await messenger.deliver({
        key: queued.id,
        tenant: queued.tenant,
        to: { platform: to.platform, id: to.id },
        ...(to.conversation && { conversation: to.conversation }),
        ...(queued.request && { request: queued.request }),
        ...(queued.event !== undefined && { event: queued.event }),
        ...(whole && { whole }),
        card,
      })
      await stores.outbox.sent(queued.id, clock.time())
    } catch (error) {
      await failed(queued, error)
    }
  }

  /** When a message that waited too long, or was tried again into the evening, may be sent after all. */
  async function outOfHours(queued: Queued, tenant: Tenant): Promise<number | undefined> {
    if (queued.urgent) return undefined
    const now = clock.time()
    const roster = await stores.roster.list(tenant.id)
    const first = firstHour(queued.to, { tenant, nation: hoursNation(tenant, nation), roster, time, now })
    return first > now ? first : undefined
  }

  async function failed(queued: Queued, error: unknown): Promise<void> {
    const code = errorCode(error)
    const { permanent = false, retryAfter } = error instanceof PortError ? error : {}
    log.warn('message not delivered', { id: queued.id, kind: queued.kind, code, attempts: queued.attempts })
    if (permanent || queued.attempts >= TRIES) return stores.outbox.park(queued.id, code)
    const wait = Math.min(FIRST_WAIT * 2 ** queued.attempts, LONGEST_WAIT)
    const jittered = wait / 2 + (random() * wait) / 2
    await stores.outbox.later(queued.id, clock.time() + Math.max(jittered, (retryAfter ?? 0) * 1000), code)
  }

  async function messageFor(
    queued: Queued,
    tenant: Tenant,
  ): Promise<{ to?: Address; card: Card; whole?: true } | 'no-longer-theirs' | undefined> {
    const reader = 'member' in queued.to ? await stores.people.find(tenant.id, queued.to.member) : undefined
    if ('member' in queued.to && !reader) return undefined
    if (queued.kind === 'digest') {
      if (reader && !isSpecialist(reader)) return undefined
      const assignee = reader?.id ?? null
      const open = await stores.requests.list(tenant.id, { assignee, statuses: LIVE })
      const to = await addressOf(queued, tenant)
      return open.length
        ? { ...(to && { to }), card: digestCard(open.sort(morePressing), ukTime, clock.time()) }
        : undefined
    }
    const request = queued.request && (await stores.requests.find(tenant.id, queued.request))
    if (!request) return undefined
    // A specialist who left is told nothing more; colleagues see that it was not told.
    if (reader && !maySee(reader, request)) return 'no-longer-theirs'
    const events = await stores.requests.events(tenant.id, request.id)
    const shown = await shownTo(stores.people, reader, request, events, tenant)
    const event = events.find(({ n }) => n === queued.event)
    const whole = !event || queued.kind === 'new' || queued.kind === 'escalated' || queued.kind === 'overdue'
    const to = await addressOf(queued, tenant, request)
    return {
      ...(to && { to }),
      ...(whole && { whole }),
      card: whole ? requestCard(shown, queued.kind) : eventCard(shown, event, queued.kind),
    }
  }

  /**
   * Where a recipient is written to: the asker where they asked, others on the first connected platform they have. The
   * page always is one, for whoever can sign in.
   */
  async function addressOf({ to }: Queued, tenant: Tenant, request?: SpecialistRequest): Promise<Address | undefined> {
    if ('desk' in to) {
      const contacts = Object.entries(tenant.desk?.contacts ?? {}).map(([platform, id]) => ({
        platform,
        id: id as string,
      }))
      return contacts.find(({ platform }) => by.has(platform))
    }
    if (request && to.member === request.askedBy && by.has(request.origin.platform)) {
      const { platform, person, conversation } = request.origin
      return { platform, id: person, conversation }
    }
    const identities = await stores.people.identities(tenant.id, to.member)
    const order = [...messengers].map(({ platform }) => platform)
    return identities
      .filter(({ platform }) => by.has(platform))
      .sort((a, b) => order.indexOf(a.platform) - order.indexOf(b.platform))[0]
  }

  return {
    /** Sends what is due. Gives how much was tried. */
    async run(): Promise<number> {
      const claimed = await stores.outbox.claim(clock.time(), LEASE, MOST)
      await Promise.all(
        claimed.map((queued) =>
          send(queued).catch((error: Error) => log.error('outbox failed', { id: queued.id, name: error.name })),
        ),
      )
      return claimed.length
    },
  }
}
