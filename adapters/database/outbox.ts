import type { Notice, Queued, Recipient } from '../../src/domain/specialist-request.ts'
import type { Outbox } from '../../src/stores.ts'
import { forUs, present } from './rows.ts'
import type { Db, Open, Schema } from './schema.ts'

/**
 * Messages on their way. Each recipient of a tenant is a lane: one message of a lane is under way at a time, the one stored
 * first of those that are due. A message put off holds its lane; one waiting for working hours lets an urgent one pass.
 */
export function createOutbox({ db, engine }: Open): Outbox {
  const one = (id: string) => db.updateTable('outbox').where('id', '=', id).where('status', '!=', 'sent')
  return {
    add: (notices) => queue(db, notices),

    claim: (now, lease, most) =>
      db.transaction().execute(async (tx) => {
        const first = tx
          .selectFrom('outbox as it')
          .select('it.seq')
          .where('it.status', '=', 'waiting')
          .where('it.not_before', '<=', now)
          // Also on the row itself: a row another replica has just changed is judged again by its own columns only.
          .where('it.held_until', '<=', now)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('outbox as other')
                  .select('other.seq')
                  .whereRef('other.tenant', '=', 'it.tenant')
                  .whereRef('other.lane', '=', 'it.lane')
                  .where('other.status', '=', 'waiting')
                  .where(({ eb, or, and, ref }) =>
                    or([
                      eb('other.held_until', '>', now),
                      and([eb('other.not_before', '<=', now), eb('other.seq', '<', ref('it.seq'))]),
                    ]),
                  ),
              ),
            ),
          )
          .orderBy('it.seq')
          .limit(most)
        const found = (await forUs(engine, first).execute()).map(({ seq }) => seq)
        if (!found.length) return []
        const rows = await tx
          .updateTable('outbox')
          .set(({ eb }) => ({ held_until: now + lease, attempts: eb('attempts', '+', 1) }))
          .where('seq', 'in', found)
          .returningAll()
          .execute()
        return rows.sort((a, b) => a.seq - b.seq).map(queuedFrom)
      }),

    async sent(id, now) {
      await one(id).set({ status: 'sent', sent_at: now, held_until: 0, problem: null }).execute()
    },
    async later(id, at, problem) {
      await one(id).set({ held_until: at, problem }).execute()
    },
    async park(id, problem) {
      await one(id).set({ status: 'parked', held_until: 0, problem }).execute()
    },

    async parked(tenant) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('status', '=', 'parked')
        .orderBy('seq')
        .execute()
      return rows.map(queuedFrom)
    },
    async retry(tenant, id, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ status: 'waiting', attempts: 0, held_until: 0, not_before: now })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('status', '=', 'parked')
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async to(tenant, member, most) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('lane', '=', laneOf({ member }))
        .orderBy('seq', 'desc')
        .limit(most)
        .execute()
      return rows.map(queuedFrom)
    },
  }
}

/** Stores messages in the caller's transaction; one whose id is known is already on its way. */
export async function queue(db: Db, notices: readonly Notice[]): Promise<void> {
  if (!notices.length) return
  await db
    .insertInto('outbox')
    .values(notices.map(rowOf))
    .onConflict((it) => it.column('id').doNothing())
    .execute()
}

export const laneOf = (to: Recipient) => ('member' in to ? `member:${to.member}` : 'desk')

function rowOf({ id, tenant, to, kind, request, event, urgent, notBefore, createdAt }: Notice) {
  return {
    ...{ id, tenant, lane: laneOf(to), member: 'member' in to ? to.member : null, kind },
    ...{ request: request ?? null, event: event ?? null, urgent: Number(urgent) },
    ...{ not_before: notBefore, created_at: createdAt, status: 'waiting', attempts: 0, held_until: 0 },
  }
}

type Row = Omit<Schema['outbox'], 'seq'>

export function queuedFrom(row: Row): Queued {
  return {
    id: row.id,
    tenant: row.tenant,
    to: row.member === null ? { desk: true } : { member: row.member },
    kind: row.kind as Queued['kind'],
    urgent: row.urgent === 1,
    notBefore: row.not_before,
    createdAt: row.created_at,
    attempts: row.attempts,
    status: row.status as Queued['status'],
    ...present({ request: row.request, event: row.event, problem: row.problem, sentAt: row.sent_at }),
  }
}
