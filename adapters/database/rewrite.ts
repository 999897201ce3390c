import type { Db, Schema } from './schema.ts'
import { TABLES, type Unchangeable } from './tables.ts'

/** A row as read: `seq` is there. */
type Row<T extends Unchangeable> = { [Column in keyof Schema[T]]: unknown }

/**
 * The one way a row that refuses UPDATE is ever put back otherwise than it was: taken out and stored anew, in the caller's
 * transaction. Two things call it: taking a person's words and name out (erase-member.ts), and two identities turning out
 * to be one person (hand-over.ts). What was answered, decided or cited is no part of either.
 */
export async function rewrite<T extends Unchangeable>(tx: Db, table: T, rows: readonly Row<T>[]): Promise<void> {
  for (const row of rows as readonly Record<string, string>[]) {
    // The query is the same for each table; Kysely cannot follow that through T.
    let gone = tx.deleteFrom(table as 'answers')
    for (const column of TABLES[table]) gone = gone.where(column as 'id', '=', row[column]!)
    await gone.execute()
    await tx
      .insertInto(table as 'answers')
      .values(row as never)
      .execute()
  }
}
