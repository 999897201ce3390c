import type { Tenant } from '../../src/domain/tenant.ts'
import type { TenantStore } from '../../src/stores.ts'
import type { Open, Schema } from './schema.ts'

export function createTenantStore({ db }: Open): TenantStore {
  return {
    async find(id) {
      const row = await db.selectFrom('tenants').selectAll().where('tenant', '=', id).executeTakeFirst()
      return row && tenantFrom(row)
    },
    async all() {
      return (await db.selectFrom('tenants').selectAll().orderBy('tenant').execute()).map(tenantFrom)
    },
    async save({ id, off, ...settings }) {
      const columns = { settings: JSON.stringify(settings), off: off ? JSON.stringify(off) : null }
      await db
        .insertInto('tenants')
        .values({ tenant: id, ...columns })
        .onConflict((it) => it.column('tenant').doUpdateSet(columns))
        .execute()
    },
  }
}

export function tenantFrom({ tenant, settings, off }: Schema['tenants']): Tenant {
  return { ...JSON.parse(settings), id: tenant, ...(off && { off: JSON.parse(off) }) }
}
