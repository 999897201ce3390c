import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { PortError } from '../../src/errors.ts'
import { databaseError } from './errors.ts'
import { SCHEMA_VERSION } from './migrations/index.ts'
import type { Db, Engine } from './schema.ts'
import { type AnyRow, TABLE_NAMES, TABLES, type Table } from './tables.ts'

/** Changes when a reader of the old form could not make sense of the new one. */
const FORMAT = 1
const PAGE = 500

interface Header {
  waymark: 'backup'
  format: number
  /** The newest migration of the database it came from. */
  schema: string
  at: string
  rows: number
}

export type Progress = (done: number, total: number) => void

interface Database {
  db: Db
  engine: Engine
}

/**
 * Writes every row to one gzip file, a JSON line each, as all of them were at one moment; people go on asking meanwhile.
 * The file is the same whichever engine it came from. Gives the number of rows.
 */
export async function backup({ db }: Database, file: string, progress: Progress = () => {}): Promise<number> {
  const part = `${file}.part`
  try {
    const rows = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const total = await countRows(tx)
        await pipeline(
          Readable.from(linesOf(tx, total, progress)),
          createGzip(),
          createWriteStream(part, { mode: 0o600 }),
        )
        return total
      })
    await rename(part, file)
    return rows
  } catch (cause) {
    rmSync(part, { force: true })
    throw databaseError(cause)
  }
}

async function* linesOf(tx: Db, rows: number, progress: Progress): AsyncGenerator<string> {
  const header: Header = {
    waymark: 'backup',
    format: FORMAT,
    schema: SCHEMA_VERSION,
    at: new Date().toISOString(),
    rows,
  }
  yield `${JSON.stringify(header)}\n`
  let done = 0
  for (const table of TABLE_NAMES)
    for await (const page of pagesOf(tx, table)) {
      yield page.map((row) => `${JSON.stringify([table, row])}\n`).join('')
      done += page.length
      progress(done, rows)
    }
}

/** A table's rows by its key, so that no page is read twice and none is counted up to. */
async function* pagesOf(tx: Db, table: Table): AsyncGenerator<AnyRow[]> {
  const key = sql.join(TABLES[table].map((column) => sql.ref(column)))
  let last: AnyRow | undefined
  for (;;) {
    const after = last ? sql`where (${key}) > (${sql.join(TABLES[table].map((column) => last![column]))})` : sql``
    const { rows } = await sql<AnyRow>`
      select * from ${sql.table(table)} ${after} order by ${key} limit ${sql.lit(PAGE)}`.execute(tx)
    if (rows.length) yield rows
    if (rows.length < PAGE) return
    last = rows.at(-1)
  }
}

/**
 * Stores a backup's rows in an empty database, all of them or none. Throws PortError `not-empty`, `not-a-backup`,
 * `other-version` or `backup-damaged`. Gives the number of rows.
 */
export async function restore({ db, engine }: Database, file: string, progress: Progress = () => {}): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (await countRows(tx))
      throw new PortError('not-empty', 'A backup can only be restored into an empty database; this one has rows.')
    const total = await storeLines(tx, file, progress).catch((cause) => {
      throw readProblem(file, cause)
    })
    if (engine === 'postgresql') await countOn(tx)
    return total
  })
}

async function storeLines(tx: Db, file: string, progress: Progress): Promise<number> {
  const bytes = createReadStream(file)
  const text = bytes.pipe(createGunzip())
  bytes.on('error', (error) => text.destroy(error))
  let header: Header | undefined
  let done = 0
  let waiting: { table: Table; rows: AnyRow[] } | undefined
  const store = async () => {
    if (!waiting?.rows.length) return
    await tx
      .insertInto(waiting.table as 'members')
      .values(waiting.rows as never)
      .execute()
    done += waiting.rows.length
    waiting = undefined
    progress(done, header!.rows)
  }
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!header) {
        header = headerFrom(line, file)
        continue
      }
      const [table, row] = JSON.parse(line) as [Table, AnyRow]
      if (!(table in TABLES))
        throw new PortError('backup-damaged', `${file} has rows of a table unknown here: ${table}.`)
      if (waiting?.table !== table || waiting.rows.length >= PAGE) await store()
      waiting ??= { table, rows: [] }
      waiting.rows.push(row)
    }
    await store()
  } finally {
    bytes.destroy()
  }
  if (!header) throw new PortError('not-a-backup', `${file} is empty.`)
  if (done !== header.rows)
    throw new PortError(
      'backup-damaged',
      `${file} should hold ${header.rows} rows and holds ${done}. Nothing was restored.`,
    )
  return done
}

function headerFrom(line: string, file: string): Header {
  const header = JSON.parse(line) as Partial<Header>
  if (header.waymark !== 'backup') throw new PortError('not-a-backup', `${file} is not a backup of Waymark.`)
  if (header.format !== FORMAT || header.schema !== SCHEMA_VERSION)
    throw new PortError(
      'other-version',
      `${file} was made by another version of Waymark (format ${header.format}, tables ${header.schema}; here ${FORMAT}, ${SCHEMA_VERSION}). Restore it with that version, then update.`,
    )
  return header as Header
}

function readProblem(file: string, cause: unknown): PortError {
  if (cause instanceof PortError) return cause
  const { code = '' } = cause as { code?: string }
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new PortError('not-a-backup', `Cannot read ${file} (${code}).`, cause)
  if (code === 'Z_DATA_ERROR' || cause instanceof SyntaxError)
    return new PortError(
      'not-a-backup',
      `${file} is not a backup of Waymark, or it is damaged. Nothing was restored.`,
      cause,
    )
  if (code.startsWith('Z_'))
    return new PortError('backup-damaged', `${file} ends too early. Nothing was restored.`, cause)
  return databaseError(cause)
}

async function countRows(db: Db): Promise<number> {
  let total = 0
  for (const table of TABLE_NAMES) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)
    total += Number(rows[0]!.n)
  }
  return total
}

/** PostgreSQL goes on numbering where the restored rows end; SQLite does so by itself. */
async function countOn(tx: Db): Promise<void> {
  for (const table of TABLE_NAMES.filter((name) => TABLES[name][0] === ('seq' as string)))
    await sql`select setval(pg_get_serial_sequence(${table}, 'seq'), coalesce(max(seq), 0) + 1, false)
      from ${sql.table(table)}`.execute(tx)
}
