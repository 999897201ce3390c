import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenStores } from '../../adapters/database/open-stores.ts'
import { DAY, engines, everything, MINUTE, NOW, open } from './engines.ts'
import { answer, event, incoming, made, notice, question, request, specialist, tenant, timer } from './samples.ts'

const { all } = await engines()

/** Two tenants with everything, under the very same ids wherever a tenant chooses its own. */
describe.each(all)('two tenants on $name', ({ skip, place }) => {
  if (skip) return it.skip(skip, () => {})
  let stores: OpenStores
  const members: Record<string, string> = {}

  async function fill(id: string): Promise<void> {
    await stores.tenants.save(tenant(id, { workspaces: [`slack:T${id}`] }))
    const member = await stores.people.know(id, { platform: 'slack', id: 'U0SAME' }, { name: `Person of ${id}` })
    members[id] = member.id
    await stores.roster.replace(id, [specialist('sam', { name: `Sam of ${id}` })])
    await stores.answers.record(
      question(id, 'q', { conversation: 'c', text: `words of ${id}`, member: member.id }),
      answer(),
    )
    await stores.conversations.add(id, 'c', [{ role: 'user', text: `words of ${id}` }])
    await stores.feedback.give({ tenant: id, questionId: 'q', member: 'm', helpful: true, why: `why ${id}`, at: NOW })
    await stores.requests.make(
      made(request(id, 'r', { askedBy: member.id, why: `reason of ${id}` }), {
        events: [event({ by: member.id, text: `said in ${id}` })],
        notices: [notice(id, `n-${id}`, { member: 'm' }), notice(id, `parked-${id}`, { desk: true })],
        timers: [timer(id, 't', { request: 'r', due: NOW + DAY })],
      }),
    )
    await stores.outbox.park(`parked-${id}`, `problem of ${id}`)
    await stores.audit.note({ tenant: id, at: NOW, by: 'm', what: `done in ${id}` })
    const origin = { by: 'm' }
    await stores.reviews.propose({
      ...{ tenant: id, id: 'i', title: id, text: id },
      origin,
      status: 'waiting',
      at: NOW,
    })
    await stores.platforms.put(id, 'slack', 'place', 'k', `secret of ${id}`)
    await stores.signInLinks.add({ hash: `hash-${id}`, tenant: id, member: member.id, expires: NOW + DAY })
    await stores.sessions.write(`session-${id}`, JSON.stringify({ tenant: id, member: member.id }), NOW + DAY)
    await stores.inbox.take(incoming(`event-${id}`, { tenant: `slack:T${id}` }))
    await stores.seen.firstTime(`slack:T${id}:D1:1.2`)
  }

  beforeAll(async () => {
    stores = await open(await place())
    await fill('mine')
    await fill('theirs')
  })
  afterAll(() => stores?.close())

  const theirs = async () =>
    Object.values(await everything(stores))
      .flat()
      .filter((row) => row.includes('theirs'))

  it('read their own rows only, though the ids are the same', async () => {
    expect((await stores.answers.find('mine', 'q'))?.question.text).toBe('words of mine')
    expect(await stores.conversations.turns('mine', 'c')).toEqual([{ role: 'user', text: 'words of mine' }])
    expect((await stores.feedback.list('mine')).map(({ why }) => why)).toEqual(['why mine'])
    expect((await stores.roster.list('mine')).map(({ name }) => name)).toEqual(['Sam of mine'])
    expect((await stores.requests.find('mine', 'r'))?.why).toBe('reason of mine')
    expect((await stores.requests.list('mine')).map(({ why }) => why)).toEqual(['reason of mine'])
    expect((await stores.requests.events('mine', 'r')).map(({ text }) => text)).toEqual(['said in mine'])
    expect((await stores.outbox.parked('mine')).map(({ id }) => id)).toEqual(['parked-mine'])
    expect((await stores.outbox.to('mine', 'm', 9)).map(({ id }) => id)).toEqual(['n-mine'])
    expect((await stores.audit.list('mine')).map(({ what }) => what)).toEqual(['done in mine'])
    expect((await stores.reviews.list('mine')).map(({ title }) => title)).toEqual(['mine'])
    expect(await stores.platforms.get('mine', 'slack', 'place', 'k')).toBe('secret of mine')
    expect(await stores.platforms.list('mine', 'slack', 'place')).toHaveLength(1)
    expect(JSON.stringify(await stores.data.exportMember('mine', members.mine!))).not.toContain('theirs')
  })

  it('find nothing with the other’s ids', async () => {
    const id = members.theirs!
    expect(await stores.people.find('mine', id)).toBeUndefined()
    expect(await stores.people.identities('mine', id)).toEqual([])
    expect((await stores.people.know('mine', { platform: 'slack', id: 'U0SAME' })).id).toBe(members.mine)
    expect(await stores.requests.list('mine', { askedBy: id })).toEqual([])
    expect(await stores.outbox.to('mine', id, 9)).toEqual([])
    expect(Object.values(await stores.data.exportMember('mine', id)).flat()).toEqual([])
    expect(await stores.platforms.list('mine', 'teams', 'place')).toEqual([])
  })

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['save', (id) => stores.people.save({ tenant: 'mine', id, name: 'Taken over', roles: ['admin'] })],
    ['join', (id) => stores.people.join('mine', id, { platform: 'slack', id: 'U0SAME' })],
    ['retry', () => stores.outbox.retry('mine', 'parked-theirs', NOW)],
    ['requests.change', () => stores.requests.change(made(request('mine', 'r', { version: 9 })))],
    ['requests.make', () => stores.requests.make(made(request('mine', 'fresh', { key: 'key-r' })))],
    ['a message with the other’s id', () => stores.outbox.add([notice('mine', 'n-theirs', { member: 'm' })])],
    ['done', () => stores.timers.done(timer('mine', 't', { due: NOW + DAY }))],
    ['timers', () => stores.timers.set([timer('mine', 't', { due: 0 })])],
    ['roster.replace', () => stores.roster.replace('mine', [])],
    ['platforms.remove', () => stores.platforms.remove('mine', 'slack')],
    ['feedback', () => stores.feedback.give({ tenant: 'mine', questionId: 'q', member: 'm', helpful: false, at: NOW })],
    ['eraseMember', (id) => stores.data.eraseMember('mine', id)],
    ['purge', () => stores.data.purge(tenant('mine'), NOW + 9999 * DAY)],
    ['inbox.take', () => stores.inbox.take(incoming('event-theirs', { tenant: 'mine', payload: 'mine' }))],
    ['eraseTenant', () => stores.data.eraseTenant('mine')],
  ])('change nothing of the other’s: %s', async (_, hostile) => {
    const before = await theirs()
    expect(before.length).toBeGreaterThan(15)
    await hostile(members.theirs!)
    const left = new Set(await theirs())
    expect(before.filter((row) => !left.has(row) && !goneForAll(row))).toEqual([])
  })

  it('leave the other everything when one is erased', async () => {
    expect((await stores.answers.find('theirs', 'q'))?.answer).toEqual(answer())
    expect(await stores.people.find('theirs', members.theirs!)).toMatchObject({ name: 'Person of theirs' })
    expect(await stores.timers.claim(NOW + DAY, MINUTE, 9)).toMatchObject([{ tenant: 'theirs', id: 't' }])
    expect(await stores.platforms.get('theirs', 'slack', 'place', 'k')).toBe('secret of theirs')
  })
})

/** Purging long after also clears event keys and sessions that ended, whosever they are. */
const goneForAll = (row: string) => row.includes('session-theirs') || row.includes('slack:Ttheirs:D1')
