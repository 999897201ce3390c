import type { RequestEvent, SpecialistRequest } from '../../src/domain/specialist-request.ts'
import type { RequestChange, RequestStore } from '../../src/stores.ts'
import { queue } from './outbox.ts'
import { present } from './rows.ts'
import type { Db, Open, Schema } from './schema.ts'
import { replaceTimers } from './timers.ts'

/** Requests with their thread of record. Whatever goes with a change is stored in its transaction, or nothing is. */
export function createRequestStore({ db }: Open): RequestStore {
  return {
    make: (change) =>
      db.transaction().execute(async (tx) => {
        const { request } = change
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('requests')
          .values(rowOf(request))
          .onConflict((it) => it.columns(['tenant', 'key']).doNothing())
          .executeTakeFirstOrThrow()
        if (numInsertedOrUpdatedRows === 0n) {
          const row = await one(tx, request.tenant).where('key', '=', request.key).executeTakeFirstOrThrow()
          return { request: requestFrom(row), made: false }
        }
        await storeWith(tx, change, 0)
        return { request, made: true }
      }),

    change: (change) =>
      db.transaction().execute(async (tx) => {
        const { request } = change
        const { tenant, id, key, asked_by, origin, about, made_at, ...changing } = rowOf(request)
        const { numUpdatedRows } = await tx
          .updateTable('requests')
          .set(changing)
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .where('version', '=', request.version - 1)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        const { last } = await tx
          .selectFrom('request_events')
          .select(({ fn }) => fn.max('n').as('last'))
          .where('tenant', '=', tenant)
          .where('request', '=', id)
          .executeTakeFirstOrThrow()
        await storeWith(tx, change, Number(last ?? 0))
        return true
      }),

    async find(tenant, id) {
      const row = await one(db, tenant).where('id', '=', id).executeTakeFirst()
      return row && requestFrom(row)
    },

    async list(tenant, { askedBy, assignee, statuses, madeSince, madeBefore } = {}) {
      let query = one(db, tenant)
      if (askedBy !== undefined) query = query.where('asked_by', '=', askedBy)
      if (assignee === null) query = query.where('assignee', 'is', null)
      else if (assignee !== undefined) query = query.where('assignee', '=', assignee)
      if (statuses) query = query.where('status', 'in', statuses.length ? statuses : [''])
      if (madeSince !== undefined) query = query.where('made_at', '>=', madeSince)
      if (madeBefore !== undefined) query = query.where('made_at', '<', madeBefore)
      return (await query.orderBy('made_at').orderBy('id').execute()).map(requestFrom)
    },

    async events(tenant, id) {
      const rows = await db
        .selectFrom('request_events')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('request', '=', id)
        .orderBy('n')
        .execute()
      return rows.map(eventFrom)
    },
  }

  /** Events are numbered on from `last`; notices name theirs by its place in the change. */
  async function storeWith(tx: Db, { request, events, notices, timers }: RequestChange, last: number): Promise<void> {
    if (events.length)
      await tx
        .insertInto('request_events')
        .values(events.map((event, index) => eventRow(request, event, last + 1 + index)))
        .execute()
    await queue(
      tx,
      notices.map((notice) => (notice.event === undefined ? notice : { ...notice, event: last + 1 + notice.event })),
    )
    if (timers) await replaceTimers(tx, request, timers)
  }
}

const one = (db: Db, tenant: string) => db.selectFrom('requests').selectAll().where('tenant', '=', tenant)

function rowOf(request: SpecialistRequest): Schema['requests'] {
  return {
    tenant: request.tenant,
    id: request.id,
    key: request.key,
    asked_by: request.askedBy,
    origin: JSON.stringify(request.origin),
    need: JSON.stringify(request.need),
    topics: JSON.stringify(request.topics),
    about: request.about ? JSON.stringify(request.about) : null,
    status: request.status,
    assignee: request.assignee ?? null,
    why: request.why,
    version: request.version,
    made_at: request.madeAt,
    promised_by: request.promisedBy,
    first_reply_at: request.firstReplyAt ?? null,
    snoozed_until: request.snoozedUntil ?? null,
    closed_at: request.closedAt ?? null,
  }
}

export function requestFrom(row: Schema['requests']): SpecialistRequest {
  return {
    tenant: row.tenant,
    id: row.id,
    key: row.key,
    askedBy: row.asked_by,
    origin: JSON.parse(row.origin),
    need: JSON.parse(row.need),
    topics: JSON.parse(row.topics),
    ...(row.about && { about: JSON.parse(row.about) }),
    status: row.status as SpecialistRequest['status'],
    why: row.why,
    version: row.version,
    madeAt: row.made_at,
    promisedBy: row.promised_by,
    ...present({
      assignee: row.assignee,
      firstReplyAt: row.first_reply_at,
      snoozedUntil: row.snoozed_until,
      closedAt: row.closed_at,
    }),
  }
}

function eventRow(
  { tenant, id }: SpecialistRequest,
  { kind, by, byName, from, at, text, to }: Omit<RequestEvent, 'n'>,
  n: number,
): Schema['request_events'] {
  return {
    ...{ tenant, request: id, n, kind, by_member: by, by_name: byName, platform: from, at },
    ...{ text: text ?? null, to_member: to ?? null },
  }
}

export function eventFrom(row: Schema['request_events']): RequestEvent {
  const { n, kind, by_member, by_name, platform, at, text, to_member } = row
  return {
    ...{ n, kind: kind as RequestEvent['kind'], by: by_member, byName: by_name, from: platform, at },
    ...present({ text, to: to_member }),
  }
}
