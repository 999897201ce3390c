import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStores } from '../adapters/database/open-stores.ts'
import { composeService, type Service } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import { FIXTURE, keptLog } from './helpers.ts'
import { until } from './servers/http.ts'

let folder: string
let service: Service
let log: ReturnType<typeof keptLog>
let address: string
const talking = () => join(folder, 'knowledge/claims/talking.md')
const edit = (change: (text: string) => string) => writeFileSync(talking(), change(readFileSync(talking(), 'utf8')))
const config = (port = 0, data = 'data') =>
  readConfig({ PORT: String(port), WAYMARK_DATA: join(folder, data), WAYMARK_KNOWLEDGE: join(folder, 'knowledge') })
const ask = async (question: string) =>
  (await fetch(`${address}/ask`, { method: 'POST', body: new URLSearchParams({ question }) })).text()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-service-'))
  cpSync(FIXTURE, join(folder, 'knowledge'), { recursive: true })
  log = keptLog()
  service = await composeService(config(), log)
  address = await service.start()
})
afterEach(async () => {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the service', () => {
  it('says where to ask, and that no platform is connected yet', () => {
    expect(service.greeting(address)).toContain(`ask at ${address}`)
    expect(service.greeting(address)).toContain('no chat platform yet')
  })

  it('refuses a port in use with one line that says what to do', async () => {
    const second = await composeService(config(Number(new URL(address).port), 'other'), log)
    await expect(second.start()).rejects.toThrow(
      /^Port \d+ is in use\. Stop what uses it, or set PORT to another number\.$/,
    )
    await second.stop()
  })

  it('refuses a data folder another one has, and says which', async () => {
    await expect(composeService(config(), log)).rejects.toThrow(
      `The folder ${join(folder, 'data')} is in use by another Waymark (process ${process.pid} since`,
    )
  })

  it('keeps an answer over a restart', async () => {
    await ask('no contact with suppliers until the tender is live')
    await service.stop()
    const kept = await openStores({ data: join(folder, 'data') })
    const { rows } = await sql<{ id: string }>`select id from answers`.execute(kept.db)
    expect((await kept.answers.find('local', rows[0]!.id))?.answer.outcome).toBe('answered')
    await kept.close()
    service = await composeService(config(), log)
    address = await service.start()
  })

  it('takes over an editor’s change without a restart', async () => {
    edit((text) =>
      text.replace('You may talk to suppliers before a tender', 'You may certainly talk to suppliers before a tender'),
    )
    await until(() => log.lines.some(({ event }) => event === 'knowledge taken over'), 'the change')
    expect(await ask('no contact with suppliers until the tender is live')).toContain('certainly talk')
  })

  it('keeps serving the last good library when an entry is broken, and says what to mend', async () => {
    edit((text) => text.replace('verdict: myth', 'verdict: fibs'))
    await until(() => log.lines.some(({ event }) => event === 'knowledge not taken over'), 'the refusal')
    expect(log.lines.find(({ event }) => event === 'knowledge not taken over')?.fields).toMatchObject({
      file: 'claims/talking.md',
      field: 'claims 1.verdict',
    })
    expect(await ask('no contact with suppliers until the tender is live')).toContain('You may talk')
  })

  it('keeps serving when the folder disappears', async () => {
    rmSync(join(folder, 'knowledge'), { recursive: true })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(await ask('no contact with suppliers until the tender is live')).toContain('You may talk')
  })

  it('starts from the kept index the next time', async () => {
    await service.stop()
    service = await composeService(config(), log)
    address = await service.start()
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ ready: true, database: true, knowledge: true })
  })
})
