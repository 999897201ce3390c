import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { backup, restore } from '../../adapters/database/backup.ts'
import type { OpenStores } from '../../adapters/database/open-stores.ts'
import { DAY, engines, everything, folder, MINUTE, NOW, open, type Place } from './engines.ts'
import { answer, ask, event, incoming, made, notice, question, request, specialist, tenant, timer } from './samples.ts'

const { all } = await engines()
const opened: OpenStores[] = []
async function opens(place: Promise<Place>): Promise<OpenStores> {
  const stores = await open(await place)
  opened.push(stores)
  return stores
}
afterEach(async () => {
  for (const stores of opened.splice(0)) await stores.close()
})

/** At least one row in every table. */
async function fill(stores: OpenStores): Promise<void> {
  await stores.tenants.save(tenant('a', { off: { reason: 'x', by: 'y', at: NOW } }))
  await stores.roster.replace('a', [specialist('sam')])
  await stores.answers.record(question('a', 'q', { text: 'naïve “quotes”\nand 🏛️' }), answer())
  for (let n = 0; n < 1203; n++) await stores.seen.firstTime(`slack:${n}`)
  await stores.conversations.add('a', 'c', [{ role: 'user', text: 'hello' }])
  await stores.feedback.give({ tenant: 'a', questionId: 'q', member: 'm', helpful: true, at: NOW })
  await stores.requests.make(
    made(request('a', 'r'), {
      events: [event(), event({ text: null as never })],
      notices: [notice('a', 'n1', { member: 'm' }), notice('a', 'n2')],
      timers: [timer('a', 't', { request: 'r', due: NOW + DAY })],
    }),
  )
  await stores.audit.note({ tenant: 'a', at: NOW, by: 'm', what: 'x' })
  const origin = { by: 'm' }
  await stores.reviews.propose({
    ...{ tenant: 'a', id: 'i', title: 't', text: 'x' },
    origin,
    status: 'waiting',
    at: NOW,
  })
  await stores.sessions.write('s', 'data', NOW + DAY)
  await stores.signInLinks.add({ hash: 'h', tenant: 'a', member: 'm', expires: NOW + DAY })
  await stores.platforms.put('a', 'slack', 'place', 'k', 'v')
  await stores.inbox.take(incoming('e'))
}

const file = () => join(folder(), 'waymark.backup')
/** From each engine into the other, and from PostgreSQL into itself. */
const ways = all
  .flatMap((from) => all.map((to) => ({ from, to })))
  .filter(({ from, to }) => from !== to || from.name === 'PostgreSQL')

describe.each(ways)('a backup of $from.name restored into $to.name', ({ from, to }) => {
  it.skipIf(from.skip ?? to.skip)('holds every row as it was, and goes on from there', async () => {
    const source = await opens(from.place())
    await fill(source)
    const before = await everything(source)
    for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0)
    const path = file()
    const seen: number[] = []
    const rows = await backup(source, path, (done) => seen.push(done))
    expect(rows).toBe(Object.values(before).flat().length)
    expect(seen.at(-1)).toBe(rows)
    const target = await opens(to.place())
    expect(await restore(target, path)).toBe(rows)
    expect(await everything(target)).toEqual(before)

    expect(await target.answers.find('a', 'q')).toEqual(await source.answers.find('a', 'q'))
    await target.conversations.add('a', 'c', [{ role: 'user', text: 'and on' }])
    expect((await target.conversations.turns('a', 'c')).map(({ text }) => text)).toEqual(['hello', 'and on'])
    await target.outbox.add([notice('a', 'n3', { member: 'm' })])
    expect((await target.outbox.claim(NOW, MINUTE, 9)).map(({ id }) => id)).toEqual(['n1', 'n2'])
    expect(await target.inbox.take(incoming('e2'))).toBe(true)
    await target.audit.note({ tenant: 'a', at: NOW, by: 'm', what: 'restored' })
    await expect(target.db.updateTable('answers').set({ question: 'x' }).execute()).rejects.toMatchObject({
      code: 'unchangeable',
    })
  })
})

describe.each(all)('backups on $name', ({ skip, place }) => {
  if (skip) return it.skip(skip, () => {})

  it('are refused by a database that has rows, which keeps them', async () => {
    const stores = await opens(place())
    await ask(stores, 'a', 'q')
    const path = file()
    await backup(stores, path)
    const before = await everything(stores)
    await expect(restore(stores, path)).rejects.toMatchObject({ code: 'not-empty' })
    expect(await everything(stores)).toEqual(before)
  })

  it.each<[string, string, (path: string) => void]>([
    ['cut short', 'backup-damaged', (path) => truncateSync(path, statSync(path).size - 40)],
    ['without its last rows', 'backup-damaged', (path) => edit(path, (lines) => lines.slice(0, -2))],
    [
      'of another format',
      'other-version',
      (path) => edit(path, ([head, ...rows]) => [head!.replace('"format":1', '"format":2'), ...rows]),
    ],
    [
      'of other tables',
      'other-version',
      (path) => edit(path, ([head, ...rows]) => [head!.replace('0001', '0099'), ...rows]),
    ],
    [
      'with a table nobody knows',
      'backup-damaged',
      (path) => edit(path, ([head, ...rows]) => [head!, '["sqlite_master",{"a":1}]', ...rows.slice(1)]),
    ],
    [
      'with a line that is not JSON',
      'not-a-backup',
      (path) => edit(path, ([head, ...rows]) => [head!, '{oops', ...rows.slice(1)]),
    ],
    ['that is no gzip', 'not-a-backup', (path) => writeFileSync(path, 'hello')],
    ['that is some other gzip', 'not-a-backup', (path) => writeFileSync(path, gzipSync('{"hello":1}\n'))],
    ['that is empty', 'not-a-backup', (path) => writeFileSync(path, gzipSync(''))],
    ['that is not there', 'not-a-backup', (path) => writeFileSync(`${path}.moved`, '')],
  ])('%s are refused (%s), with nothing restored', async (how, code, spoil) => {
    const source = await opens(Promise.resolve({ data: ':memory:' }))
    await fill(source)
    const path = file()
    await backup(source, path)
    spoil(path)
    const target = await opens(place())
    const from = how === 'that is not there' ? `${path}.gone` : path
    const error = await restore(target, from).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'PortError', code })
    expect(error.message).toContain(from)
    expect(Object.values(await everything(target)).flat()).toEqual([])
  })

  it('leave nothing behind where they cannot be written', async () => {
    const stores = await opens(place())
    await ask(stores, 'a', 'q')
    const path = join(folder(), 'no-such-folder', 'x')
    await expect(backup(stores, path)).rejects.toMatchObject({ name: 'PortError' })
    expect(existsSync(`${path}.part`)).toBe(false)
    expect(await stores.ready()).toBe(true)
  })
})

describe('a backup while people go on', () => {
  const postgres = all.find(({ name }) => name === 'PostgreSQL')

  it.skipIf(!postgres)('is of one moment: what came later is not in it', async () => {
    const where = await postgres!.place()
    const [stores, other] = [await opens(Promise.resolve(where)), await opens(Promise.resolve(where))]
    await fill(stores)
    const writes: Promise<unknown>[] = []
    const path = file()
    const rows = await backup(stores, path, (done) => {
      writes.push(other.requests.make(made(request('a', `late-${done}`), { notices: [notice('a', `late-${done}`)] })))
    })
    expect((await Promise.all(writes)).length).toBeGreaterThan(10)
    const text = gunzipSync(readFileSync(path)).toString()
    expect(text).not.toContain('late-')
    expect(text.trim().split('\n')).toHaveLength(rows + 1)
  })

  it('is readable by its owner alone', async () => {
    const stores = await opens(Promise.resolve({ data: ':memory:' }))
    const path = file()
    await backup(stores, path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
})

function edit(path: string, change: (lines: string[]) => string[]): void {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  writeFileSync(path, gzipSync(`${change(lines).join('\n')}\n`))
}
