import type { Inbox } from '../../src/stores.ts'
import { forUs } from './rows.ts'
import type { Open } from './schema.ts'

/** Events a platform sent, until they are dealt with: in each lane the one that came first, one at a time. */
export function createInbox({ db, engine }: Open): Inbox {
  return {
    async take({ key, tenant, platform, lane, payload, at }, alsoKnownAs = []) {
      // In one order everywhere, so that two that take the same keys wait for each other, never crosswise.
      const keys = [...new Set([key, ...alsoKnownAs])].sort()
      const taken = db.transaction().execute(async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('inbox_keys')
          .values(keys.map((known) => ({ key: known, tenant, at })))
          .onConflict((it) => it.doNothing())
          .executeTakeFirstOrThrow()
        if (Number(numInsertedOrUpdatedRows) < keys.length) throw new KnownAlready()
        await tx
          .insertInto('inbox')
          .values({ key, tenant, platform, lane, payload, at, attempts: 0, held_until: 0, done: 0 })
          .execute()
        return true
      })
      return taken.catch((error: unknown) => {
        if (error instanceof KnownAlready) return false
        throw error
      })
    },

    claim: (platform, now, lease, most) =>
      db.transaction().execute(async (tx) => {
        const first = tx
          .selectFrom('inbox as it')
          .select('it.seq')
          .where('it.platform', '=', platform)
          .where('it.done', '=', 0)
          .where('it.held_until', '<=', now)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('inbox as before')
                  .select('before.seq')
                  .whereRef('before.tenant', '=', 'it.tenant')
                  .where('before.platform', '=', platform)
                  .whereRef('before.lane', '=', 'it.lane')
                  .where('before.done', '=', 0)
                  .whereRef('before.seq', '<', 'it.seq'),
              ),
            ),
          )
          .orderBy('it.seq')
          .limit(most)
        const found = (await forUs(engine, first).execute()).map(({ seq }) => seq)
        if (!found.length) return []
        const rows = await tx
          .updateTable('inbox')
          .set(({ eb }) => ({ held_until: now + lease, attempts: eb('attempts', '+', 1) }))
          .where('seq', 'in', found)
          .returning(['seq', 'key', 'tenant', 'platform', 'lane', 'payload', 'at', 'attempts'])
          .execute()
        return rows.sort((a, b) => a.seq - b.seq).map(({ seq, ...event }) => event)
      }),

    async done(...keys) {
      await db.updateTable('inbox').set({ done: 1, payload: '' }).where('key', 'in', keys).execute()
    },
  }
}

/** Undoes the keys stored so far. */
class KnownAlready extends Error {}
