import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import { databaseError } from './errors.ts'

interface Guarded extends DatabaseConnection {
  readonly inner: DatabaseConnection
}

/**
 * Any Kysely driver, with three things both engines need: every failure is a PortError, text is free of NUL (PostgreSQL
 * refuses it, SQLite ends the text there), and a failed rollback never hides why there was one. `begin` starts a
 * transaction where the engine's own way is not ours.
 */
export function guardedDriver(
  inner: Driver,
  begin = (connection: DatabaseConnection, settings: TransactionSettings) =>
    inner.beginTransaction(connection, settings),
): Driver {
  const bare = (connection: DatabaseConnection) => (connection as Guarded).inner
  return {
    init: () => guard(inner.init()),
    async acquireConnection(): Promise<Guarded> {
      const connection = await guard(inner.acquireConnection())
      return {
        inner: connection,
        executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
          guard((async () => connection.executeQuery<R>(withoutNul(query)))()),
        streamQuery: (query, size) => connection.streamQuery(query, size),
      }
    },
    beginTransaction: (connection, settings) => guard(begin(bare(connection), settings)),
    commitTransaction: (connection) => guard(inner.commitTransaction(bare(connection))),
    /** SQLite rolls back by itself when the disk is full, and a lost connection has nothing left to roll back. */
    rollbackTransaction: (connection) => inner.rollbackTransaction(bare(connection)).catch(() => undefined),
    releaseConnection: (connection) => inner.releaseConnection(bare(connection)),
    destroy: () => inner.destroy(),
  }
}

async function guard<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw databaseError(cause)
  }
}

function withoutNul(query: CompiledQuery): CompiledQuery {
  const holds = (value: unknown): value is string => typeof value === 'string' && value.includes('\0')
  if (!query.parameters.some(holds)) return query
  return { ...query, parameters: query.parameters.map((value) => (holds(value) ? value.replaceAll('\0', '') : value)) }
}
