import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenStores } from '../../adapters/database/open-stores.ts'
import type { Member } from '../../src/domain/member.ts'
import { DAY, engines, everything, NOW, open, type Place, rowsWith } from './engines.ts'
import { answer, ask, event, incoming, made, notice, question, request, specialist, tenant, timer } from './samples.ts'

const { all } = await engines()

/** In everything the person writes, and nowhere else. */
const WORDS = 'zebrafish'
const NAME = 'Sam O’Kafor-Díaz'
const IDENTITIES = ['U0SAMOK1', 'sam.okafor@a.gov.uk']
const TRACES = [NAME, ...IDENTITIES, WORDS, 'sam-okafor']

describe.each(all)('what is kept of people on $name', ({ name, skip, place }) => {
  if (skip) return it.skip(skip, () => {})
  let stores: OpenStores
  let where: Place
  let sam: Member
  let priya: Member

  beforeEach(async () => {
    where = await place()
    stores = await open(where)
    await stores.tenants.save(
      tenant('a', {
        workspaces: ['slack:T1'],
        admins: [IDENTITIES[1]!, 'priya@a.gov.uk'],
        desk: { name: 'Desk', contacts: { web: IDENTITIES[1]!, slack: 'C0DESK' } },
        off: { reason: 'holidays', by: NAME, at: NOW },
      }),
    )
    await stores.roster.replace('a', [
      specialist('sam-okafor', { name: NAME, contacts: { slack: IDENTITIES[0]!, web: IDENTITIES[1]! } }),
      specialist('priya', {
        name: 'Priya Nair',
        contacts: { web: 'priya@a.gov.uk' },
        away: [{ from: '2026-12-01', to: '2026-12-02', cover: 'sam-okafor' }],
      }),
    ])
    sam = await stores.people.know('a', { platform: 'slack', id: IDENTITIES[0]! })
    priya = await stores.people.know('a', { platform: 'web', id: 'priya@a.gov.uk' })
    await asAsker()
    await asSpecialist()
    await mentionedByOthers()
  })
  afterEach(() => stores.close())

  async function asAsker(): Promise<void> {
    const asked = { member: sam.id, conversation: 'slack:T1:D0SAM', text: `can we buy a ${WORDS}?` }
    await stores.answers.record(question('a', 'by-sam', asked), answer())
    await stores.conversations.add('a', asked.conversation, [{ role: 'user', text: asked.text }])
    await stores.feedback.give({
      tenant: 'a',
      questionId: 'by-sam',
      member: sam.id,
      helpful: true,
      why: WORDS,
      at: NOW,
    })
    await stores.feedback.give({
      tenant: 'a',
      questionId: 'by-priya',
      member: sam.id,
      helpful: false,
      why: WORDS,
      at: NOW,
    })
    await stores.requests.make(
      made(
        request('a', 'asked', {
          key: `by-sam:${IDENTITIES[0]}`,
          askedBy: sam.id,
          assignee: priya.id,
          status: 'taken',
          origin: { platform: 'slack', workspace: 'slack:T1', conversation: 'D0SAM', person: IDENTITIES[0]! },
          need: {
            words: WORDS,
            place: WORDS,
            urgent: WORDS,
            stage: 'options',
            value: 'unknown',
            deadline: '2027-01-01',
          },
          about: { questionId: 'by-sam', question: `a ${WORDS}?`, short: 'You can.', citations: [] } as never,
        }),
        {
          events: [
            event({ by: sam.id, byName: NAME, text: WORDS }),
            event({ kind: 'taken', by: priya.id, byName: 'Priya Nair', text: `hello ${NAME}, leave it to me` }),
          ],
          notices: [notice('a', 'to-sam', { member: sam.id }), notice('a', 'to-priya', { member: priya.id })],
          timers: [timer('a', 'asked:half', { request: 'asked' })],
        },
      ),
    )
    await stores.reviews.propose({
      ...{ tenant: 'a', id: 'from-sam', title: WORDS, text: 'You can.', status: 'waiting', at: NOW },
      origin: { request: 'asked', event: 2, by: priya.id },
    })
    await stores.platforms.put('slack:T1', 'slack', 'person', IDENTITIES[0]!, 'where to write to')
    await stores.inbox.take(
      incoming('Ev1', { tenant: 'slack:T1', payload: JSON.stringify({ user: IDENTITIES[0], text: WORDS }) }),
      [`slack:T1:${IDENTITIES[0]}:1.2`],
    )
    await stores.seen.firstTime(`slack:T1:${IDENTITIES[0]}:1.3`)
    await stores.sessions.write('s1', JSON.stringify({ user: { member: sam.id } }), NOW + DAY)
    await stores.signInLinks.add({ hash: 'h', tenant: 'a', member: sam.id, expires: NOW + DAY })
    await stores.audit.note({ tenant: 'a', at: NOW, by: IDENTITIES[1]!, what: 'roles changed', data: { of: NAME } })
  }

  async function asSpecialist(): Promise<void> {
    const held = request('a', 'held', { askedBy: priya.id, assignee: sam.id, status: 'taken', why: `${NAME} is free` })
    await stores.requests.make(
      made(held, {
        events: [event({ by: priya.id, byName: 'Priya Nair', text: 'please help', to: sam.id })],
        timers: [timer('a', 'held:half', { request: 'held' })],
      }),
    )
    await stores.requests.change(
      made({ ...held, version: 2 }, { events: [event({ kind: 'replied', by: sam.id, byName: NAME, text: WORDS })] }),
    )
    await stores.requests.make(
      made(request('a', 'ended', { askedBy: priya.id, assignee: sam.id, status: 'closed', closedAt: NOW })),
    )
    await stores.reviews.propose({
      ...{ tenant: 'a', id: 'reply', title: 'A reply', text: WORDS, status: 'waiting', at: NOW },
      origin: { request: 'held', event: 2, by: priya.id },
    })
  }

  async function mentionedByOthers(): Promise<void> {
    const text = `what did ${NAME.toUpperCase()} say?\nask ${NAME} at ${IDENTITIES[1]}, not at sam@elsewhere.example`
    await stores.answers.record(
      question('a', 'by-priya', { member: priya.id, conversation: 'c2', text }),
      answer({ ask: `"${NAME}"?` } as never),
    )
    await stores.conversations.add('a', 'c2', [{ role: 'user', text }])
    await stores.outbox.add([notice('a', 'failed', { member: priya.id })])
    await stores.outbox.park('failed', `<@${IDENTITIES[0]}> is not in the channel`)
    await stores.platforms.put('a', 'slack', 'message', 'held', JSON.stringify({ ts: '1.2', text: `for ${NAME}` }))
  }

  it('is all there before, so that the scan has something to find', async () => {
    for (const trace of TRACES) expect((await rowsWith(stores, trace)).length, trace).toBeGreaterThan(0)
  })

  it('holds no name, identity or word of a person erased, in any table', async () => {
    await stores.data.eraseMember('a', sam.id)
    expect(await rowsWith(stores, ...TRACES)).toEqual([])
    expect(await stores.people.find('a', sam.id)).toBeUndefined()
    expect(await stores.sessions.read('s1', NOW)).toBeUndefined()
    expect(await stores.signInLinks.use('h', NOW)).toBeUndefined()
    expect((await stores.people.know('a', { platform: 'slack', id: IDENTITIES[0]! })).id).not.toBe(sam.id)
  })

  it('keeps the requests of a person erased, with their dates and states and what others wrote', async () => {
    await stores.data.eraseMember('a', sam.id)
    expect(await stores.requests.find('a', 'asked')).toMatchObject({
      askedBy: sam.id,
      assignee: priya.id,
      status: 'taken',
      madeAt: NOW,
      need: { words: '', stage: 'options', value: 'unknown', deadline: '2027-01-01' },
      origin: { platform: 'slack', workspace: 'slack:T1', conversation: '', person: '' },
      about: { question: '', short: 'You can.' },
    })
    expect(await stores.requests.events('a', 'asked')).toMatchObject([
      { n: 1, kind: 'made', by: sam.id, byName: '[removed]', at: NOW },
      { n: 2, kind: 'taken', byName: 'Priya Nair', text: 'hello [removed], leave it to me' },
    ])
    expect(await stores.outbox.to('a', priya.id, 9)).toHaveLength(2)
    expect((await stores.answers.find('a', 'by-priya'))?.question.text).toBe(
      'what did [removed] say?\nask [removed] at [removed], not at sam@elsewhere.example',
    )
    expect((await stores.answers.find('a', 'by-priya'))?.answer).toEqual(answer({ ask: '"[removed]"?' } as never))
    expect(await stores.tenants.find('a')).toMatchObject({
      admins: ['priya@a.gov.uk'],
      desk: { contacts: { slack: 'C0DESK' } },
      off: { reason: 'holidays', by: '[removed]' },
    })
    expect((await stores.roster.list('a')).map(({ id, away }) => [id, away])).toEqual([
      ['priya', [{ from: '2026-12-01', to: '2026-12-02' }]],
    ])
    expect((await stores.audit.list('a')).at(-1)).toEqual({
      ...{ at: NOW, by: 'waymark', what: 'person erased', data: { member: sam.id } },
    })
  })

  it('gives what a specialist erased had in hand back to the desk, and lets ended requests be', async () => {
    await stores.data.eraseMember('a', sam.id)
    const held = (await stores.requests.find('a', 'held'))!
    expect(held).toMatchObject({ status: 'open', why: '[removed] is free' })
    expect(held.assignee).toBeUndefined()
    expect((await stores.requests.events('a', 'held')).map(({ n, kind, by }) => [n, kind, by])).toEqual([
      [1, 'made', priya.id],
      [2, 'replied', sam.id],
      [3, 'reassigned', 'waymark'],
    ])
    expect(await stores.requests.find('a', 'ended')).toMatchObject({ status: 'closed', assignee: sam.id })
  })

  it('refuses a change made before the erasure: it would bring the words back', async () => {
    const before = (await stores.requests.find('a', 'asked'))!
    await stores.data.eraseMember('a', sam.id)
    expect(await stores.requests.change(made({ ...before, version: before.version + 1 }))).toBe(false)
    expect(await rowsWith(stores, WORDS)).toEqual([])
  })

  it('takes a name of one word out of the threads it is in, and not out of every sentence', async () => {
    const will = await stores.people.know('a', { platform: 'web', id: 'will@a.gov.uk' }, { name: 'Will' })
    await stores.requests.make(
      made(request('a', 'wills', { askedBy: priya.id, assignee: will.id, why: 'because Will is free' }), {
        events: [event({ by: priya.id, byName: 'Priya Nair', text: 'Will it be Will? I will wait.', to: will.id })],
      }),
    )
    await ask(stores, 'a', 'other', { member: priya.id, text: 'Will they let us?' })
    await stores.data.eraseMember('a', will.id)
    expect((await stores.requests.find('a', 'wills'))?.why).toBe('because [removed] is free')
    expect((await stores.answers.find('a', 'other'))?.question.text).toBe('Will they let us?')
  })

  it('can be had by the person it is about, all of it and nobody else’s', async () => {
    const held = await stores.data.exportMember('a', sam.id)
    expect(held).toMatchObject({
      members: [{ name: NAME }],
      identities: [{ id: IDENTITIES[0] }, { id: IDENTITIES[1] }],
      answers: [{ id: 'by-sam', question: `can we buy a ${WORDS}?` }],
      citations: [{ n: 1 }, { n: 2 }],
      turns: [{ text: `can we buy a ${WORDS}?` }],
      platform_data: [{ key: IDENTITIES[0] }],
    })
    expect(held.requests!.map((it) => (it as { id: string }).id).sort()).toEqual(['asked', 'ended', 'held'])
    expect(held.feedback).toHaveLength(2)
    expect(held.outbox).toHaveLength(1)
    const priyas = await stores.data.exportMember('a', priya.id)
    expect(JSON.stringify(priyas.answers)).not.toContain('by-sam')
    expect(JSON.stringify(held)).not.toContain('"h"')
  })

  it('is gone when the tenant is erased, whatever name it stood under', async () => {
    await stores.tenants.save(tenant('b', { workspaces: ['slack:T2'] }))
    await ask(stores, 'b', 'stays')
    await stores.platforms.put('slack:T2', 'slack', 'place', 'k', 'stays')
    const others = (await rowsWith(stores, '"b"', 'slack:T2')).sort()
    await stores.sessions.write('s2', JSON.stringify({ tenant: 'a' }), NOW + DAY)
    await stores.data.eraseTenant('a')
    expect((await rowsWith(stores, '"a"', '\\"a\\"', 'slack:T1', ...TRACES)).sort()).toEqual([])
    expect((await rowsWith(stores, '"b"', 'slack:T2')).sort()).toEqual(others)
  })

  it('that is erased is gone from the file too, not only from its tables', async () => {
    if (!name.includes('file')) return
    const bytes = () => readdirSync(where.data).map((file) => readFileSync(join(where.data, file), 'latin1'))
    expect(bytes().some((text) => text.includes(WORDS))).toBe(true)
    await stores.data.eraseMember('a', sam.id)
    expect(bytes().some((text) => text.includes(WORDS))).toBe(false)
  })

  describe('after its time', () => {
    const council = tenant('old', { keep: { conversations: 30, requests: 100 } })
    let now = NOW

    beforeEach(async () => {
      now = NOW
      await stores.close()
      stores = await open(await place(), () => now)
      await stores.tenants.save(council)
      await stores.tenants.save(tenant('young'))
      for (const id of ['old', 'young']) {
        await ask(stores, id, 'q1', { conversation: 'talk' })
        await stores.conversations.add(id, 'talk', [{ role: 'user', text: 'long ago' }])
        await stores.feedback.give({ tenant: id, questionId: 'q1', member: 'm1', helpful: true, at: NOW })
        const put = (it: string, more: object, at = NOW) =>
          stores.requests.make(
            made(request(id, it, more), {
              events: [event({ at })],
              notices: [notice(id, `${id}-${it}`, { desk: true }, { request: it })],
              timers: [timer(id, `${it}:full`, { request: it })],
            }),
          )
        await put('ended', { status: 'closed', closedAt: NOW })
        await put('waiting', { status: 'open' })
        await put('lively', { status: 'answered' }, NOW + 90 * DAY)
      }
      now = NOW + 31 * DAY
      await ask(stores, 'old', 'q2', { conversation: 'talk' })
      await stores.conversations.add('old', 'talk', [{ role: 'user', text: 'lately' }])
    })

    it('a conversation goes with its answers, their citations and opinions; what is younger stays', async () => {
      expect(await stores.data.purge(council, now)).toEqual({ conversations: 1, answers: 1, requests: 0, left: 0 })
      expect(await stores.answers.find('old', 'q1')).toBeUndefined()
      expect((await stores.answers.find('old', 'q2'))?.answer).toEqual(answer())
      expect(await stores.conversations.turns('old', 'talk')).toEqual([{ role: 'user', text: 'lately' }])
      expect(await stores.feedback.list('old')).toEqual([])
      expect((await everything(stores)).citations!.filter((row) => row.includes('"old"'))).toHaveLength(2)
    })

    it('a request goes when it has ended and its thread is quiet, with thread, messages and timers', async () => {
      now = NOW + 101 * DAY
      expect(await stores.data.purge(council, now)).toMatchObject({ requests: 1, left: 0 })
      expect((await stores.requests.list('old')).map(({ id }) => id).sort()).toEqual(['lively', 'waiting'])
      expect((await rowsWith(stores, '"ended"')).filter((row) => row.includes('"old"'))).toEqual([])
    })

    it('nobody is left waiting, however long ago they asked', async () => {
      await stores.data.purge(council, NOW + 5000 * DAY)
      expect((await stores.requests.list('old')).map(({ id }) => id)).toEqual(['waiting'])
    })

    it('nothing goes a moment early', async () => {
      now = NOW + 30 * DAY
      expect(await stores.data.purge(council, now)).toEqual({ conversations: 0, answers: 0, requests: 0, left: 0 })
    })

    it('the audit says what went and that nothing is left, and other tenants keep what is theirs', async () => {
      const theirs = await rowsWith(stores, '"young"')
      await stores.data.purge(council, now)
      expect(await stores.audit.list('old')).toEqual([
        {
          ...{ at: now, by: 'waymark', what: 'old data deleted' },
          data: { conversations: 1, answers: 1, requests: 0, left: 0, keep: council.keep },
        },
      ])
      expect(await rowsWith(stores, '"young"')).toEqual(theirs)
    })

    it('more than one batch goes in one purge', async () => {
      now = NOW
      for (let n = 0; n < 620; n++) await stores.answers.record(question('old', `many${n}`), answer({ citations: [] }))
      now = NOW + 31 * DAY
      expect(await stores.data.purge(council, now)).toMatchObject({ answers: 621, left: 0 })
    })

    it('keys of events, ended sessions and spent links go as well; those that still matter stay', async () => {
      await stores.seen.firstTime('slack:now')
      await stores.sessions.write('ended', 'x', now)
      await stores.sessions.write('goes on', 'x', now + DAY)
      await stores.inbox.take(incoming('done', { tenant: 'old', at: NOW }))
      await stores.inbox.done('done')
      await stores.inbox.take(incoming('not done', { tenant: 'old', at: NOW }))
      await stores.data.purge(council, now)
      expect(await stores.sessions.read('goes on', now)).toBe('x')
      expect((await everything(stores)).sessions).toHaveLength(1)
      expect(await stores.inbox.take(incoming('done', { tenant: 'old' }))).toBe(true)
      expect(await stores.inbox.take(incoming('not done', { tenant: 'old' }))).toBe(false)
      expect(await stores.seen.firstTime('slack:now')).toBe(false)
    })
  })
})
