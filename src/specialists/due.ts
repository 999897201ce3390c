import { coveredBecause, DESK, TEAM } from '../cards/request-words.ts'
import type { RosterSpecialist } from '../domain/specialist.ts'
import {
  type EventKind,
  LIVE,
  type NoticeKind,
  type Recipient,
  type SpecialistRequest,
  type Timer,
  WAYMARK,
} from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import type { RequestChange } from '../stores.ts'
import type { DeskDeps } from './desk.ts'
import { without } from './life.ts'
import { hoursNation, promiseFor, timersFor } from './promise.ts'
import { coverFor, isAwayOn } from './routing.ts'
import { firstHour, type Hours, idOf, noticesTo, toldOf } from './tell.ts'
import { ukDay } from './working-time.ts'

/** How long a timer is held by whoever works on it; it is somebody else's afterwards. */
const LEASE = 60_000
const MOST = 50
const PURGE_EVERY = 24 * 3_600_000

/**
 * The clock of the hand-off: reminders at half of the promised time, escalation at the end of it and again until somebody
 * answers, requests put off that come back, the morning's digest, and what is kept no longer. Safe with many processes:
 * each timer is one process's, and what it causes is stored together with the timers that follow.
 */
export function createDue({ stores, clock, time, log, nation: fallback }: DeskDeps) {
  const hoursOf = (tenant: Tenant, roster: readonly RosterSpecialist[]): Hours => ({
    tenant,
    nation: hoursNation(tenant, fallback),
    roster,
    time,
    now: clock.time(),
  })

  async function run(timer: Timer): Promise<void> {
    const tenant = await stores.tenants.find(timer.tenant)
    if (!tenant) return stores.timers.done(timer)
    if (timer.kind === 'digest') return digest(timer, tenant)
    if (timer.kind === 'purge') return purge(timer, tenant)
    const request = timer.request && (await stores.requests.find(tenant.id, timer.request))
    const roster = await stores.roster.list(tenant.id)
    const change = request && LIVE.includes(request.status) && changeFor(timer, request, tenant, roster)
    // Somebody changed the request meanwhile: the timer stays, and is looked at again when its lease ends.
    if (change && !(await stores.requests.change(change))) return
    await stores.timers.done(timer)
  }

  function changeFor(
    timer: Timer,
    before: SpecialistRequest,
    tenant: Tenant,
    roster: readonly RosterSpecialist[],
  ): RequestChange {
    const hours = hoursOf(tenant, roster)
    const { now, nation } = hours
    const held = heldBy({ ...before, version: before.version + 1 }, roster)
    if (timer.kind === 'wake') {
      const request = without(
        { ...held, promisedBy: promiseFor(before.need, tenant, nation, now, time) },
        'snoozedUntil',
      )
      return told('woken', 'event', before, request, hours, timersFor(request, tenant, nation, now, time))
    }
    if (timer.kind === 'half') {
      return told('reminded', 'reminder', before, held, hours, [fullTimer(held, held.promisedBy)])
    }
    const cover = coverNow(before, roster, now)
    const request: SpecialistRequest = cover
      ? { ...held, status: 'open', assignee: cover.member, why: coveredBecause(cover.name, nameIn(roster, before)) }
      : held
    const as = request.assignee === before.assignee ? 'overdue' : 'escalated'
    // It comes round again until somebody answers.
    const again = fullTimer(request, promiseFor(before.need, tenant, nation, now, time))
    return told('escalated', as, before, request, hours, [again], cover?.name ?? tenant.desk?.name ?? TEAM)
  }

  /** As it stands: what is with somebody who is no specialist any more is with the desk. */
  function heldBy(request: SpecialistRequest, roster: readonly RosterSpecialist[]): SpecialistRequest {
    if (!request.assignee || roster.some(({ member }) => member === request.assignee)) return request
    return without({ ...request, status: 'open' }, 'assignee')
  }

  /** Who covers for a holder that is away: somebody at work, and not the one who asked. */
  function coverNow(request: SpecialistRequest, roster: readonly RosterSpecialist[], now: number) {
    const holder = roster.find(({ member }) => member === request.assignee)
    const cover = holder && coverFor(holder, roster, ukDay(now))
    return cover && cover.member !== request.askedBy && !isAwayOn(cover, ukDay(now)) ? cover : undefined
  }

  const fullTimer = ({ tenant, id, version }: SpecialistRequest, due: number): Timer => ({
    tenant,
    id: `${id}:full:${version}`,
    kind: 'full',
    request: id,
    due,
  })

  /** Who else hears that a reply is late: whoever had it, and the desk or every colleague. */
  const lateToo = ({ assignee }: SpecialistRequest, roster: readonly RosterSpecialist[]): Recipient[] => [
    ...roster.filter(({ member }) => member === assignee).map(({ member }) => ({ member })),
    { desk: true },
  ]

  function told(
    kind: EventKind,
    as: NoticeKind,
    before: SpecialistRequest,
    request: SpecialistRequest,
    hours: Hours,
    timers: Timer[],
    passedTo = nameIn(hours.roster, request) || hours.tenant.desk?.name || DESK,
  ): RequestChange {
    const holder: Recipient = request.assignee ? { member: request.assignee } : { desk: true }
    const others = kind === 'escalated' ? lateToo(before, hours.roster) : []
    const kindFor = (to: Recipient): NoticeKind =>
      'member' in to && to.member === request.askedBy ? 'event' : isSame(to, holder) ? as : 'overdue'
    // Told is not passed on: only where somebody else has it now does the thread say so, and why.
    const because = request.why === before.why ? {} : { text: request.why }
    return {
      request,
      events: [{ kind, by: WAYMARK, byName: 'Waymark', from: WAYMARK, at: hours.now, to: passedTo, ...because }],
      notices: noticesTo([...toldOf(kind, request, WAYMARK, before), ...others], kindFor, request, hours),
      timers,
    }
  }

  /** Each working morning, to everybody who has something open, and to the desk. */
  async function digest(timer: Timer, tenant: Tenant): Promise<void> {
    const roster = await stores.roster.list(tenant.id)
    const hours = hoursOf(tenant, roster)
    const live = await stores.requests.list(tenant.id, { statuses: LIVE })
    const holders = new Set(live.map(({ assignee }) => assignee ?? ''))
    const day = ukDay(hours.now)
    const recipients = [...holders].map((member): Recipient => (member ? { member } : { desk: true }))
    await stores.outbox.add(
      recipients.map((to) => ({
        id: idOf(tenant.id, 'digest', day, JSON.stringify(to)),
        tenant: tenant.id,
        to,
        kind: 'digest',
        urgent: false,
        notBefore: firstHour(to, hours),
        createdAt: hours.now,
      })),
    )
    await stores.timers.set([digestTimer(tenant)])
    await stores.timers.done(timer)
  }

  async function purge(timer: Timer, tenant: Tenant): Promise<void> {
    const purged = await stores.data.purge(tenant, clock.time())
    log.info('purged', { tenant: tenant.id, ...purged })
    await stores.timers.set([purgeTimer(tenant.id, clock.time() + PURGE_EVERY)])
    await stores.timers.done(timer)
  }

  const digestTimer = (tenant: Tenant): Timer => {
    const due = time.nextMorning(clock.time(), { hours: tenant.hours, nation: hoursNation(tenant, fallback) })
    return { tenant: tenant.id, id: `digest:${ukDay(due)}`, kind: 'digest', due }
  }
  // Counted in whole days since 1970: across a clock change two purges can fall on one day of the calendar.
  const purgeTimer = (tenant: string, due: number): Timer => ({
    tenant,
    id: `purge:${Math.floor(due / PURGE_EVERY)}`,
    kind: 'purge',
    due,
  })

  return {
    /** The timers every tenant has. Called at start and when a tenant is set up; what is set already stays. */
    async begin(tenant: Tenant): Promise<void> {
      await stores.timers.set([digestTimer(tenant), purgeTimer(tenant.id, clock.time() + PURGE_EVERY)])
    },

    /** Does what is due now. Gives how much that was. One timer that fails does not stop the others. */
    async run(): Promise<number> {
      const due = await stores.timers.claim(clock.time(), LEASE, MOST)
      for (const timer of due)
        await run(timer).catch((error: Error) =>
          log.error('timed work failed', { kind: timer.kind, name: error.name, message: error.message.slice(0, 200) }),
        )
      return due.length
    },
  }
}

const nameIn = (roster: readonly RosterSpecialist[], { assignee }: SpecialistRequest): string =>
  roster.find(({ member }) => member === assignee)?.name ?? ''

const isSame = (a: Recipient, b: Recipient): boolean => JSON.stringify(a) === JSON.stringify(b)
