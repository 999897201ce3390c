import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { drill } from './drill.ts'

let postgres: PostgresServer | { reason: string }
let data = ''
beforeAll(async () => {
  postgres = await startPostgres()
  data = mkdtempSync(join(tmpdir(), 'waymark-faults-'))
}, 60_000)
afterAll(async () => {
  if ('remove' in postgres) await postgres.remove()
  rmSync(data, { recursive: true, force: true })
})

it.each([
  'libsql',
  'postgresql',
])('loses nothing acknowledged and delivers everything once when processes on %s are killed', async (engine) => {
  if (engine === 'postgresql' && 'reason' in postgres) return void console.warn(`skipped: ${postgres.reason}`)
  const url = engine === 'postgresql' && 'newDatabase' in postgres ? await postgres.newDatabase() : undefined
  const { lost, undelivered, requests, events, messages } = await drill(
    { data, ...(url && { url }) },
    { rounds: 2, workers: 2 },
  )
  expect(lost).toEqual([])
  expect(undelivered).toBe(0)
  expect(requests).toBeGreaterThan(0)
  expect(events).toBeGreaterThan(0)
  expect(messages).toBeGreaterThan(requests)
}, 120_000)
