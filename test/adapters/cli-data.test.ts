import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DataTools, dataCommand } from '../../adapters/cli/data.ts'
import { type OpenStores, openStores } from '../../adapters/database/open-stores.ts'
import { memberBehind } from '../../adapters/database/people.ts'
import { projectRoot } from '../../src/open-library.ts'
import { ask, tenant } from '../contracts/samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'waymark-data-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a data command', () => {
  let stores: OpenStores
  let opened = 0
  let errors = ''
  beforeEach(async () => {
    stores = await openStores({ data: ':memory:' })
    await stores.tenants.save(tenant('local'))
    opened = 0
    errors = ''
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      errors += String(text)
      return true
    })
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await stores.close()
  })

  async function run(...argv: string[]): Promise<{ code: number; said: string }> {
    const said: string[] = []
    const tools: DataTools = {
      ...stores,
      memberBehind: (it, identity) => memberBehind(stores.db, it, identity),
      backup: async () => 7,
      restore: async () => 7,
      close: async () => {},
    }
    const open = async () => {
      opened++
      return tools
    }
    return { code: await dataCommand(argv, open, (line) => said.push(line)), said: said.join('\n') }
  }

  it.each([
    [[]],
    [['dance']],
    [['backup']],
    [['backup', 'a', 'b']],
    [['erase-person', 'local']],
    [['constructor']],
  ])('that makes no sense says how it is meant, and opens nothing: %j', async (argv) => {
    expect((await run(...argv)).code).toBe(2)
    expect(errors).toContain('Usage:')
    expect(opened).toBe(0)
  })

  it('finds a person by member id or by platform and id, and gives what is held', async () => {
    const jo = await stores.people.know('local', { platform: 'web', id: 'jo@a.gov.uk' }, { name: 'Jo Bloggs' })
    await ask(stores, 'local', 'q1', { member: jo.id })
    for (const person of [jo.id, 'web:jo@a.gov.uk']) {
      const { code, said } = await run('export-person', 'local', person)
      expect(code).toBe(0)
      expect(JSON.parse(said)).toMatchObject({ members: [{ name: 'Jo Bloggs' }], answers: [{ id: 'q1' }] })
    }
  })

  it('shows the audit, where whose data was exported stands too', async () => {
    const jo = await stores.people.know('local', { platform: 'web', id: 'jo@a.gov.uk' })
    await run('export-person', 'local', jo.id)
    expect(JSON.parse((await run('audit', 'local')).said)).toMatchObject({
      by: 'command line',
      what: 'person exported',
      data: { member: jo.id },
    })
  })

  it('shows editors what was proposed and which answers were said to be wrong, and why', async () => {
    const jo = await stores.people.know('local', { platform: 'web', id: 'jo@a.gov.uk' })
    await ask(stores, 'local', 'q1', { member: jo.id })
    const about = { tenant: 'local', at: 0 }
    await stores.feedback.give({ ...about, questionId: 'q1', member: jo.id, helpful: false, why: 'the rule changed' })
    const proposal = { id: 'r1:2', title: 'Talking', text: 'You may.', origin: { request: 'r1', event: 2, by: jo.id } }
    await stores.reviews.propose({ ...about, ...proposal, status: 'waiting' })
    await stores.reviews.propose({ ...about, ...proposal, id: 'r2:2', title: 'Done with', status: 'done' })
    const { said } = await run('review', 'local')
    const lines = said.split('\n').map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { title: 'Talking', text: 'You may.', origin: { request: 'r1' } },
      { question: expect.any(String), why: 'the rule changed', questionId: 'q1' },
    ])
  })

  it('erases a person only when told so twice', async () => {
    const jo = await stores.people.know('local', { platform: 'web', id: 'jo@a.gov.uk' })
    expect((await run('erase-person', 'local', 'web:jo@a.gov.uk')).code).toBe(2)
    expect(errors).toContain('--yes')
    expect(await stores.people.find('local', jo.id)).toBeDefined()
    expect((await run('erase-person', 'local', 'web:jo@a.gov.uk', '--yes')).code).toBe(0)
    expect(await stores.people.find('local', jo.id)).toBeUndefined()
  })

  it('erases a tenant only when told so twice', async () => {
    expect((await run('erase-tenant', 'local')).code).toBe(2)
    expect(await stores.tenants.find('local')).toBeDefined()
    expect((await run('erase-tenant', '--yes', 'local')).code).toBe(0)
    expect(await stores.tenants.find('local')).toBeUndefined()
  })

  it.each([
    [['export-person', 'local', 'web:nobody@a.gov.uk'], 'nobody web:nobody@a.gov.uk in the tenant local'],
    [['erase-person', 'elsewhere', 'x', '--yes'], 'Tenants: local'],
    [['erase-tenant', 'elsewhere', '--yes'], 'no tenant elsewhere. Tenants: local'],
    [['audit', 'elsewhere'], 'no tenant elsewhere'],
    [['purge', 'elsewhere'], 'no tenant elsewhere'],
  ])('about somebody who is not there says so, and who is: %j', async (argv, said) => {
    expect((await run(...argv)).code).toBe(1)
    expect(errors).toContain(said)
  })

  it('purges every tenant, and says what went', async () => {
    expect(await run('purge')).toEqual({
      code: 0,
      said: 'local: 0 conversations, 0 answers, 0 requests deleted; 0 left.',
    })
  })
})

describe('npm run data', () => {
  async function run(data: string, ...args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot(), 'src/cli.ts'), 'data', ...args], {
      cwd: projectRoot(),
      env: { ...process.env, WAYMARK_DATA: data, DATABASE_URL: '' },
    })
    const [out, err, code] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ])
    return { out, err, code }
  }

  it('backs up beside the running service, and restores into an empty folder, once', async () => {
    const [here, there, file] = [join(folder, 'here'), join(folder, 'there'), join(folder, 'backup.gz')]
    const stores = await openStores({ data: here })
    await stores.tenants.save(tenant('local', { name: 'Anytown' }))
    await ask(stores, 'local', 'q1')
    expect(await run(here, 'backup', file)).toMatchObject({ code: 0, out: expect.stringContaining('4 rows') })
    expect(await run(there, 'restore', file)).toMatchObject({ code: 0, out: expect.stringContaining('4 rows') })
    const again = await run(there, 'restore', file)
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('empty database') })
    expect(again.err.trim().split('\n')).toHaveLength(1)
    await stores.close()
    const restored = await openStores({ data: there })
    expect((await restored.tenants.find('local'))?.name).toBe('Anytown')
    expect(await restored.answers.find('local', 'q1')).toBeDefined()
    await restored.close()
  })
})
