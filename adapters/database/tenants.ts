import type { Tenant } from '../../src/domain/tenant.ts'
import type { TenantStore } from '../../src/stores.ts'
import type { Db, Open, Schema } from './schema.ts'

export function createTenantStore({ db }: Open): TenantStore {
  return {
    async find(id) {
      const row = await db.selectFrom('tenants').selectAll().where('tenant', '=', id).executeTakeFirst()
      return row && tenantFrom(row)
    },
    async all() {
      return (await db.selectFrom('tenants').selectAll().orderBy('tenant').execute()).map(tenantFrom)
    },
    save: (tenant) => saveTenant(db, tenant),
  }
}

export async function saveTenant(db: Db, { id, off, ...settings }: Tenant): Promise<void> {
  const columns = { settings: JSON.stringify(settings), off: off ? JSON.stringify(off) : null }
  await db
    .insertInto('tenants')
    .values({ tenant: id, ...columns })
    .onConflict((it) => it.column('tenant').doUpdateSet(columns))
    .execute()
}

/**
 * A tenant, with the names its rows may stand under: its own, and those of its workspaces, since what a platform sends is
 * stored before anybody asks whose it is. A workspace that is a tenant of its own is not among them.
 */
export async function namesOf(db: Db, id: string): Promise<{ tenant: Tenant | undefined; names: string[] }> {
  const row = await db.selectFrom('tenants').selectAll().where('tenant', '=', id).executeTakeFirst()
  const tenant = row && tenantFrom(row)
  const workspaces = tenant?.workspaces ?? []
  const others = workspaces.length
    ? await db.selectFrom('tenants').select('tenant').where('tenant', 'in', workspaces).execute()
    : []
  return { tenant, names: [...new Set([id, ...workspaces.filter((name) => !others.some((it) => it.tenant === name))])] }
}

export function tenantFrom({ tenant, settings, off }: Schema['tenants']): Tenant {
  return { ...JSON.parse(settings), id: tenant, ...(off && { off: JSON.parse(off) }) }
}
