import type { AuditStore } from '../../src/stores.ts'
import type { Open } from './schema.ts'

/** What was done by whom, in the order it was done. The table refuses every UPDATE. */
export function createAuditStore({ db }: Open): AuditStore {
  return {
    async note({ tenant, at, by, what, data = {} }) {
      await db
        .insertInto('audit')
        .values({ tenant, at, by_member: by, what, data: JSON.stringify(data) })
        .execute()
    },
    async list(tenant) {
      const rows = await db.selectFrom('audit').selectAll().where('tenant', '=', tenant).orderBy('seq').execute()
      return rows.map(({ at, by_member, what, data }) => ({ at, by: by_member, what, data: JSON.parse(data) }))
    },
  }
}
