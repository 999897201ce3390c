import { type Dialect, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { guardedDriver } from './driver.ts'

/** Longest wait for a connection and for a statement, in milliseconds: a database that is away is said to be, soon. */
const CONNECT = 5000
const STATEMENT = 60_000
const INT8 = 20

/** PostgreSQL through a pool that replaces lost connections by itself. */
export function openPostgres(url: string): { dialect: Dialect } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT,
    query_timeout: STATEMENT,
    keepAlive: true,
    application_name: 'waymark',
    // Times and counts are far below 2^53, so numbers will do.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  })
  // A connection lost while idle, or between two statements of a transaction, is an event; unheard it ends the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const dialect = new PostgresDialect({ pool })
  return {
    dialect: {
      createDriver: () => guardedDriver(new PostgresDriver({ pool })),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createAdapter: () => dialect.createAdapter(),
    },
  }
}
