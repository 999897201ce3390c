import type { DataRights } from '../../src/stores.ts'
import { eraseMember } from './erase-member.ts'
import { eraseTenant } from './erase-tenant.ts'
import { exportMember } from './export-member.ts'
import { forgetQuestion } from './forget-question.ts'
import { purge } from './purge.ts'
import { oneAtATime } from './rows.ts'
import type { Open } from './schema.ts'

/** What a person, a tenant and time may do with data: each a file of its own. */
export function createDataRights({ db, engine, now, settle }: Open): DataRights {
  return {
    exportMember: (tenant, member) => exportMember(db, tenant, member),
    async eraseMember(tenant, member) {
      const erased = await db.transaction().execute(async (tx) => {
        await oneAtATime(tx, engine, tenant)
        return eraseMember(tx, tenant, member, now())
      })
      if (erased) await settle()
    },
    async eraseTenant(tenant) {
      await db.transaction().execute((tx) => eraseTenant(tx, tenant))
      await settle()
    },
    forgetQuestion: (tenant, id) => db.transaction().execute((tx) => forgetQuestion(tx, tenant, id)),
    async purge(tenant, time) {
      const purged = await purge(db, tenant, time)
      await settle()
      return purged
    },
  }
}
