import { type Kysely, type Migration, Migrator } from 'kysely'
import type { Engine, Schema } from '../schema.ts'
import { first } from './0001-first.ts'

/** In order, by name. Imported one by one, so that the build carries them. */
const migrations = (engine: Engine): Record<string, Migration> => ({ '0001-first': first(engine) })

/** What the newest migration is called: backups name it. */
export const SCHEMA_VERSION = Object.keys(migrations('libsql')).at(-1)!

/** Brings the tables up to date. Two processes that start at once take turns, and the second finds nothing to do. */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations(engine) },
    migrationTableName: 'waymark_migration',
    migrationLockTableName: 'waymark_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
