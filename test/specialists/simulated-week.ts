import { openStores } from '../../adapters/database/open-stores.ts'
import type { Person } from '../../src/domain/question.ts'
import type { Specialist } from '../../src/domain/specialist.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { openDesk } from '../../src/open-desk.ts'
import type { Delivery, Messenger } from '../../src/ports.ts'
import { ukDay } from '../../src/specialists/working-time.ts'
import { createTenancy } from '../../src/tenancy.ts'
import { FIXTURE, keptLog } from '../helpers.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Something shown to somebody, and when. */
export interface Shown extends Delivery {
  at: number
}

interface Plan {
  /** The first moment, and how many days go by. */
  from: number
  days: number
  /** Requests a day, all hours, every day. */
  perDay: number
  /** 0 to 1: how often a specialist who looks at a request answers it. */
  diligence: number
  specialists: readonly Specialist[]
  seed?: number
  /** Shares of requests that are urgent, and that a specialist declines. */
  urgent?: number
  declined?: number
  /** The platform is away between these times. */
  down?: { from: number; to: number }
}

/** Numbers from a seed, the same each run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Lives through some days of a council on a clock of its own: people ask at all hours, specialists look at their queues
 * when they are at work and answer some of it, messages go out through a platform that may be down. Everything real but
 * the clock and the platform.
 */
export async function liveThrough({
  from,
  days,
  perDay,
  diligence,
  specialists,
  seed = 1,
  urgent = 0.1,
  declined = 0.15,
  down,
}: Plan) {
  const dice = random(seed)
  let now = from
  const clock = { today: () => ukDay(now), now: () => now, time: () => now }
  const stores = await openStores({ data: ':memory:', now: () => now })
  await stores.tenants.save({
    ...TenantSettings.parse({
      name: 'Exampleshire',
      nation: 'england',
      desk: { name: 'Commercial desk', contacts: { slack: 'C0DESK' } },
    }),
    id: 'local',
  })
  await stores.roster.replace('local', specialists)
  const shown: Shown[] = []
  const slack: Messenger = {
    platform: 'slack',
    async deliver(delivery) {
      if (down && now >= down.from && now < down.to) throw new Error('Slack is away')
      shown.push({ ...delivery, at: now })
    },
  }
  const library = loadLibrary(FIXTURE, { checks: false })
  const tenancy = createTenancy({
    tenants: stores.tenants,
    people: stores.people,
    audit: stores.audit,
    clock,
    separate: new Set(),
  })
  const log = keptLog()
  const { desk, due, deliverTo } = openDesk({
    stores,
    tenancy,
    library: () => library,
    clock,
    log,
  })
  const delivery = deliverTo([slack])
  await due.begin((await stores.tenants.find('local'))!)

  const person = (id: string): Person => ({ tenant: 'slack:T1', platform: 'slack', id })
  const workers = specialists.map(({ contacts }) => person(contacts.slack!))
  let asked = 0
  const end = from + days * 24 * HOUR
  for (; now < end; now += 10 * MINUTE) {
    if (dice() < (perDay * 10 * MINUTE) / (24 * HOUR)) {
      asked++
      await desk.send(person(`U0ASKER${asked % 7}`), {
        need: {
          words: `We want to sound out the market about problem ${asked}`,
          stage: 'problem',
          value: 'unknown',
          ...(dice() < urgent && { urgent: 'it cannot wait' }),
        },
        key: `key-${asked}`,
        conversation: `D1:${asked}`,
      })
    }
    for (const worker of workers) {
      const queue = await desk.queue(worker)
      const first = queue?.mine[0] ?? queue?.desk[0]
      if (!first || first.firstReplyAt || dice() > diligence) continue
      const act =
        dice() < declined
          ? ({ act: 'decline', reason: 'not my field' } as const)
          : ({ act: 'reply', text: 'Do it so.' } as const)
      await desk.act(worker, first.id, act)
    }
    while ((await due.run()) > 0);
    while ((await delivery.run()) > 0);
  }
  const requests = await stores.requests.list('local')
  const threads = new Map(
    await Promise.all(requests.map(async ({ id }) => [id, await stores.requests.events('local', id)] as const)),
  )
  const parked = await stores.outbox.parked('local')
  await stores.close()
  return { asked, requests, threads, shown, parked, log, end }
}
