import type { Member } from '../../src/domain/member.ts'
import type { Person } from '../../src/domain/question.ts'
import type { RosterSpecialist } from '../../src/domain/specialist.ts'
import type { Queued, RequestEvent, SpecialistRequest, Timer } from '../../src/domain/specialist-request.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import type { Library } from '../../src/knowledge/library.ts'
import { createDesk, type DeskDeps } from '../../src/specialists/desk.ts'
import { createDue } from '../../src/specialists/due.ts'
import type { RequestChange, Stores } from '../../src/stores.ts'
import { NOW, time, wall } from './council.ts'

interface Council {
  tenant: Tenant
  roster?: RosterSpecialist[]
  people?: Member[]
}

/**
 * One council in memory, for trying the use-cases without a database: what the stores promise and no more. The stores
 * themselves are tried by their own contract.
 */
export function councilInMemory({ tenant, roster = [], people = [] }: Council) {
  const members = new Map(people.map((one) => [one.id, one]))
  const requests = new Map<string, SpecialistRequest>()
  const events = new Map<string, RequestEvent[]>()
  const outbox = new Map<string, Queued>()
  const timers = new Map<string, Timer>()
  const now = { at: NOW }
  const seen = new Set<string>()
  /** What went wrong unseen; tests expect none. */
  const errors: unknown[] = []
  const here = (of: string) => of === tenant.id

  function store({ request, events: added, notices, timers: next }: RequestChange): void {
    requests.set(request.id, request)
    const thread = events.get(request.id) ?? []
    const numbered = added.map((one, index) => ({ ...one, n: thread.length + index + 1 }))
    events.set(request.id, [...thread, ...numbered])
    for (const one of notices)
      outbox.set(one.id, { ...one, event: numbered[one.event ?? 0]!.n, attempts: 0, status: 'waiting' })
    if (!next) return
    for (const [id, one] of timers) if (one.request === request.id) timers.delete(id)
    for (const one of next) timers.set(one.id, one)
  }

  const stores = {
    tenants: { find: async (id: string) => (here(id) ? tenant : undefined), all: async () => [tenant] },
    people: {
      find: async (of: string, id: string) => (here(of) ? members.get(id) : undefined),
      identities: async (_: string, id: string) => [{ platform: 'web', id: `${id}@example.uk` }],
    },
    roster: { list: async (of: string) => (here(of) ? roster : []) },
    answers: { find: async () => undefined },
    conversations: { turns: async () => [] },
    requests: {
      async make(change: RequestChange) {
        const known = [...requests.values()].find(({ key }) => key === change.request.key)
        if (known) return { request: known, made: false }
        store(change)
        return { request: change.request, made: true }
      },
      async change(change: RequestChange) {
        if (requests.get(change.request.id)?.version !== change.request.version - 1) return false
        store(change)
        return true
      },
      find: async (of: string, id: string) => (here(of) ? requests.get(id) : undefined),
      async list(of: string, filter: Parameters<Stores['requests']['list']>[1] = {}) {
        return [...requests.values()].filter(
          ({ status, assignee }) =>
            here(of) &&
            (!filter.statuses || filter.statuses.includes(status)) &&
            (filter.assignee === undefined || filter.assignee === (assignee ?? null)),
        )
      },
      events: async (_: string, id: string) => events.get(id) ?? [],
    },
    outbox: {
      claim: async (by: number) =>
        [...outbox.values()].filter((one) => one.status === 'waiting' && one.notBefore <= by),
      sent: async (id: string, at: number) => void outbox.set(id, { ...outbox.get(id)!, status: 'sent', sentAt: at }),
      later: async (id: string, at: number, problem: string) =>
        void outbox.set(id, { ...outbox.get(id)!, notBefore: at, problem }),
      park: async (id: string, problem: string) =>
        void outbox.set(id, { ...outbox.get(id)!, status: 'parked', problem }),
      add: async (notices: readonly Queued[]) => {
        for (const one of notices) outbox.set(one.id, { ...one, attempts: 0, status: 'waiting' })
      },
    },
    timers: {
      set: async (all: readonly Timer[]) => {
        for (const one of all) if (!timers.has(one.id)) timers.set(one.id, one)
      },
      claim: async (by: number) => [...timers.values()].filter(({ due }) => due <= by),
      done: async ({ id }: Timer) => void timers.delete(id),
    },
    data: { purge: async () => ({ conversations: 0, answers: 0, requests: 0, left: 0 }) },
  }

  const deps: DeskDeps = {
    stores: stores as unknown as Stores,
    tenancy: {
      tenantOf: async () => tenant,
      known: async ({ id }: Person) => ({ tenant, member: members.get(id)! }),
      identities: async () => [],
    },
    library: () => ({ entries: [], byId: new Map() }) as unknown as Library,
    clock: { now: () => now.at, time: () => now.at, today: () => new Date(now.at).toISOString().slice(0, 10) },
    time,
    log: { info() {}, warn() {}, error: (what, fields) => errors.push({ what, ...fields }) },
  }
  return {
    deps,
    now,
    errors,
    outbox,
    timers,
    desk: createDesk(deps),
    due: createDue(deps),
    as: (id: string): Person => ({ tenant: 'web', platform: 'web', id }),
    put: (request: SpecialistRequest, notices: RequestChange['notices'] = []) =>
      store({ request, events: [{ kind: 'made', by: request.askedBy, byName: '', from: 'web', at: now.at }], notices }),
    request: () => [...requests.values()].at(-1)!,
    events: () => events.get([...requests.keys()].at(-1)!) ?? [],
    /** Messages of the latest change: to whom, of which kind. */
    told: () =>
      [...outbox.values()]
        .filter(({ id }) => !seen.has(id))
        .map(({ id, to, kind }) => {
          seen.add(id)
          return `${'desk' in to ? 'desk' : to.member}: ${kind}`
        })
        .sort(),
    waiting: () => [...timers.values()].map(({ kind, due }) => `${kind} ${wall(due)}`),
  }
}
