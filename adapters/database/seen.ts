import type { SeenEvents } from '../../src/stores.ts'
import type { Open } from './schema.ts'

/** One statement, so that of two deliveries at once one is the first. Keys carry the platform's own ids. */
export function createSeenEvents({ db, now }: Open): SeenEvents {
  return {
    async firstTime(key) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('seen')
        .values({ key, at: now() })
        .onConflict((it) => it.doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
  }
}
