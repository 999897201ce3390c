import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { type OpenStores, openStores } from '../../adapters/database/open-stores.ts'
import { TABLE_NAMES } from '../../adapters/database/tables.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { NOW } from './time.ts'

export { DAY, MINUTE, NOW } from './time.ts'

export interface Place {
  data: string
  url?: string
}

export interface EngineUnderTest {
  name: string
  /** Why it is not here. */
  skip?: string
  /** Somewhere new and empty. */
  place(): Promise<Place>
}

const folders: string[] = []
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'waymark-stores-'))
  folders.push(made)
  return made
}

/** The engines, with a PostgreSQL started for this test file and stopped after it. */
export async function engines(): Promise<{ all: EngineUnderTest[]; server: PostgresServer | undefined }> {
  const started = await startPostgres()
  const server = 'reason' in started ? undefined : started
  afterAll(async () => {
    await server?.remove()
    for (const made of folders) rmSync(made, { recursive: true, force: true })
  })
  return {
    server,
    all: [
      { name: 'libsql, in a file', place: async () => ({ data: folder() }) },
      { name: 'libsql, in memory', place: async () => ({ data: ':memory:' }) },
      {
        name: server ? 'PostgreSQL' : `PostgreSQL (skipped: ${(started as { reason: string }).reason})`,
        ...('reason' in started && { skip: started.reason }),
        place: async () => ({ data: ':memory:', url: await server!.newDatabase() }),
      },
    ],
  }
}

export const open = (place: Place, now = () => NOW): Promise<OpenStores> => openStores({ ...place, now })

/** Every row of every table, as text, by table. */
export async function everything({ db }: OpenStores): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of TABLE_NAMES) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)
    all[table] = rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort()
  }
  return all
}

/** The rows that hold a text, as `table: row`. */
export async function rowsWith(stores: OpenStores, ...texts: string[]): Promise<string[]> {
  return Object.entries(await everything(stores)).flatMap(([table, rows]) =>
    rows
      .filter((row) => texts.some((text) => row.toLowerCase().includes(text.toLowerCase())))
      .map((row) => `${table}: ${row}`),
  )
}
