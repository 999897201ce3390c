import type { Db, Schema } from './schema.ts'

/** The tables whose rows refuse UPDATE. */
type Kept = 'answers' | 'citations' | 'request_events' | 'audit'
type Row<T extends Kept> = Schema[T] & { seq?: number }

const KEYS = {
  answers: ['tenant', 'id'],
  citations: ['tenant', 'answer', 'place'],
  request_events: ['tenant', 'request', 'n'],
  audit: ['tenant', 'seq'],
} as const

/**
 * The one way a kept row is ever put back otherwise than it was: taken out and stored anew, in the caller's transaction.
 * Two things call it: taking a person's words or name out (erase-member.ts), and two identities turning out to be one
 * person (hand-over.ts). What was answered, decided or cited is no part of either.
 */
export async function rewrite<T extends Kept>(tx: Db, table: T, rows: readonly Row<T>[]): Promise<void> {
  for (const row of rows) {
    // The tables' types differ, and the query is the same for each: Kysely cannot follow that through T.
    const plain = row as unknown as Record<string, string>
    let gone = tx.deleteFrom(table as 'answers')
    for (const column of KEYS[table] as readonly string[]) gone = gone.where(column as 'id', '=', plain[column]!)
    await gone.execute()
    await tx
      .insertInto(table as 'answers')
      .values(row as never)
      .execute()
  }
}
