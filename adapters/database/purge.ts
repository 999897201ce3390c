import type { ExpressionBuilder } from 'kysely'
import { LIVE, WAYMARK } from '../../src/domain/specialist-request.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import type { DataRights } from '../../src/stores.ts'
import type { Db, Schema } from './schema.ts'
import { namesOf } from './tenants.ts'

const DAY = 86_400_000
/** As much as one transaction deletes, so that nobody waits long behind it. */
const BATCH = 500
/** Platforms send an event again for some days at most. */
const KEYS_KEPT = 14 * DAY

type Purged = Awaited<ReturnType<DataRights['purge']>>

/**
 * Deletes what is older than the tenant keeps it. A request goes when it has ended and nothing has happened in its thread
 * since; one somebody still has to deal with stays, however old. Afterwards everything is counted again, and the audit says
 * what went and what was left.
 */
export async function purge(db: Db, tenant: Tenant, now: number): Promise<Purged> {
  const talked = now - tenant.keep.conversations * DAY
  const ended = now - tenant.keep.requests * DAY
  const done = {
    conversations: await purgeTurns(db, tenant.id, talked),
    answers: await inBatches(
      () => oldAnswers(db, tenant.id, talked).limit(BATCH).execute(),
      (tx, ids) => removeAnswers(tx, tenant.id, ids),
      db,
    ),
    requests: await inBatches(
      () => oldRequests(db, tenant.id, ended).limit(BATCH).execute(),
      (tx, ids) => removeRequests(tx, tenant.id, ids),
      db,
    ),
  }
  await purgeLeftovers(db, tenant.id, now, { talked, ended })
  const left =
    (await oldAnswers(db, tenant.id, talked).execute()).length +
    (await oldRequests(db, tenant.id, ended).execute()).length +
    (await oldTurns(db, tenant.id, talked).execute()).length
  await db
    .insertInto('audit')
    .values({
      ...{ tenant: tenant.id, at: now, by_member: WAYMARK, what: 'old data deleted' },
      data: JSON.stringify({ ...done, left, keep: tenant.keep }),
    })
    .execute()
  return { ...done, left }
}

const oldAnswers = (db: Db, tenant: string, before: number) =>
  db.selectFrom('answers').select('id').where('tenant', '=', tenant).where('at', '<', before)

/** Too old, or with no answer left in its conversation: nothing would lead to it when the person wants it erased. */
const isOldTurn = (tenant: string, before: number) => (it: ExpressionBuilder<Schema, 'turns'>) =>
  it.or([
    it('at', '<', before),
    it.not(
      it.exists(
        it
          .selectFrom('answers')
          .select('answers.id')
          .where('answers.tenant', '=', tenant)
          .whereRef('answers.conversation', '=', 'turns.conversation')
          .where('answers.at', '>=', before),
      ),
    ),
  ])

const oldTurns = (db: Db, tenant: string, before: number) =>
  db
    .selectFrom('turns')
    .select('conversation as id')
    .distinct()
    .where('tenant', '=', tenant)
    .where(isOldTurn(tenant, before))

const oldRequests = (db: Db, tenant: string, before: number) =>
  db
    .selectFrom('requests')
    .select('id')
    .where('tenant', '=', tenant)
    .where('status', 'not in', [...LIVE])
    .where('made_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('request_events as event')
            .select('event.n')
            .where('event.tenant', '=', tenant)
            .whereRef('event.request', '=', 'requests.id')
            .where('event.at', '>=', before),
        ),
      ),
    )

async function purgeTurns(db: Db, tenant: string, before: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const conversations = await oldTurns(tx, tenant, before).execute()
    await tx.deleteFrom('turns').where('tenant', '=', tenant).where(isOldTurn(tenant, before)).execute()
    return conversations.length
  })
}

async function inBatches(
  find: () => Promise<{ id: string }[]>,
  remove: (tx: Db, ids: string[]) => Promise<void>,
  db: Db,
): Promise<number> {
  let removed = 0
  for (;;) {
    const ids = (await find()).map(({ id }) => id)
    if (!ids.length) return removed
    await db.transaction().execute((tx) => remove(tx, ids))
    removed += ids.length
  }
}

async function removeAnswers(tx: Db, tenant: string, ids: string[]): Promise<void> {
  await tx.deleteFrom('citations').where('tenant', '=', tenant).where('answer', 'in', ids).execute()
  await tx.deleteFrom('feedback').where('tenant', '=', tenant).where('question', 'in', ids).execute()
  await tx.deleteFrom('answers').where('tenant', '=', tenant).where('id', 'in', ids).execute()
}

async function removeRequests(tx: Db, tenant: string, ids: string[]): Promise<void> {
  for (const table of ['request_events', 'timers', 'outbox'] as const)
    await tx.deleteFrom(table).where('tenant', '=', tenant).where('request', 'in', ids).execute()
  await tx.deleteFrom('requests').where('tenant', '=', tenant).where('id', 'in', ids).execute()
}

/** What would only pile up: proposals dealt with, messages sent, timers done, keys of events, ended sessions and links. */
async function purgeLeftovers(
  db: Db,
  tenant: string,
  now: number,
  { talked, ended }: { talked: number; ended: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { names } = await namesOf(tx, tenant)
    const before = now - KEYS_KEPT
    await tx
      .deleteFrom('reviews')
      .where('tenant', '=', tenant)
      .where('status', '!=', 'waiting')
      .where('at', '<', ended)
      .execute()
    await tx
      .deleteFrom('outbox')
      .where('tenant', '=', tenant)
      .where('status', '=', 'sent')
      .where('sent_at', '<', talked)
      .execute()
    await tx
      .deleteFrom('timers')
      .where('tenant', '=', tenant)
      .where('done', '=', 1)
      .where('due', '<', before)
      .where('request', 'is', null)
      .execute()
    await tx.deleteFrom('inbox').where('tenant', 'in', names).where('done', '=', 1).where('at', '<', before).execute()
    await tx
      .deleteFrom('inbox_keys')
      .where('tenant', 'in', names)
      .where('at', '<', before)
      .where('key', 'not in', ({ selectFrom }) => selectFrom('inbox').select('key').where('done', '=', 0))
      .execute()
    await tx.deleteFrom('seen').where('at', '<', before).execute()
    await tx.deleteFrom('sessions').where('expires', '<=', now).execute()
    await tx.deleteFrom('sign_in_links').where('tenant', '=', tenant).where('expires', '<=', now).execute()
  })
}
