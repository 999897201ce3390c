import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenStores } from '../../adapters/database/open-stores.ts'
import { projectRoot } from '../../src/open-library.ts'
import { engines, folder, MINUTE, NOW, open } from './engines.ts'
import { event, incoming, made, notice, request, tenant, timer } from './samples.ts'

const { all } = await engines()
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

describe.each(all)('at the same moment on $name', ({ skip, place }) => {
  if (skip) return it.skip(skip, () => {})
  /** Two replicas where the engine has several; SQLite has one service on a folder. */
  let replicas: OpenStores[] = []
  const either = (n: number) => replicas[n % replicas.length]!

  beforeAll(async () => {
    const where = await place()
    replicas = [await open(where)]
    if (where.url) replicas.push(await open(where))
    await either(0).tenants.save(tenant('a'))
  })
  afterAll(() => Promise.all(replicas.map((it) => it.close())))

  it('twenty first messages of one person make one member', async () => {
    const made = await Promise.all(
      times(20, (n) => either(n).people.know('a', { platform: 'slack', id: 'U0RACE' }, { name: 'Jo Bloggs' })),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    expect(await either(0).people.find('a', made[0]!.id)).toMatchObject({ name: 'Jo Bloggs' })
  })

  it('one request made ten times is one, with one event and one message', async () => {
    const results = await Promise.all(
      times(10, (n) =>
        either(n).requests.make(
          made(request('a', `pressed-${n}`, { key: 'pressed' }), {
            notices: [notice('a', `pressed-${n}`, { member: 'presser' })],
          }),
        ),
      ),
    )
    expect(results.filter((it) => it.made)).toHaveLength(1)
    expect(new Set(results.map((it) => it.request.id)).size).toBe(1)
    const [only] = await either(1).requests.list('a')
    expect(await either(1).requests.events('a', only!.id)).toHaveLength(1)
    expect(await either(1).outbox.to('a', 'presser', 99)).toHaveLength(1)
  })

  it('of ten who take a request one gets it, and only the one is in its thread', async () => {
    await either(0).requests.make(made(request('a', 'wanted')))
    const took = await Promise.all(
      times(10, (n) =>
        either(n).requests.change(
          made(request('a', 'wanted', { version: 2, status: 'taken', assignee: `s${n}` }), {
            events: [event({ kind: 'taken', by: `s${n}` })],
          }),
        ),
      ),
    )
    expect(took.filter(Boolean)).toHaveLength(1)
    const winner = `s${took.indexOf(true)}`
    expect((await either(1).requests.find('a', 'wanted'))?.assignee).toBe(winner)
    expect((await either(1).requests.events('a', 'wanted')).map(({ by }) => by)).toEqual(['m1', winner])
  })

  it('many senders never hold one message twice, nor two of one recipient, and every message gets out in order', async () => {
    const lanes = times(8, (lane) => ({ member: `lane${lane}` }))
    for (let n = 0; n < 6; n++) await either(n).outbox.add(lanes.map((to, lane) => notice('a', `out-${lane}-${n}`, to)))
    const sent: string[] = []
    const held = new Set<string>()
    await Promise.all(
      times(8, async (n) => {
        for (let idle = 0; idle < 4; ) {
          const mine = await either(n).outbox.claim(NOW, MINUTE, 3)
          idle = mine.length ? 0 : idle + 1
          for (const { id, to } of mine) {
            const lane = JSON.stringify(to)
            expect(held.has(lane), `two of ${lane}`).toBe(false)
            held.add(lane)
            await new Promise((resolve) => setTimeout(resolve, 1))
            if (id.startsWith('out-')) sent.push(id)
            held.delete(lane)
            await either(n + 1).outbox.sent(id, NOW)
          }
        }
      }),
    )
    expect(new Set(sent).size).toBe(48)
    expect(sent).toHaveLength(48)
    for (let lane = 0; lane < 8; lane++)
      expect(sent.filter((id) => id.startsWith(`out-${lane}-`))).toEqual(times(6, (n) => `out-${lane}-${n}`))
  })

  it('a timer goes off for one process', async () => {
    await either(0).timers.set(times(30, (n) => timer('a', `tick-${n}`)))
    const claims = await Promise.all(times(12, (n) => either(n).timers.claim(NOW, MINUTE, 7)))
    const ids = claims.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(30)
  })

  it('an event that comes ten times by crossed names is taken once, and held by one', async () => {
    const takes = await Promise.all(
      times(10, (n) =>
        n % 2 ? either(n).inbox.take(incoming('x1'), ['x2', 'x3']) : either(n).inbox.take(incoming('x3'), ['x2', 'x1']),
      ),
    )
    expect(takes.filter(Boolean)).toHaveLength(1)
    const claims = await Promise.all(times(6, (n) => either(n).inbox.claim('slack', NOW, MINUTE, 5)))
    expect(claims.flat()).toHaveLength(1)
    const firsts = await Promise.all(times(10, (n) => either(n).seen.firstTime('once')))
    expect(firsts.filter(Boolean)).toHaveLength(1)
  })

  it('a sign-in link pressed ten times lets one in', async () => {
    await either(0).signInLinks.add({ hash: 'h', tenant: 'a', member: 'm', expires: NOW + 1 })
    const used = await Promise.all(times(10, (n) => either(n).signInLinks.use('h', NOW)))
    expect(used.filter(Boolean)).toHaveLength(1)
  })

  it('people joining each other’s identities end as one, not as none', async () => {
    const identities = times(6, (n) => ({ platform: 'web', id: `join${n}@a.gov.uk` }))
    const members = await Promise.all(identities.map((it) => either(0).people.know('a', it)))
    await Promise.allSettled(members.map((it, n) => either(n).people.join('a', it.id, identities[(n + 1) % 6]!)))
    const after = await Promise.all(identities.map((it) => either(1).people.know('a', it)))
    for (const { id } of after) expect(await either(0).people.find('a', id)).toBeDefined()
  })
})

describe('a second process on the same file', () => {
  it('writes in turn with this one, and neither fails', async () => {
    const data = folder()
    const stores = await open({ data })
    const other = spawn(
      process.execPath,
      ['--import', 'tsx', join(projectRoot(), 'test/servers/write-beside.ts'), data, '150'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = new Promise<number | null>((resolve) => other.on('close', resolve))
    await new Promise((resolve) => other.stdout.once('data', resolve))
    for (let n = 0; n < 150; n++) await stores.requests.make(made(request('here', `r${n}`)))
    expect(await ended).toBe(0)
    expect(await stores.requests.list('here')).toHaveLength(150)
    expect(await stores.requests.list('beside')).toHaveLength(150)
    await stores.close()
  })
})
