import { sql } from 'kysely'
import type { Db, Engine } from './schema.ts'

/** Columns that may be null, as fields that may be absent. */
export function present<T extends object>(columns: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

/**
 * Rows chosen for this process alone. SQLite has one writer at a time; on PostgreSQL rows another replica is choosing are
 * passed over, so that nobody waits and nobody gets them twice.
 */
export function forUs<Q extends { forUpdate(): { skipLocked(): unknown } }>(engine: Engine, query: Q): Q {
  return engine === 'postgresql' ? (query.forUpdate().skipLocked() as Q) : query
}

/**
 * One at a time for each tenant, until the transaction ends: people joined, listed or erased at once would each move rows
 * to somebody the other has just removed. SQLite's transactions are one at a time as it is.
 */
export async function oneAtATime(tx: Db, engine: Engine, tenant: string): Promise<void> {
  if (engine === 'postgresql') await sql`select pg_advisory_xact_lock(hashtext(${tenant}))`.execute(tx)
}
