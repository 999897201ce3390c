import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { lockFolder } from '../../adapters/database/lock.ts'
import { openStores } from '../../adapters/database/open-stores.ts'
import { projectRoot } from '../../src/open-library.ts'
import { until } from '../servers/http.ts'
import { DAY, engines, everything, folder, NOW, open } from './engines.ts'
import { answer, ask, made, notice, question, request, tenant, timer } from './samples.ts'

const { server } = await engines()

const big = (id: string) =>
  made(request('a', id, { why: 'x'.repeat(5000) }), {
    notices: [notice('a', id)],
    timers: [timer('a', id, { request: id })],
  })

describe('a full disk', () => {
  it('is said clearly, leaves nothing half done, and is over when there is room again', async () => {
    const stores = await open({ data: folder() })
    await stores.tenants.save(tenant('a'))
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(stores.db)
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count + 6)}`.execute(stores.db)
    let stored = 0
    const error = await (async () => {
      for (; stored < 100; stored++) await stores.requests.make(big(`r${stored}`))
    })().catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'PortError', code: 'disk-full' })
    expect(error.message).toMatch(/^\[database\] cannot .*disk is full/)
    expect(await stores.requests.find('a', `r${stored}`)).toBeUndefined()
    const rows = await everything(stores)
    for (const table of ['requests', 'request_events', 'outbox', 'timers'])
      expect(rows[table], table).toHaveLength(stored)

    await sql`pragma max_page_count = 100000`.execute(stores.db)
    expect(await stores.requests.make(big(`r${stored}`))).toMatchObject({ made: true })
    await stores.close()
  })

  it('in the middle of an answer loses the answer, not a citation of it', async () => {
    const stores = await open({ data: folder() })
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(stores.db)
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count + 1)}`.execute(stores.db)
    const quote = 'q'.repeat(3000)
    const citations = Array.from({ length: 20 }, (_, n) => ({ ...answer().citations[0]!, n, quote }))
    await expect(stores.answers.record(question('a', 'q'), answer({ citations }))).rejects.toMatchObject({
      code: 'disk-full',
    })
    const { answers, citations: cited } = await everything(stores)
    expect([...answers!, ...cited!]).toEqual([])
    await stores.close()
  })
})

describe('a database that cannot be opened', () => {
  it('says so when its folder cannot be made', async () => {
    const data = join(folder(), 'file')
    writeFileSync(data, '')
    await expect(openStores({ data })).rejects.toMatchObject({ name: 'PortError' })
  })

  it('says so when the file is something else', async () => {
    const data = folder()
    writeFileSync(join(data, 'waymark.db'), 'This is not a database. '.repeat(100))
    await expect(openStores({ data })).rejects.toMatchObject({ code: 'database-damaged' })
  })

  it('says so when nothing listens, and never says the password', async () => {
    const url = 'postgres://waymark:hunter2@127.0.0.1:1/waymark'
    const error = await openStores({ data: 'none', url }).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'PortError', code: 'database-away' })
    expect(String(error) + String(error.cause)).not.toContain('hunter2')
  })

  it.skipIf(!server)('says so when the password is wrong', async () => {
    const url = (await server!.newDatabase()).replace('waymark:waymark', 'waymark:wrong')
    await expect(openStores({ data: 'none', url })).rejects.toMatchObject({ code: 'database-refused' })
  })
})

describe.skipIf(!server)('PostgreSQL away', () => {
  it('is said clearly, and when it is back everything goes on without a restart', async () => {
    const stores = await open({ data: 'none', url: await server!.newDatabase() })
    await stores.tenants.save(tenant('a'))
    await stores.requests.make(big('before'))
    const busy = Array.from({ length: 12 }, (_, n) => stores.requests.make(big(`during${n}`)))
    const gone = server!.stop()
    const during = await Promise.allSettled(busy)
    await gone
    expect(await stores.ready()).toBe(false)
    await expect(stores.requests.find('a', 'before')).rejects.toMatchObject({ code: 'database-away' })
    await expect(stores.requests.make(big('away'))).rejects.toMatchObject({ name: 'PortError', code: 'database-away' })
    await server!.start()
    expect(await stores.ready()).toBe(true)
    expect(await stores.requests.make(big('after'))).toMatchObject({ made: true })
    expect(await stores.requests.find('a', 'before')).toBeDefined()
    for (const [n, result] of during.entries()) {
      const found = await stores.requests.find('a', `during${n}`)
      if (result.status === 'fulfilled') expect(found).toBeDefined()
      else expect(result.reason).toMatchObject({ code: 'database-away' })
      expect(await stores.requests.events('a', `during${n}`)).toHaveLength(found ? 1 : 0)
    }
    await stores.close()
  })

  it('without a word, as when a firewall forgets the connection, is given up on and replaced', async () => {
    const url = new URL(await server!.newDatabase())
    const through = await proxyTo(Number(url.port))
    url.port = String(through.port)
    url.searchParams.set('query_timeout', '300')
    const stores = await open({ data: 'none', url: url.href })
    await stores.tenants.save(tenant('a'))
    through.swallow()
    await expect(stores.tenants.all()).rejects.toMatchObject({ code: 'database-away' })
    // A new connection gets through.
    expect(await stores.tenants.all()).toHaveLength(1)
    await stores.close()
    through.close()
  })

  it('between two statements of a change undoes the first, and ends nothing else', async () => {
    const stores = await open({ data: 'none', url: await server!.newDatabase() })
    const change = stores.db.transaction().execute(async (tx) => {
      await tx.insertInto('seen').values({ key: 'half', at: NOW }).execute()
      await server!.stop()
      await new Promise((resolve) => setTimeout(resolve, 50))
      await tx.insertInto('seen').values({ key: 'whole', at: NOW }).execute()
    })
    await expect(change).rejects.toMatchObject({ code: 'database-away' })
    await server!.start()
    expect((await everything(stores)).seen).toEqual([])
    await stores.close()
  })
})

describe('the data folder', () => {
  const hold = (data: string) => {
    const script = `import('${join(projectRoot(), 'adapters/database/lock.ts')}').then(({ lockFolder }) => {
      lockFolder(${JSON.stringify(data)}); console.log('held'); setInterval(() => {}, 1000) })`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return new Promise<typeof child>((resolve) => child.stdout.once('data', () => resolve(child)))
  }

  it('has one service: a second is told who has it since when, and a killed one lets go', async () => {
    const data = join(folder(), 'new')
    const first = await hold(data)
    const refused = () => {
      try {
        lockFolder(data).release()
        return ''
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(refused()).toMatch(
      new RegExp(
        `^The folder ${data} is in use by another Waymark \\(process ${first.pid} since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)\\. Stop`,
      ),
    )
    expect(refused()).not.toBe('')
    first.kill('SIGKILL')
    await until(() => refused() === '', 'the lock to be let go')
    expect(existsSync(join(data, 'lock.txt'))).toBe(false)
  })

  it('is locked against a second one in the same process too, until it is released', () => {
    const data = folder()
    const lock = lockFolder(data)
    expect(() => lockFolder(data)).toThrow(`process ${process.pid}`)
    expect(readFileSync(join(data, 'lock.txt'), 'utf8')).toContain(String(process.pid))
    lock.release()
    lockFolder(data).release()
  })

  it('keeps what was acknowledged when the process is killed', async () => {
    const data = folder()
    mkdirSync(data, { recursive: true })
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(projectRoot(), 'test/servers/write-until-killed.ts'), data],
      { cwd: projectRoot(), stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    await until(() => said.split('\n').length > 40, 'forty requests')
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
    const stores = await open({ data }, () => NOW + DAY)
    for (const id of said.split('\n').slice(0, -1)) {
      expect(await stores.requests.find('a', id), id).toBeDefined()
      expect(await stores.requests.events('a', id)).toHaveLength(1)
      expect((await stores.outbox.to('a', id, 9)).length).toBe(1)
    }
    await ask(stores, 'a', 'goes-on')
    await stores.close()
  })
})

/** A way to the server that can swallow what is said on the connections there are. */
async function proxyTo(port: number) {
  const sockets = new Set<Socket>()
  const proxy = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => [near, far].map((it) => it.destroy()))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as AddressInfo).port,
    swallow() {
      for (const socket of sockets) socket.unpipe().pause()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
