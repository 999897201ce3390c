import { DESK, EVENT_WORDS, routedBecause, SOMEBODY } from '../cards/request-words.ts'
import { isSpecialist, type Member } from '../domain/member.ts'
import type { Person } from '../domain/question.ts'
import { LIVE, type RequestEvent, type SpecialistRequest } from '../domain/specialist-request.ts'
import type { RequestChange } from '../stores.ts'
import type { Known } from '../tenancy.ts'
import type { DeskDeps } from './desk.ts'
import { type Action, isRepeat, maySee, type Refusal, type Step, step, TO_DESK, without } from './life.ts'
import { hoursNation, promiseFor, timersFor } from './promise.ts'
import type { createSending } from './send.ts'
import { noticesTo, toldOf } from './tell.ts'

export type Acted = { done: SpecialistRequest } | { refused: Refusal | 'not-found' | 'busy' | 'nobody'; by?: string }

/** Tries before giving up on a request that others keep changing. */
const TRIES = 8

/** Acting on requests: the change, its event, its messages and its timers are stored together. */
export function createActing(deps: DeskDeps, { routed }: ReturnType<typeof createSending>) {
  const { stores, tenancy, clock, time, nation: fallback } = deps

  /** What goes with a step: who has it now, who is told, what is due. */
  async function changeFor(
    known: Known,
    before: SpecialistRequest,
    stepped: Step,
    person: Person,
    events: readonly RequestEvent[],
  ): Promise<RequestChange | 'nobody'> {
    const { tenant, member } = known
    const now = clock.time()
    const roster = await stores.roster.list(tenant.id)
    const nation = hoursNation(tenant, fallback)
    let request = stepped.next
    const toDesk = stepped.to === TO_DESK
    let to = toDesk
      ? (tenant.desk?.name ?? DESK)
      : stepped.to && (roster.find(({ member: id }) => id === stepped.to)?.name ?? member.name)

    if (stepped.kind === 'declined') {
      const turnedDown = events.filter(({ kind }) => kind === 'declined').map(({ by }) => by)
      const skip = new Set([member.id, request.askedBy, before.assignee ?? '', ...turnedDown])
      const asker = (await stores.people.find(tenant.id, request.askedBy)) ?? member
      const route = await routed({ tenant, member: asker }, request.need, request.topics, skip)
      to = route?.specialist?.name ?? tenant.desk?.name ?? DESK
      request = {
        ...request,
        ...(route?.specialist && { assignee: route.specialist.member }),
        why: routedBecause(to, route?.specialist?.team, route?.because ?? { topics: [] }),
      }
    }
    if (stepped.kind === 'reassigned') {
      if (!to || !(toDesk || roster.some(({ member: id }) => id === stepped.to))) return 'nobody'
      request = { ...request, why: `${EVENT_WORDS.reassigned(member.name || SOMEBODY, to)}.` }
    }
    const waits = LIVE.includes(request.status) && stepped.kind !== 'asked-back'
    // Somebody turned to it before the day it was put off to: the clock runs again.
    const woken = stepped.kind !== 'snoozed' && request.snoozedUntil !== undefined
    if (woken) request = without(request, 'snoozedUntil')
    const again = stepped.waitsAgain || (woken && waits) ? now : request.snoozedUntil
    if (again !== undefined) request = { ...request, promisedBy: promiseFor(request.need, tenant, nation, again, time) }
    const restarts = stepped.waitsAgain || woken || ['reassigned', 'declined', 'snoozed'].includes(stepped.kind)
    const hours = { tenant, nation, roster, time, now }
    const newHands = ['reassigned', 'declined'].includes(stepped.kind)
    return {
      request,
      events: [
        {
          kind: stepped.kind,
          by: member.id,
          byName: member.name,
          from: person.platform,
          at: now,
          ...(stepped.text && { text: stepped.text }),
          ...(to && { to }),
          ...(stepped.kind === 'snoozed' && { to: String(request.snoozedUntil) }),
        },
      ],
      notices: noticesTo(
        toldOf(stepped.kind, request, member.id, before),
        (one) => (newHands && isHolder(one, request) ? 'new' : 'event'),
        request,
        hours,
        member.id,
      ),
      ...(!waits ? { timers: [] } : restarts ? { timers: timersFor(request, tenant, nation, now, time) } : {}),
    }
  }

  async function act(person: Person, id: string, action: Action): Promise<Acted> {
    const known = await tenancy.known(person)
    const { tenant, member } = known
    for (let tries = 0; tries < TRIES; tries++) {
      const before = await stores.requests.find(tenant.id, id)
      if (!before || !maySee(member, before)) return { refused: 'not-found' }
      const events = await stores.requests.events(tenant.id, id)
      if (isRepeat(action, member, events.at(-1))) return { refused: 'already-done' }
      const stepped = step(before, action, member, clock.time())
      if ('refused' in stepped) {
        const by = stepped.by && (await stores.people.find(tenant.id, stepped.by))?.name
        return { refused: stepped.refused, ...(by && { by }) }
      }
      const change = await changeFor(known, before, stepped, person, events)
      if (change === 'nobody') return { refused: 'nobody' }
      if (await stores.requests.change(change)) return { done: change.request }
    }
    return { refused: 'busy' }
  }

  return {
    act,

    /** One reply to several requests of the queue. */
    async answerSeveral(person: Person, ids: readonly string[], text: string): Promise<Map<string, Acted>> {
      const done = new Map<string, Acted>()
      for (const id of new Set(ids)) done.set(id, await act(person, id, { act: 'reply', text }))
      return done
    },

    /** Offers a reply for the knowledge base; an editor decides. False when it is not a specialist's to offer. */
    async propose(person: Person, id: string, event: number): Promise<boolean> {
      const { tenant, member } = await tenancy.known(person)
      const request = await stores.requests.find(tenant.id, id)
      const reply = (await stores.requests.events(tenant.id, id)).find(
        ({ n, kind }) => n === event && kind === 'replied',
      )
      if (!request || !reply?.text || !mayPropose(member)) return false
      await stores.reviews.propose({
        tenant: tenant.id,
        id: `${id}:${event}`,
        title: request.about?.question ?? request.need.words.slice(0, 120),
        text: reply.text,
        origin: { request: id, event, by: member.id, ...(request.about && { questionId: request.about.questionId }) },
        status: 'waiting',
        at: clock.time(),
      })
      return true
    },
  }
}

const mayPropose = (member: Member) => isSpecialist(member)

const isHolder = (to: { member: string } | { desk: true }, { assignee }: SpecialistRequest) =>
  'member' in to ? to.member === assignee : !assignee
