import { sql } from 'kysely'
import type { Db } from './schema.ts'
import { TABLE_NAMES, WITHOUT_TENANT } from './tables.ts'
import { namesOf } from './tenants.ts'

/** Where rows may stand under the name of a workspace. */
const BY_WORKSPACE = ['platform_data', 'inbox', 'inbox_keys'] as const

/** Everything of a tenant, in one transaction, and the sessions of its people. Nothing is left to say it was there. */
export async function eraseTenant(tx: Db, tenant: string): Promise<void> {
  const { names } = await namesOf(tx, tenant)
  for (const table of BY_WORKSPACE) await tx.deleteFrom(table).where('tenant', 'in', names).execute()
  for (const table of TABLE_NAMES.filter((name) => !WITHOUT_TENANT.has(name)))
    await tx
      .deleteFrom(table as 'members')
      .where('tenant', '=', tenant)
      .execute()
  for (const name of names) {
    // A key begins with the workspace (slack:T1:…); a session holds the tenant's id as JSON. `replace` is in both engines.
    await tx
      .deleteFrom('seen')
      .where(sql<boolean>`substr(key, 1, ${name.length + 1}) = ${`${name}:`}`)
      .execute()
    await tx
      .deleteFrom('sessions')
      .where(holds('data', JSON.stringify(name)))
      .execute()
    await tx
      .deleteFrom('sessions')
      .where(holds('data', JSON.stringify(JSON.stringify(name)).slice(1, -1)))
      .execute()
  }
}

const holds = (column: string, text: string) =>
  sql<boolean>`replace(${sql.ref(column)}, ${text}, '') <> ${sql.ref(column)}`
