import type { DecisionRecord } from '../domain/decision-record.ts'
import { isSpecialist } from '../domain/member.ts'
import type { Person } from '../domain/question.ts'
import { LIVE, type SpecialistRequest } from '../domain/specialist-request.ts'
import { decisionRecord } from './decision-record.ts'
import type { DeskDeps } from './desk.ts'
import { figuresOf, type MonthFigures } from './figures.ts'
import { MESSAGES, maySee } from './life.ts'
import { ukDay } from './working-time.ts'

/** What is read of requests rather than done to them. */
export function createReports({ stores, tenancy, clock, time, nation: fallback }: DeskDeps) {
  return {
    /** How early specialists are brought in, by month; undefined for those who are not specialists or admins. */
    async figures(person: Person): Promise<MonthFigures[] | undefined> {
      const { tenant, member } = await tenancy.known(person)
      if (!isSpecialist(member)) return undefined
      const calendar = { hours: tenant.hours, nation: tenant.nation ?? fallback ?? 'england' }
      return figuresOf(
        await stores.requests.list(tenant.id),
        (from, to) => time.between(from, to, calendar),
        (at) => ukDay(at).slice(0, 7),
      )
    },

    /** For an audit file: to whoever may read the request. */
    async record(person: Person, id: string): Promise<DecisionRecord | undefined> {
      const { tenant, member } = await tenancy.known(person)
      const request = await stores.requests.find(tenant.id, id)
      if (!request || !maySee(member, request)) return undefined
      return decisionRecord(tenant.name, request, await stores.requests.events(tenant.id, id), clock.time())
    },

    /** Those whose promised time has gone while it is the specialist's turn: not while they are put off or the asker is asked back. */
    async lateAmong(requests: readonly SpecialistRequest[]): Promise<Set<string>> {
      const now = clock.time()
      const past = requests.filter(
        ({ status, promisedBy, snoozedUntil }) =>
          LIVE.includes(status) && promisedBy < now && !(snoozedUntil && snoozedUntil > now),
      )
      const late = await Promise.all(
        past.map(async ({ tenant, id, firstReplyAt }) => {
          if (!firstReplyAt) return id
          const last = (await stores.requests.events(tenant, id)).findLast(
            ({ kind }) => MESSAGES.includes(kind) || kind === 'reopened',
          )
          return last?.kind === 'asked-back' || last?.kind === 'replied' ? '' : id
        }),
      )
      return new Set(late.filter(Boolean))
    },
  }
}
