import { type Dialect, PostgresDialect, PostgresDriver } from 'kysely'
import pg from 'pg'
import { guardedDriver } from './driver.ts'

/** Longest wait for a connection and for a statement, in milliseconds; `?query_timeout=` in the address changes the last. */
const CONNECT = 5000
const STATEMENT = 30_000
const INT8 = 20

/** PostgreSQL through a pool that replaces lost connections by itself. */
export function openPostgres(url: string): { dialect: Dialect } {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT,
    query_timeout: STATEMENT,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'waymark',
    // Times and counts are far below 2^53, so numbers will do.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  })
  // A connection lost while idle, or between two statements of a transaction, is an event; unheard it ends the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    endWhenStalled(client)
  })
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

/** A connection that never answered (a firewall forgot it, say) would stay in the pool: ended, the pool makes a new one. */
function endWhenStalled(client: pg.Client): void {
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>
  const watched = async (...given: unknown[]) => {
    try {
      return await query(...given)
    } catch (error) {
      if ((error as Error).message === 'Query read timeout') void client.end().catch(() => undefined)
      throw error
    }
  }
  client.query = watched as typeof client.query
}
