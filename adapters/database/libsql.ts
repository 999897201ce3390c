import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CompiledQuery, type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely'
import Database from 'libsql'
import { guardedDriver } from './driver.ts'
import { databaseError } from './errors.ts'

export const MEMORY = ':memory:'
/** How long a write waits for another process, in milliseconds: the command line beside the service. */
const PATIENCE = 5000

/**
 * SQLite as libsql ships it: one connection, so one writer in the process. A file survives a crash or power cut with every
 * acknowledged write (WAL, synchronous=FULL), and what is erased is overwritten, not only unlinked (secure_delete).
 */
export function openLibsql(data: string): { dialect: Dialect } {
  try {
    if (data !== MEMORY) mkdirSync(data, { recursive: true, mode: 0o700 })
    const file = new Database(data === MEMORY ? MEMORY : join(data, 'waymark.db'))
    for (const setting of ['journal_mode=WAL', 'synchronous=FULL', `busy_timeout=${PATIENCE}`, 'secure_delete=ON'])
      file.prepare(`pragma ${setting}`).all()
    return { dialect: libsqlDialect(file) }
  } catch (cause) {
    throw databaseError(cause)
  }
}

function libsqlDialect(file: Database.Database): Dialect {
  const database: SqliteDatabase = file as never
  const dialect = new SqliteDialect({ database })
  return {
    createDriver: () =>
      guardedDriver(new SqliteDriver({ database }), async (connection, { accessMode }) => {
        // A transaction that reads first and writes later could find that another process wrote in between
        // (SQLITE_BUSY_SNAPSHOT), which no waiting mends. So writers take their turn at the beginning.
        await connection.executeQuery(CompiledQuery.raw(accessMode === 'read only' ? 'begin' : 'begin immediate'))
      }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () => new TransactionalDdl(),
  }
}

/** SQLite can undo a half-made schema; Kysely does not take it for granted. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
