import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenStores } from '../../adapters/database/open-stores.ts'
import { DAY, engines, everything, MINUTE, NOW, open } from './engines.ts'
import { answer, ask, event, incoming, made, notice, question, request, specialist, tenant, timer } from './samples.ts'

const { all } = await engines()

describe.each(all)('stores on $name', ({ skip, place }) => {
  if (skip) return it.skip(skip, () => {})
  let stores: OpenStores
  beforeAll(async () => {
    stores = await open(await place())
    await stores.tenants.save(tenant('a'))
  })
  afterAll(() => stores?.close())

  describe('answers', () => {
    it('are given back as they were, with who asked what, and citations in their order', async () => {
      await stores.answers.record(question('a', 'q1'), answer())
      expect(await stores.answers.find('a', 'q1')).toEqual({
        question: { id: 'q1', text: question('a', 'q1').text, conversation: 'talk-q1', date: '2026-11-20' },
        askedBy: { tenant: 'a', platform: 'web', id: 'm1' },
        answer: answer(),
        at: NOW,
      })
    })

    it('need no citation', async () => {
      await stores.answers.record(question('a', 'bare'), answer({ citations: [] }))
      expect((await stores.answers.find('a', 'bare'))?.answer.citations).toEqual([])
    })

    it('keep any text a person may send, short of the NUL no engine keeps', async () => {
      const text = 'can\u0000 we “talk”? 🏛️ \u2028 naïve'
      await stores.answers.record(question('a', 'odd', { text }), answer({ ask: text } as never))
      const found = await stores.answers.find('a', 'odd')
      expect(found?.question.text).toBe(text.replace('\u0000', ''))
      expect(found?.answer).toMatchObject({ ask: text })
    })

    it('that were never given are not found', async () => {
      expect(await stores.answers.find('a', 'never')).toBeUndefined()
    })

    it.each([
      ['answers', { answer: '{}' }],
      ['answers', { member: 'somebody else' }],
      ['citations', { url: 'https://elsewhere.example' }],
      ['request_events', { text: 'I never said that' }],
      ['audit', { what: 'nothing' }],
    ])('and what was said and done refuse any change: %s %j', async (table, change) => {
      await stores.audit.note({ tenant: 'a', at: NOW, by: 'm1', what: 'looked' })
      await stores.requests.make(made(request('a', 'kept')))
      const before = (await everything(stores))[table]
      await expect(
        stores.db
          .updateTable(table as 'answers')
          .set(change as never)
          .execute(),
      ).rejects.toMatchObject({ name: 'PortError', code: 'unchangeable' })
      expect((await everything(stores))[table]).toEqual(before)
    })
  })

  describe('conversations', () => {
    const turns = (...words: string[]) => words.map((text) => ({ role: 'user' as const, text }))

    it('give their turns oldest first', async () => {
      await stores.conversations.add('a', 'c1', turns('one', 'two'))
      await stores.conversations.add('a', 'c1', [{ role: 'assistant', text: 'three' }])
      expect(await stores.conversations.turns('a', 'c1')).toEqual([
        ...turns('one', 'two'),
        { role: 'assistant', text: 'three' },
      ])
    })

    it('keep the last twelve turns and no more', async () => {
      for (let n = 0; n < 20; n++) await stores.conversations.add('a', 'long', turns(`turn ${n}`))
      expect((await stores.conversations.turns('a', 'long')).map(({ text }) => text)).toEqual(
        Array.from({ length: 12 }, (_, n) => `turn ${n + 8}`),
      )
      expect((await everything(stores)).turns!.filter((row) => row.includes('"long"'))).toHaveLength(12)
    })
  })

  it('an event is seen for the first time once', async () => {
    expect(await stores.seen.firstTime('slack:Ev1')).toBe(true)
    expect(await stores.seen.firstTime('slack:Ev1')).toBe(false)
    expect(await stores.seen.firstTime('slack:Ev2')).toBe(true)
  })

  it('a person has one opinion of an answer, the latest', async () => {
    const said = { tenant: 'a', questionId: 'q1', member: 'm1' }
    await stores.feedback.give({ ...said, helpful: true, at: NOW })
    await stores.feedback.give({ ...said, helpful: false, why: 'it is out of date', at: NOW + 1 })
    await stores.feedback.give({ ...said, member: 'm2', helpful: true, at: NOW + 2 })
    expect(await stores.feedback.list('a')).toEqual([
      { ...said, helpful: false, why: 'it is out of date', at: NOW + 1 },
      { ...said, member: 'm2', helpful: true, at: NOW + 2 },
    ])
    expect(await stores.feedback.list('a', NOW + 2)).toHaveLength(1)
  })

  it('a tenant is kept with its settings, and whether it is switched off', async () => {
    const b = tenant('b', { nation: 'wales', workspaces: ['slack:TB'], off: { reason: 'x', by: 'y', at: NOW } })
    await stores.tenants.save(b)
    expect(await stores.tenants.find('b')).toEqual(b)
    const { off, ...on } = b
    await stores.tenants.save({ ...on, name: 'Newname' })
    expect(await stores.tenants.find('b')).toEqual({ ...on, name: 'Newname' })
    expect((await stores.tenants.all()).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(await stores.tenants.find('nobody')).toBeUndefined()
  })

  describe('people', () => {
    const jo = { platform: 'slack', id: 'U0JO' }

    it('are made askers when first seen, and known again by the same identity', async () => {
      const first = await stores.people.know('a', jo, { nation: 'wales' })
      expect(first).toEqual({ tenant: 'a', id: first.id, name: '', roles: ['asker'], nation: 'wales' })
      expect(await stores.people.know('a', jo)).toEqual(first)
      expect((await stores.people.know('a', { platform: 'teams', id: 'U0JO' })).id).not.toBe(first.id)
    })

    it('get a name when one is heard, and keep it', async () => {
      expect((await stores.people.know('a', jo, { name: 'Jo Bloggs' })).name).toBe('Jo Bloggs')
      expect((await stores.people.know('a', jo, { name: 'Somebody Else' })).name).toBe('Jo Bloggs')
    })

    it('are saved when they exist, and never made by saving', async () => {
      const member = await stores.people.know('a', jo)
      await stores.people.save({ ...member, roles: ['asker', 'admin'] })
      expect((await stores.people.find('a', member.id))?.roles).toEqual(['asker', 'admin'])
      await stores.people.save({ tenant: 'a', id: 'ghost', name: 'Ghost', roles: ['admin'] })
      expect(await stores.people.find('a', 'ghost')).toBeUndefined()
    })

    it('join identities; one taken by somebody else moves with all it asked, and leaves nobody behind', async () => {
      const one = await stores.people.know('a', { platform: 'web', id: 'al@a.gov.uk' })
      const other = await stores.people.know('a', { platform: 'slack', id: 'U0AL' }, { name: 'Al Green' })
      await stores.people.save({ ...other, roles: ['asker', 'specialist'] })
      await ask(stores, 'a', 'by-other', { member: other.id })
      await stores.requests.make(made(request('a', 'by-other', { askedBy: other.id })))
      await stores.feedback.give({ tenant: 'a', questionId: 'by-other', member: other.id, helpful: true, at: NOW })
      await stores.people.join('a', one.id, { platform: 'slack', id: 'U0AL' })
      expect(await stores.people.identities('a', one.id)).toEqual([
        { platform: 'slack', id: 'U0AL' },
        { platform: 'web', id: 'al@a.gov.uk' },
      ])
      expect((await stores.answers.find('a', 'by-other'))?.askedBy.id).toBe(one.id)
      expect((await stores.answers.find('a', 'by-other'))?.answer).toEqual(answer())
      expect((await stores.requests.find('a', 'by-other'))?.askedBy).toBe(one.id)
      expect((await stores.requests.events('a', 'by-other'))[0]?.by).toBe(one.id)
      expect((await stores.feedback.list('a')).find(({ questionId }) => questionId === 'by-other')?.member).toBe(one.id)
      expect(await stores.people.find('a', other.id)).toBeUndefined()
      expect(await stores.people.find('a', one.id)).toMatchObject({ name: 'Al Green', roles: ['asker', 'specialist'] })
    })

    it('keep what they asked elsewhere when one of several identities moves', async () => {
      const two = await stores.people.know('a', { platform: 'web', id: 'two@a.gov.uk' })
      await stores.people.join('a', two.id, { platform: 'teams', id: 'two-in-teams' })
      const taker = await stores.people.know('a', { platform: 'web', id: 'taker@a.gov.uk' })
      await ask(stores, 'a', 'on-web', { member: two.id })
      await stores.answers.record(
        question('a', 'on-teams', { askedBy: { tenant: 'a', platform: 'teams', id: two.id } }),
        answer(),
      )
      await stores.people.join('a', taker.id, { platform: 'teams', id: 'two-in-teams' })
      expect((await stores.answers.find('a', 'on-web'))?.askedBy.id).toBe(two.id)
      expect((await stores.answers.find('a', 'on-teams'))?.askedBy.id).toBe(taker.id)
      expect(await stores.people.find('a', two.id)).toBeDefined()
    })
  })

  describe('the roster', () => {
    it('makes specialists of members, known by any contact, and takes the role from those left out', async () => {
      const known = await stores.people.know('a', { platform: 'slack', id: 'U0SAM' })
      await stores.roster.replace('a', [
        specialist('sam', { name: 'Sam Okafor', contacts: { web: 'sam@a.gov.uk', slack: 'U0SAM' } }),
        specialist('ali'),
      ])
      const [ali, sam] = await stores.roster.list('a')
      expect(sam).toMatchObject({ id: 'sam', member: known.id })
      expect(await stores.people.find('a', known.id)).toMatchObject({
        name: 'Sam Okafor',
        roles: ['asker', 'specialist'],
      })
      expect((await stores.people.know('a', { platform: 'web', id: 'sam@a.gov.uk' })).id).toBe(known.id)
      await stores.people.save({
        ...(await stores.people.find('a', ali!.member))!,
        roles: ['asker', 'specialist', 'admin'],
      })
      await stores.roster.replace('a', [specialist('sam', { contacts: { web: 'sam@a.gov.uk' } })])
      expect((await stores.roster.list('a')).map(({ id, member }) => [id, member])).toEqual([['sam', known.id]])
      expect((await stores.people.find('a', ali!.member))?.roles).toEqual(['asker', 'admin'])
    })

    it('lets go of a contact that was put right: it is somebody else’s', async () => {
      await stores.roster.replace('a', [specialist('kim', { contacts: { slack: 'U0WRONG' } })])
      const [kim] = await stores.roster.list('a')
      await stores.roster.replace('a', [specialist('kim', { contacts: { slack: 'U0RIGHT' } })])
      expect((await stores.roster.list('a'))[0]?.member).toBe(kim!.member)
      expect(await stores.people.identities('a', kim!.member)).toEqual([{ platform: 'slack', id: 'U0RIGHT' }])
      expect((await stores.people.know('a', { platform: 'slack', id: 'U0WRONG' })).roles).toEqual(['asker'])
    })
  })

  describe('requests', () => {
    it('are stored with their events, messages and timers', async () => {
      const r1 = request('a', 'r1', { assignee: 'm9', about: { questionId: 'q1', question: 'can we?' } as never })
      const change = made(r1, {
        events: [event(), event({ kind: 'escalated', by: 'waymark', text: 'nobody free', to: 'm9' })],
        notices: [notice('a', 'n1', { member: 'r1-m9' }, { request: 'r1', event: 1 })],
        timers: [timer('a', 'r1:half', { request: 'r1', due: NOW + DAY })],
      })
      expect(await stores.requests.make(change)).toEqual({ request: r1, made: true })
      expect(await stores.requests.find('a', 'r1')).toEqual(r1)
      expect(await stores.requests.events('a', 'r1')).toEqual(
        change.events.map((it, index) => ({ ...it, n: index + 1 })),
      )
      expect((await stores.outbox.to('a', 'r1-m9', 5)).map(({ event: n }) => n)).toEqual([2])
    })

    it('made twice with one key are one, with nothing stored the second time', async () => {
      const before = await everything(stores)
      const again = made(request('a', 'r1-again', { key: 'key-r1' }), {
        notices: [notice('a', 'n1-again')],
        timers: [timer('a', 'r1-again:half')],
      })
      expect(await stores.requests.make(again)).toMatchObject({ made: false, request: { id: 'r1', assignee: 'm9' } })
      expect(await everything(stores)).toEqual(before)
    })

    it('change once for each version; events and messages are numbered on', async () => {
      const taken = request('a', 'r1', { version: 2, status: 'taken', assignee: 'm9', firstReplyAt: NOW + 5 })
      const change = made(taken, {
        events: [event({ kind: 'taken', by: 'm9' }), event({ kind: 'replied', by: 'm9', text: 'yes' })],
        notices: [notice('a', 'n2', { member: 'r1-m1' }, { event: 1 }), notice('a', 'n3', { member: 'r1-m1' })],
      })
      expect(await stores.requests.change(change)).toBe(true)
      expect(await stores.requests.find('a', 'r1')).toMatchObject({
        version: 2,
        status: 'taken',
        firstReplyAt: NOW + 5,
      })
      expect((await stores.requests.events('a', 'r1')).map(({ n, kind }) => [n, kind])).toEqual([
        [1, 'made'],
        [2, 'escalated'],
        [3, 'taken'],
        [4, 'replied'],
      ])
      const [last, first] = await stores.outbox.to('a', 'r1-m1', 5)
      expect([first?.event, last?.event]).toEqual([4, undefined])
      const before = await everything(stores)
      expect(await stores.requests.change({ ...change, notices: [notice('a', 'n4')], timers: [] })).toBe(false)
      expect(await everything(stores)).toEqual(before)
    })

    it('never change what they grew from', async () => {
      const other = {
        ...request('a', 'r1'),
        version: 3,
        key: 'x',
        askedBy: 'thief',
        madeAt: 1,
        about: undefined,
      } as never
      expect(await stores.requests.change({ request: other, events: [], notices: [] })).toBe(true)
      const { key, askedBy, madeAt, about } = (await stores.requests.find('a', 'r1'))!
      expect({ key, askedBy, madeAt, about }).toMatchObject({
        key: 'key-r1',
        askedBy: 'm1',
        madeAt: NOW,
        about: { questionId: 'q1' },
      })
    })

    it('are not there at all when any part of them cannot be stored', async () => {
      const before = await everything(stores)
      const broken = notice('a', 'n-broken', undefined, { createdAt: null as never })
      const change = made(request('a', 'half'), { notices: [notice('a', 'n-fine'), broken], timers: [timer('a', 't')] })
      await expect(stores.requests.make(change)).rejects.toMatchObject({ name: 'PortError' })
      expect(await everything(stores)).toEqual(before)
      const now = (await stores.requests.find('a', 'r1'))!
      const next = made({ ...now, version: now.version + 1 }, { notices: [broken] })
      await expect(stores.requests.change(next)).rejects.toMatchObject({ name: 'PortError' })
      expect(await everything(stores)).toEqual(before)
    })

    it('are listed by who asked, who has them, state and time, oldest first', async () => {
      await stores.tenants.save(tenant('lists'))
      const put = (id: string, more: object) => stores.requests.make(made(request('lists', id, more)))
      await put('l1', { askedBy: 'x', assignee: 's1', status: 'taken', madeAt: NOW })
      await put('l2', { askedBy: 'y', madeAt: NOW + 10 })
      await put('l3', { askedBy: 'x', status: 'closed', assignee: 's1', madeAt: NOW - 10, closedAt: NOW })
      const ids = async (filter?: object) => (await stores.requests.list('lists', filter)).map(({ id }) => id)
      expect(await ids()).toEqual(['l3', 'l1', 'l2'])
      expect(await ids({ askedBy: 'x' })).toEqual(['l3', 'l1'])
      expect(await ids({ assignee: null })).toEqual(['l2'])
      expect(await ids({ assignee: 's1', statuses: ['open', 'taken'] })).toEqual(['l1'])
      expect(await ids({ statuses: [] })).toEqual([])
      expect(await ids({ madeSince: NOW, madeBefore: NOW + 10 })).toEqual(['l1'])
    })

    it('replace their timers: those not named are gone, one that stays keeps its lease and stays done', async () => {
      const far = NOW + 100 * DAY
      const timers = (...named: [string, number][]) =>
        named.map(([id, due]) => timer('a', id, { request: 'timed', due }))
      await stores.requests.make(made(request('a', 'timed'), { timers: timers(['t-half', far], ['t-full', far]) }))
      const change = (version: number, set?: ReturnType<typeof timers>) =>
        stores.requests.change({ ...made(request('a', 'timed', { version })), ...(set && { timers: set }) })
      const due = async (now: number) =>
        (await stores.timers.claim(now, MINUTE, 50)).filter((it) => it.request === 'timed').map(({ id }) => id)
      await change(2)
      expect(await due(far)).toEqual(['t-full', 't-half'])
      await change(3, timers(['t-half', far]))
      expect(await due(far)).toEqual([])
      expect(await due(far + MINUTE)).toEqual(['t-half'])
      await stores.timers.done(timers(['t-half', far])[0]!)
      await change(4, timers(['t-half', far]))
      expect(await due(far + DAY)).toEqual([])
      await change(5, timers(['t-half', far + 1]))
      await stores.timers.done(timers(['t-half', far])[0]!)
      expect(await due(far + DAY)).toEqual(['t-half'])
    })
  })

  describe('the outbox', () => {
    const to = (member: string) => ({ member })
    const claimed = async (now = NOW, lease = MINUTE, most = 100) =>
      (await stores.outbox.claim(now, lease, most)).map(({ id }) => id).filter((id) => id.startsWith(run))
    let run = ''
    let runs = 0
    /** Each test has lanes of its own; what other tests left waiting is not its business. */
    const add = (...notices: [id: string, member: string, more?: object][]) => {
      run = `run${++runs}-`
      return stores.outbox.add(notices.map(([id, member, more]) => notice('a', run + id, to(run + member), more)))
    }
    const named = (...ids: string[]) => ids.map((id) => run + id)

    it('gives the first message of each recipient, with what it is about, and the next when it was sent', async () => {
      await add(['1', 'x', { request: 'r', event: 3, urgent: true }], ['2', 'x'], ['3', 'y'])
      const mine = (await stores.outbox.claim(NOW, MINUTE, 100)).filter(({ id }) => id.startsWith(run))
      expect(mine.map(({ id }) => id)).toEqual(named('1', '3'))
      expect(mine[0]).toEqual({
        ...notice('a', `${run}1`, to(`${run}x`), { request: 'r', event: 3, urgent: true }),
        attempts: 1,
        status: 'waiting',
      })
      expect(await claimed()).toEqual([])
      await stores.outbox.sent(`${run}1`, NOW + 5)
      expect(await claimed()).toEqual(named('2'))
      expect((await stores.outbox.to('a', `${run}x`, 5)).map(({ id, status, sentAt }) => [id, status, sentAt])).toEqual(
        [
          [`${run}2`, 'waiting', undefined],
          [`${run}1`, 'sent', NOW + 5],
        ],
      )
    })

    it('does not store a message twice', async () => {
      await add(['1', 'x'])
      await stores.outbox.sent(`${run}1`, NOW)
      await stores.outbox.add([notice('a', `${run}1`, to(`${run}x`))])
      expect(await claimed()).toEqual([])
    })

    it('waits until a message is due, and lets an urgent one pass meanwhile', async () => {
      await add(['monday', 'x', { notBefore: NOW + DAY }], ['urgent', 'x', { urgent: true }])
      expect(await claimed()).toEqual(named('urgent'))
      await stores.outbox.sent(`${run}urgent`, NOW)
      expect(await claimed()).toEqual([])
      expect(await claimed(NOW + DAY)).toEqual(named('monday'))
    })

    it('holds the lane of a message put off until then, and no other', async () => {
      await add(['1', 'x'], ['2', 'x'], ['3', 'y'])
      await claimed()
      await stores.outbox.later(`${run}1`, NOW + 10 * MINUTE, 'slow down')
      await stores.outbox.sent(`${run}3`, NOW)
      expect(await claimed(NOW + 9 * MINUTE)).toEqual([])
      const [again] = await stores.outbox
        .claim(NOW + 10 * MINUTE, MINUTE, 100)
        .then((all) => all.filter(({ id }) => id.startsWith(run)))
      expect(again).toMatchObject({ id: `${run}1`, attempts: 2, problem: 'slow down' })
    })

    it('gives a message again when whoever had it let the lease run out', async () => {
      await add(['1', 'x'])
      expect(await claimed(NOW, MINUTE)).toEqual(named('1'))
      expect(await claimed(NOW + MINUTE - 1, MINUTE)).toEqual([])
      expect(await claimed(NOW + MINUTE, MINUTE)).toEqual(named('1'))
    })

    it('parks what cannot be delivered where people see it, goes on with the lane, and tries again when told', async () => {
      await add(['1', 'x'], ['2', 'x'])
      await claimed()
      await stores.outbox.park(`${run}1`, 'no such person')
      expect(await claimed()).toEqual(named('2'))
      expect(await stores.outbox.parked('a')).toMatchObject([
        { id: `${run}1`, status: 'parked', problem: 'no such person' },
      ])
      expect(await stores.outbox.retry('a', `${run}1`, NOW)).toBe(true)
      expect(await stores.outbox.retry('a', `${run}1`, NOW)).toBe(false)
      expect(await stores.outbox.parked('a')).toEqual([])
      await stores.outbox.sent(`${run}2`, NOW)
      expect(await claimed()).toEqual(named('1'))
    })

    it('is never talked out of having sent a message', async () => {
      await add(['1', 'x'])
      await stores.outbox.sent(`${run}1`, NOW)
      await stores.outbox.later(`${run}1`, NOW, 'late news')
      await stores.outbox.park(`${run}1`, 'late news')
      expect((await stores.outbox.to('a', `${run}x`, 1))[0]).toMatchObject({ status: 'sent', sentAt: NOW })
    })

    it('gives no more than asked for', async () => {
      await add(['1', 'x'], ['2', 'y'], ['3', 'z'])
      expect(await stores.outbox.claim(NOW + 20 * DAY, MINUTE, 2)).toHaveLength(2)
    })
  })

  describe('timers', () => {
    const mine = async (now: number) =>
      (await stores.timers.claim(now, MINUTE, 100)).filter(({ id }) => id.startsWith('x-')).map(({ id }) => id)

    it('are given when due, once while the lease holds, and not at all once done, even when set again', async () => {
      const digest = timer('a', 'x-digest', { kind: 'digest', due: NOW + 5 })
      await stores.timers.set([digest, timer('a', 'x-later', { due: NOW + 50 * DAY })])
      expect(await mine(NOW)).toEqual([])
      expect(await mine(NOW + 5)).toEqual(['x-digest'])
      expect(await mine(NOW + 5)).toEqual([])
      expect(await mine(NOW + 5 + MINUTE)).toEqual(['x-digest'])
      await stores.timers.done(digest)
      await stores.timers.set([digest])
      expect(await mine(NOW + DAY)).toEqual([])
    })

    it('known already are left as they are', async () => {
      await stores.timers.set([timer('a', 'x-later', { due: NOW })])
      expect(await mine(NOW + 2 * DAY)).toEqual([])
    })
  })

  it('the audit keeps what was done in its order', async () => {
    await stores.tenants.save(tenant('audited'))
    await stores.audit.note({ tenant: 'audited', at: NOW, by: 'm1', what: 'one', data: { x: [1] } })
    await stores.audit.note({ tenant: 'audited', at: NOW, by: 'm1', what: 'two' })
    expect(await stores.audit.list('audited')).toEqual([
      { at: NOW, by: 'm1', what: 'one', data: { x: [1] } },
      { at: NOW, by: 'm1', what: 'two', data: {} },
    ])
  })

  it('what is proposed for the knowledge is kept once, with where it came from', async () => {
    const item = {
      tenant: 'a',
      id: 'i1',
      title: 't',
      text: 'x',
      origin: { request: 'r1', event: 2, by: 'm1' },
      status: 'waiting',
      at: NOW,
    } as const
    await stores.reviews.propose(item)
    await stores.reviews.propose({ ...item, title: 'again' })
    expect(await stores.reviews.list('a')).toEqual([item])
  })

  it('a session is read until it expires or is removed', async () => {
    await stores.sessions.write('s1', 'old', NOW + 5)
    await stores.sessions.write('s1', 'data', NOW + 10)
    expect(await stores.sessions.read('s1', NOW + 9)).toBe('data')
    expect(await stores.sessions.read('s1', NOW + 10)).toBeUndefined()
    await stores.sessions.remove('s1')
    expect(await stores.sessions.read('s1', NOW)).toBeUndefined()
  })

  it('a sign-in link works once, and not after its time', async () => {
    await stores.signInLinks.add({ hash: 'h1', tenant: 'a', member: 'm1', expires: NOW + 5 })
    expect(await stores.signInLinks.use('h1', NOW + 5)).toBeUndefined()
    expect(await stores.signInLinks.use('h1', NOW)).toEqual({ tenant: 'a', member: 'm1' })
    expect(await stores.signInLinks.use('h1', NOW)).toBeUndefined()
  })

  it('a platform remembers by kind and key, and forgets one, a kind or all', async () => {
    const { put, get, list, remove } = stores.platforms
    for (const [kind, key] of [
      ['place', 'x'],
      ['place', 'y'],
      ['message', 'x'],
    ] as const)
      await put('a', 'slack', kind, key, `${kind} ${key}`)
    await put('a', 'slack', 'place', 'x', 'changed')
    expect(await get('a', 'slack', 'place', 'x')).toBe('changed')
    expect(await get('a', 'teams', 'place', 'x')).toBeUndefined()
    await remove('a', 'slack', 'place', 'y')
    expect(await list('a', 'slack', 'place')).toEqual([{ key: 'x', value: 'changed' }])
    await remove('a', 'slack', 'place')
    expect(await list('a', 'slack', 'place')).toEqual([])
    expect(await get('a', 'slack', 'message', 'x')).toBe('message x')
    await remove('a', 'slack')
    expect(await get('a', 'slack', 'message', 'x')).toBeUndefined()
  })

  describe('the inbox', () => {
    const claimed = async (now = NOW, platform = 'slack') =>
      (await stores.inbox.claim(platform, now, MINUTE, 100)).map(({ key, attempts }) => [key, attempts])

    it('takes an event once, whichever of its names it comes by', async () => {
      expect(await stores.inbox.take(incoming('e1'), ['ts1'])).toBe(true)
      expect(await stores.inbox.take(incoming('e1'))).toBe(false)
      expect(await stores.inbox.take(incoming('e1-mention'), ['fresh', 'ts1'])).toBe(false)
      expect(await stores.inbox.take(incoming('e1b'), ['fresh'])).toBe(true)
    })

    it('gives the first of each lane and platform, the next when it is done, and again after the lease', async () => {
      await stores.inbox.take(incoming('e2', { lane: 'D2' }))
      await stores.inbox.take(incoming('e3', { platform: 'teams' }))
      const [first] = await stores.inbox.claim('slack', NOW, MINUTE, 100)
      expect(first).toEqual({ ...incoming('e1'), attempts: 1 })
      expect(await claimed()).toEqual([])
      expect(await claimed(NOW, 'teams')).toEqual([['e3', 1]])
      await stores.inbox.done('e1')
      expect(await claimed()).toEqual([['e1b', 1]])
      expect(await claimed(NOW + MINUTE)).toEqual([
        ['e1b', 2],
        ['e2', 2],
      ])
    })

    it('forgets what was in an event that was dealt with, not that it came', async () => {
      expect((await everything(stores)).inbox!.find((row) => row.includes('"key":"e1"'))).toContain('"payload":""')
      expect(await stores.inbox.take(incoming('e1'))).toBe(false)
    })
  })
})
