import type { Engine } from './schema.ts'

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
