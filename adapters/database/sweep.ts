import { sql } from 'kysely'
import { type Needle, needleFor, redacted } from './redact.ts'
import { rewrite } from './rewrite.ts'
import type { Db } from './schema.ts'
import { type AnyRow, TABLES, type Table, UNCHANGEABLE, type Unchangeable, WITHOUT_TENANT } from './tables.ts'
import { namesOf } from './tenants.ts'

/** Rows of a platform found by the person, events of theirs not yet dealt with, and the sessions they are signed in with. */
export async function removePlatformRows(tx: Db, tenant: string, ids: string[]): Promise<void> {
  const { names } = await namesOf(tx, tenant)
  const needles = ids.flatMap((id) => needleFor(id) ?? [])
  const places = [
    ['platform_data', ['key']],
    ['inbox', ['key', 'lane', 'payload']],
    ['inbox_keys', ['key']],
    ['seen', ['key']],
    ['sessions', ['data']],
  ] as const
  for (const [table, columns] of places)
    for (const row of await rowsWith(tx, table, columns, needles, WITHOUT_TENANT.has(table) ? [] : names))
      await removeRow(tx, table, row)
  for (const id of ids)
    await tx.deleteFrom('platform_data').where('tenant', 'in', names).where('key', '=', id).execute()
}

/** Where people's words, or words about people, can stand. Citations hold reviewed words only. */
const TEXTS: Partial<Record<Table, readonly string[]>> = {
  tenants: ['settings', 'off'],
  specialists: ['specialist'],
  answers: ['conversation', 'question', 'answer'],
  turns: ['conversation', 'text'],
  feedback: ['why'],
  requests: ['key', 'origin', 'need', 'about', 'why'],
  request_events: ['by_name', 'text'],
  outbox: ['problem'],
  audit: ['by_member', 'what', 'data'],
  reviews: ['title', 'text', 'origin'],
  platform_data: ['value'],
}

/** Takes every needle out of every text of a tenant. */
export async function sweep(tx: Db, tenant: string, needles: readonly Needle[]): Promise<void> {
  const { names } = await namesOf(tx, tenant)
  for (const [table, columns] of Object.entries(TEXTS) as [Table, readonly string[]][])
    for (const row of await rowsWith(tx, table, columns, needles, names))
      await redactRow(tx, table, row, columns, needles)
}

/** A name of one word, in the threads its owner had part in and nowhere else. */
export async function sweepThreads(tx: Db, tenant: string, requests: readonly string[], needle: Needle): Promise<void> {
  const inThread = { requests: 'id', request_events: 'request' } as const
  for (const [table, column] of Object.entries(inThread) as ['requests', 'id'][]) {
    const columns = TEXTS[table]!
    for (const row of await rowsWith(tx, table, columns, [needle], [tenant]))
      if (requests.includes(row[column] as string)) await redactRow(tx, table, row, columns, [needle])
  }
}

/** Rows in which any of the columns holds any of the needles. No tenants given: the table has none. */
async function rowsWith(
  tx: Db,
  table: Table,
  columns: readonly string[],
  needles: readonly Needle[],
  tenants: readonly string[],
): Promise<AnyRow[]> {
  if (!needles.length) return []
  const some = columns.flatMap((column) =>
    needles.map(({ like }) => sql<boolean>`lower(${sql.ref(column)}) like ${like}`),
  )
  let query = tx.selectFrom(table as 'members').selectAll()
  if (tenants.length) query = query.where('tenant', 'in', tenants)
  const rows = (await query.where(({ or }) => or(some)).execute()) as unknown as AnyRow[]
  return rows.filter((row) => columns.some((column) => changedBy(row[column], needles)))
}

const changedBy = (value: AnyRow[string] | undefined, needles: readonly Needle[]) =>
  typeof value === 'string' && redacted(value, needles) !== value

async function redactRow(
  tx: Db,
  table: Table,
  row: AnyRow,
  columns: readonly string[],
  needles: readonly Needle[],
): Promise<void> {
  const changes = Object.fromEntries(
    columns
      .filter((column) => changedBy(row[column], needles))
      .map((column) => [column, redacted(row[column] as string, needles)]),
  )
  if (UNCHANGEABLE.includes(table as Unchangeable)) {
    await rewrite(tx, table as Unchangeable, [{ ...row, ...changes } as never])
    return
  }
  if (table === 'requests') Object.assign(changes, { version: Number(row.version) + 1 })
  let update = tx.updateTable(table as 'members').set(changes)
  for (const column of TABLES[table]) update = update.where(column as 'id', '=', row[column] as string)
  await update.execute()
}

async function removeRow(tx: Db, table: Table, row: AnyRow): Promise<void> {
  let gone = tx.deleteFrom(table as 'members')
  for (const column of TABLES[table]) gone = gone.where(column as 'id', '=', row[column] as string)
  await gone.execute()
}
