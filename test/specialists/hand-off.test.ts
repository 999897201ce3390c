import { describe, expect, it } from 'vitest'
import type { RosterSpecialist } from '../../src/domain/specialist.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import { at, DESK, HOUR, member, NOW, request, specialist, tenant, wall } from './council.ts'
import { councilInMemory } from './in-memory.ts'

const PEOPLE = [
  { ...member('sam'), name: 'Sam Lee' },
  member('eve'),
  ...['priya', 'tom', 'zoe'].map((id) => member(id, ['specialist'])),
  member('ada', ['admin']),
]
const council = (own: Partial<Tenant> = {}, roster: RosterSpecialist[] = [specialist('priya'), specialist('tom')]) =>
  councilInMemory({ tenant: tenant(own), roster, people: PEOPLE })
const need = (words = 'We want to talk to suppliers', own = {}) => ({
  words,
  stage: 'problem' as const,
  value: 'unknown' as const,
  ...own,
})
const sending = (own = {}) => ({ need: need(), key: 'form-1', conversation: 'c1', ...own })

describe('sending a request', () => {
  it('never gives it to the one who asks', async () => {
    const { desk, as, request: made } = council({}, [specialist('priya', { expertise: ['talk'] }), specialist('tom')])
    await desk.send(as('priya'), sending())
    expect(made().assignee).toBe('tom')
  })

  it('says honestly that there is nobody when only the asker is set up', async () => {
    const { desk, as } = council({}, [specialist('priya')])
    expect(await desk.send(as('priya'), sending())).toEqual({ nobody: [] })
  })

  it('is done once for one form; another person’s form of the same key is their own', async () => {
    const { desk, as } = council()
    const first = await desk.send(as('sam'), sending())
    expect(await desk.send(as('sam'), sending())).toMatchObject({ made: false })
    const other = await desk.send(as('eve'), sending({ need: need('something else') }))
    expect(other).toMatchObject({ made: true, request: { askedBy: 'eve', need: { words: 'something else' } } })
    expect(first).toMatchObject({ made: true, request: { askedBy: 'sam' } })
  })

  it('tells whoever gets it and the desk, in hours; at once when it is urgent', async () => {
    for (const [urgent, when] of [
      [{}, '2026-11-30 09:00'],
      [{ urgent: 'the roof' }, '2026-11-28 22:00'],
    ] as const) {
      const { desk, as, now, outbox, told } = council({ desk: DESK }, [specialist('priya', { expertise: ['talk'] })])
      now.at = at('2026-11-28 22:00')
      await desk.send(as('sam'), sending({ need: need('talk', urgent) }))
      expect([...outbox.values()].map(({ notBefore }) => wall(notBefore))).toEqual([when, when])
      expect(told()).toEqual(['desk: new', 'priya: new'])
    }
  })

  it('counts the council’s bank holidays, wherever the asker’s own nation is', async () => {
    const people = [{ ...member('sam'), nation: 'scotland' as const }]
    const { desk, as, now, request: made } = councilInMemory({ tenant: tenant({ desk: DESK }), people })
    now.at = at('2026-11-27 10:00')
    await desk.send(as('sam'), sending())
    // St Andrew's Day is a working day in England.
    expect(wall(made().promisedBy)).toBe('2026-11-30 10:00')
  })

  it('shows an earlier reply to another asker without names, and none of the words it was asked in', async () => {
    const { desk, as, put } = council()
    put(request({ need: need('Dear all, I, Sam Lee (sam@example.uk), want to talk to suppliers about lighting') }))
    await desk.act(as('priya'), 'r1', { act: 'reply', text: 'Sam, you can. Ring Mrs Jones on 0113 496 0000.' })
    const { similar } = await desk
      .prepare(as('eve'), { conversation: 'c2' })
      .then(() => desk.review(as('eve'), need('talk to suppliers about lighting')))
    expect(similar).toHaveLength(1)
    expect(similar[0]!.answered?.text).toContain('you can')
    expect(JSON.stringify(similar)).not.toMatch(/Sam|sam@|Jones|0113|Dear all/)
  })
})

describe('acting on a request', () => {
  it('declined, goes to a colleague; declined by all without a desk, everybody is told', async () => {
    const roster = ['priya', 'tom', 'zoe'].map((id) => specialist(id))
    const { desk, as, put, request: now, told } = council({}, roster)
    put(request())
    await desk.act(as('priya'), 'r1', { act: 'decline', reason: 'no time' })
    expect(now().assignee).toBe('tom')
    expect(told()).toEqual(['sam: event', 'tom: new'])
    await desk.act(as('tom'), 'r1', { act: 'decline', reason: 'nor I' })
    await desk.act(as('zoe'), 'r1', { act: 'decline', reason: 'nor I' })
    expect(now()).not.toHaveProperty('assignee')
    expect(told()).toEqual(['priya: new', 'sam: event', 'sam: event', 'tom: new', 'zoe: new'])
  })

  it('said twice by a double click is said once', async () => {
    const { desk, as, put, events } = council()
    put(request())
    for (const [who, action] of [
      ['priya', { act: 'reply', text: 'Yes' }],
      ['sam', { act: 'add', text: 'Thank you' }],
      ['priya', { act: 'decline', reason: 'no time' }],
    ] as const) {
      expect(await desk.act(as(who), 'r1', action)).toHaveProperty('done')
      expect(await desk.act(as(who), 'r1', action)).toEqual({ refused: 'already-done' })
    }
    expect(events().map(({ kind }) => kind)).toEqual(['made', 'replied', 'added', 'declined'])
  })

  it('taken by two at once has one winner, and the other is told who', async () => {
    const { desk, as, put } = council()
    put(request())
    const both = await Promise.all(['priya', 'tom'].map((id) => desk.act(as(id), 'r1', { act: 'take' })))
    expect(both.filter((one) => 'done' in one)).toHaveLength(1)
    expect(both).toContainEqual({ refused: 'taken-by', by: expect.stringMatching(/Priya|Tom/) })
  })

  it('of somebody else is not found by a stranger, and says nothing of what it is', async () => {
    const { desk, as, put } = council()
    put(request())
    for (const action of [{ act: 'take' }, { act: 'withdraw' }, { act: 'add', text: 'x' }] as const)
      expect(await desk.act(as('eve'), 'r1', action)).toEqual({ refused: 'not-found' })
    expect(await desk.open(as('eve'), 'r1')).toBeUndefined()
  })

  it('put off, promises a reply after that day; turned to before it, has its clock again', async () => {
    const { desk, as, put, request: now, waiting } = council()
    put(request())
    await desk.act(as('priya'), 'r1', { act: 'snooze', until: at('2026-12-01 09:00') })
    expect(waiting()).toEqual(['wake 2026-12-01 09:00'])
    expect(wall(now().promisedBy)).toBe('2026-12-01 17:00')
    await desk.act(as('sam'), 'r1', { act: 'add', text: 'It cannot wait that long' })
    expect(now()).not.toHaveProperty('snoozedUntil')
    expect(waiting()).toEqual(['half 2026-11-24 14:00', 'full 2026-11-25 10:00'])
  })

  it('leaves a live request with a timer and any other with none, whatever is done', async () => {
    const actions = [
      ['priya', { act: 'take' }],
      ['priya', { act: 'reassign', to: 'tom' }],
      ['tom', { act: 'snooze', until: NOW + 24 * HOUR }],
      ['tom', { act: 'take' }],
      ['tom', { act: 'decline', reason: 'no' }],
      ['priya', { act: 'reply', text: 'Yes' }],
      ['sam', { act: 'reopen', reason: 'but' }],
      ['sam', { act: 'close' }],
      ['sam', { act: 'reopen', reason: 'again' }],
      ['priya', { act: 'refuse', reason: 'no' }],
      ['sam', { act: 'reopen', reason: 'again' }],
      ['sam', { act: 'withdraw' }],
    ] as const
    const { desk, as, request: now, waiting } = council()
    await desk.send(as('sam'), sending())
    const id = now().id
    for (const [who, action] of actions) {
      expect(await desk.act(as(who), id, action), action.act).toHaveProperty('done')
      const live = ['open', 'taken'].includes(now().status)
      expect(
        waiting().some((one) => /^(?:full|wake)/.test(one)),
        `${action.act} → ${now().status}`,
      ).toBe(live)
    }
  })

  it('is passed back to the desk, which is offered beside the colleagues and hears of it', async () => {
    const { desk, as, put, request: now, told } = council({ desk: DESK })
    put(request())
    const offered = (await desk.open(as('priya'), 'r1'))!.colleagues
    expect(offered.map(({ name }) => name)).toEqual(['Tom Smith', 'Procurement desk'])
    await desk.act(as('priya'), 'r1', { act: 'reassign', to: offered[1]!.member })
    expect(now()).toMatchObject({ status: 'open', why: 'Priya passed it to Procurement desk.' })
    expect(now().assignee).toBeUndefined()
    expect(told()).toEqual(['desk: new', 'sam: event'])
    expect(await desk.act(as('tom'), 'r1', { act: 'reassign', to: offered[1]!.member })).toEqual({
      refused: 'already-done',
    })
    expect((await desk.open(as('tom'), 'r1'))!.colleagues.map(({ name }) => name)).toEqual(['Priya Smith', 'Tom Smith'])
  })

  it('says in words why it was passed on', async () => {
    const { desk, as, put, request: now } = council()
    put(request())
    await desk.act(as('priya'), 'r1', { act: 'reassign', to: 'tom' })
    expect(now().why).toBe('Priya passed it to Tom Smith.')
    expect(await desk.act(as('priya'), 'r1', { act: 'reassign', to: 'eve' })).toEqual({ refused: 'nobody' })
  })
})

describe('when the promised time goes by', () => {
  const late = (own = {}, of: Partial<Tenant> = {}, roster?: RosterSpecialist[]) => {
    const made = council(of, roster)
    made.put(request(own))
    made.timers.set('r1:full:1', { tenant: 'exampleshire', id: 'r1:full:1', kind: 'full', request: 'r1', due: NOW })
    return made
  }
  const AWAY = [{ from: '2026-11-20', to: '2026-11-30', cover: 'tom' }]

  it('asker, holder and desk hear of it, again and again until somebody answers', async () => {
    const { due, now, told, waiting } = late({}, { desk: DESK })
    for (const next of ['2026-11-25 10:00', '2026-11-26 10:00']) {
      await due.run()
      expect(told()).toEqual(['desk: overdue', 'priya: overdue', 'sam: event'])
      expect(waiting()).toEqual([`full ${next}`])
      now.at = at(next)
    }
  })

  it('who covers for a holder that is away gets it', async () => {
    const {
      due,
      request: now,
      told,
      events,
    } = late({}, { desk: DESK }, [specialist('priya', { away: AWAY }), specialist('tom')])
    await due.run()
    expect(now()).toMatchObject({
      status: 'open',
      assignee: 'tom',
      why: 'It goes to Tom Smith, who covers for Priya Smith.',
    })
    expect(told()).toEqual(['desk: overdue', 'priya: overdue', 'sam: event', 'tom: escalated'])
    expect(events().at(-1)).toMatchObject({
      kind: 'escalated',
      to: 'Tom Smith',
      text: 'It goes to Tom Smith, who covers for Priya Smith.',
    })
  })

  it('nobody covers who is away or asked for it', async () => {
    const away = specialist('priya', { away: AWAY })
    const both = late({}, {}, [away, specialist('tom', { away: AWAY })])
    await both.due.run()
    expect(both.request().assignee).toBe('priya')
    const own = late({ askedBy: 'tom' }, {}, [away, specialist('tom')])
    await own.due.run()
    expect(own.request().assignee).toBe('priya')
  })

  it('the desk has what was with somebody who left; without a desk every colleague hears of it', async () => {
    const atDesk = late({ assignee: 'gone', status: 'taken' }, { desk: DESK })
    await atDesk.due.run()
    expect(atDesk.request()).toMatchObject({ status: 'open' })
    expect(atDesk.request()).not.toHaveProperty('assignee')
    expect(atDesk.told()).toEqual(['desk: escalated', 'sam: event'])
    const team = late({ assignee: 'gone' })
    await team.due.run()
    expect(team.told()).toEqual(['priya: escalated', 'sam: event', 'tom: escalated'])
    expect(team.events().at(-1)).toMatchObject({ to: 'everybody in the procurement team' })
  })

  it('nothing more is said of a request that is done', async () => {
    const { due, told, timers } = late({ status: 'answered' })
    await due.run()
    expect(told()).toEqual([])
    expect(timers.size).toBe(0)
  })
})

describe('what comes round', () => {
  it('the purge goes on across the day the clock goes back', async () => {
    const { due, now, timers, deps, errors } = council()
    now.at = at('2026-10-24 00:30')
    await due.begin(await deps.tenancy.tenantOf('x'))
    for (let days = 0; days < 4; days++) {
      now.at += 24 * HOUR
      await due.run()
      expect([...timers.values()].filter(({ kind }) => kind === 'purge')).toHaveLength(1)
    }
    expect(errors).toEqual([])
  })

  it('the digest is set for each working morning and goes to whoever has something open', async () => {
    const { due, now, told, put, waiting, deps } = council({ desk: DESK })
    put(request())
    now.at = at('2026-11-27 12:00')
    await due.begin(await deps.tenancy.tenantOf('x'))
    expect(waiting()).toContain('digest 2026-11-30 09:00')
    now.at = at('2026-11-30 09:00')
    await due.run()
    expect(told()).toEqual(['priya: digest'])
    expect(waiting()).toContain('digest 2026-12-01 09:00')
  })
})
