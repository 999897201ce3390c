import type { EntryLink } from '../domain/answer.ts'
import type { DecisionRecord } from '../domain/decision-record.ts'
import { isAdmin, isSpecialist, type Member } from '../domain/member.ts'
import type { Nation } from '../domain/nation.ts'
import type { Person } from '../domain/question.ts'
import { LIVE, type Queued, type RequestEvent, type SpecialistRequest } from '../domain/specialist-request.ts'
import type { Retention } from '../domain/tenant.ts'
import type { Library } from '../knowledge/library.ts'
import type { Clock, Log } from '../ports.ts'
import type { ReviewItem, Stores } from '../stores.ts'
import type { Tenancy } from '../tenancy.ts'
import { type Acted, createActing } from './act.ts'
import type { MonthFigures } from './figures.ts'
import { type Act, type Action, actsOpenTo, maySee, TO_DESK } from './life.ts'
import { morePressing } from './promise.ts'
import { createReports } from './reports.ts'
import { createSending, type Prepared, type Sending, type Sent } from './send.ts'
import { similarTo } from './similar.ts'
import type { WorkingTime } from './working-time.ts'

export interface DeskDeps {
  stores: Stores
  tenancy: Tenancy
  library(): Library
  /** Ids of the entries some words are about, the likeliest first; left out, words are about nothing. */
  entriesFor?: ((words: string) => Promise<string[]>) | undefined
  clock: Clock
  time: WorkingTime
  log: Log
  nation?: Nation | undefined
}

/** A request as somebody may see it, with what they may do. */
export interface RequestView {
  request: SpecialistRequest
  events: RequestEvent[]
  /** Names of the asker and of who has it. */
  asker: string
  holder: string
  /** The promised time has gone, and it is the specialist's turn. */
  late: boolean
  booking?: string
  acts: Act[]
  /** For specialists: others like it, to answer together or to learn from. */
  similar: { id: string; words: string; status: SpecialistRequest['status'] }[]
  /** Colleagues it can be passed to, and the desk. */
  colleagues: { member: string; name: string }[]
}

export interface Queue {
  /** Theirs, the desk's, and everybody else's live ones. Most pressing first. */
  mine: SpecialistRequest[]
  desk: SpecialistRequest[]
  others: SpecialistRequest[]
  answered: SpecialistRequest[]
  /** Ids of those whose promised time has gone. */
  late: ReadonlySet<string>
}

/** Everything about bringing in a specialist; Slack, Teams and the page call the same. Rights are checked at every call. */
export interface Desk {
  who(person: Person): Promise<Member>
  prepare(person: Person, about: { questionId?: string; conversation: string }): Promise<Prepared>
  review(person: Person, need: Prepared['need'], questionId?: string): Promise<Prepared>
  send(person: Person, sending: Sending): Promise<Sent>
  act(person: Person, id: string, action: Action): Promise<Acted>
  answerSeveral(person: Person, ids: readonly string[], text: string): Promise<Map<string, Acted>>
  propose(person: Person, id: string, event: number): Promise<boolean>
  open(person: Person, id: string): Promise<RequestView | undefined>
  mine(person: Person): Promise<SpecialistRequest[]>
  /** Ids of one's own requests whose promised time has gone. */
  lateOf(person: Person): Promise<ReadonlySet<string>>
  /** Undefined for those who are not specialists. */
  queue(person: Person): Promise<Queue | undefined>
  /** What could not be delivered, for specialists and admins; undefined for others. */
  parked(person: Person): Promise<Queued[] | undefined>
  retry(person: Person, id: string): Promise<boolean>
  reviews(person: Person): Promise<ReviewItem[] | undefined>
  /** How many days conversations and finished requests are kept here. */
  keeps(person: Person): Promise<Retention>
  /** How early specialists are brought in, by month; undefined for those who are neither specialist nor admin. */
  figures(person: Person): Promise<MonthFigures[] | undefined>
  /** For an audit file; undefined for those who may not read the request. */
  record(person: Person, id: string): Promise<DecisionRecord | undefined>
}

export type { Acted, EntryLink, Prepared, Sending, Sent }

export function createDesk(deps: DeskDeps): Desk {
  const { stores, tenancy, clock } = deps
  const sending = createSending(deps)
  const acting = createActing(deps, sending)
  const reports = createReports(deps)

  return {
    who: async (person) => (await tenancy.known(person)).member,
    prepare: sending.prepare,
    review: sending.review,
    send: sending.send,
    ...acting,
    figures: reports.figures,
    record: reports.record,

    async open(person, id) {
      const { tenant, member } = await tenancy.known(person)
      const request = await stores.requests.find(tenant.id, id)
      if (!request || !maySee(member, request)) return undefined
      const roster = await stores.roster.list(tenant.id)
      const holder = roster.find(({ member: one }) => one === request.assignee)
      const works = isSpecialist(member)
      const others = works
        ? await stores.requests.list(tenant.id, { statuses: ['open', 'taken', 'answered', 'closed'] })
        : []
      return {
        request,
        events: await stores.requests.events(tenant.id, id),
        asker: (await stores.people.find(tenant.id, request.askedBy))?.name ?? '',
        holder:
          holder?.name ??
          (request.assignee
            ? ((await stores.people.find(tenant.id, request.assignee))?.name ?? '')
            : (tenant.desk?.name ?? '')),
        late: (await reports.lateAmong([request])).has(request.id),
        ...(holder?.booking && { booking: holder.booking }),
        acts: actsOpenTo(member, request),
        similar: similarTo(request, others).map(({ id: other, need, status }) => ({
          id: other,
          words: need.words,
          status,
        })),
        colleagues: works
          ? [
              ...roster
                .filter(({ member: one }) => one !== request.assignee)
                .map(({ member: one, name }) => ({ member: one, name })),
              ...(request.assignee && tenant.desk ? [{ member: TO_DESK, name: tenant.desk.name }] : []),
            ]
          : [],
      }
    },

    async mine(person) {
      const { tenant, member } = await tenancy.known(person)
      return (await stores.requests.list(tenant.id, { askedBy: member.id })).sort((a, b) => b.madeAt - a.madeAt)
    },

    async lateOf(person) {
      const { tenant, member } = await tenancy.known(person)
      return reports.lateAmong(await stores.requests.list(tenant.id, { askedBy: member.id, statuses: LIVE }))
    },

    async queue(person) {
      const { tenant, member } = await tenancy.known(person)
      if (!isSpecialist(member)) return undefined
      const all = await stores.requests.list(tenant.id, { statuses: ['open', 'taken', 'answered'] })
      const live = all.filter(({ status }) => status !== 'answered').sort(morePressing)
      return {
        mine: live.filter(({ assignee }) => assignee === member.id),
        desk: live.filter(({ assignee }) => !assignee),
        others: live.filter(({ assignee }) => assignee && assignee !== member.id),
        answered: all.filter(({ status, assignee }) => status === 'answered' && assignee === member.id),
        late: await reports.lateAmong(live),
      }
    },

    async parked(person) {
      const { tenant, member } = await tenancy.known(person)
      return isSpecialist(member) ? stores.outbox.parked(tenant.id) : undefined
    },

    async retry(person, id) {
      const { tenant, member } = await tenancy.known(person)
      return isSpecialist(member) && stores.outbox.retry(tenant.id, id, clock.time())
    },

    keeps: async (person) => (await tenancy.known(person)).tenant.keep,

    async reviews(person) {
      const { tenant, member } = await tenancy.known(person)
      return isAdmin(member) || isSpecialist(member) ? stores.reviews.list(tenant.id) : undefined
    },
  }
}
