import type { SessionStore } from '../../src/stores.ts'
import type { Open } from './schema.ts'

export function createSessionStore({ db }: Open): SessionStore {
  return {
    async read(id, now) {
      const row = await db
        .selectFrom('sessions')
        .select('data')
        .where('id', '=', id)
        .where('expires', '>', now)
        .executeTakeFirst()
      return row?.data
    },
    async write(id, data, expires) {
      await db
        .insertInto('sessions')
        .values({ id, data, expires })
        .onConflict((it) => it.column('id').doUpdateSet({ data, expires }))
        .execute()
    },
    async remove(id) {
      await db.deleteFrom('sessions').where('id', '=', id).execute()
    },
  }
}
