import { describe, expect, it } from 'vitest'
import { type SpecialistRequest, STATUSES, type Status } from '../../src/domain/specialist-request.ts'
import { type Act, type Action, actsOpenTo, isRepeat, MOST_WORDS, maySee, step } from '../../src/specialists/life.ts'
import { event, HOUR, member, NOW, request } from './council.ts'

const DAY = 24 * HOUR
const ACTIONS: Readonly<Record<Act, Action>> = {
  take: { act: 'take' },
  decline: { act: 'decline', reason: 'no time' },
  refuse: { act: 'refuse', reason: 'not procurement' },
  reassign: { act: 'reassign', to: 'tom' },
  reply: { act: 'reply', text: 'Yes, you can' },
  'ask-back': { act: 'ask-back', text: 'What is it worth?' },
  add: { act: 'add', text: 'About £80k' },
  close: { act: 'close' },
  withdraw: { act: 'withdraw' },
  reopen: { act: 'reopen', reason: 'not clear yet' },
  snooze: { act: 'snooze', until: NOW + DAY },
}
const ACTS = Object.keys(ACTIONS) as Act[]
const WHO = {
  asker: member('sam'),
  holder: member('priya', ['specialist']),
  colleague: member('tom', ['specialist']),
  admin: member('ada', ['admin']),
  stranger: member('eve'),
  foreign: member('priya', ['specialist', 'admin'], 'elsewhere'),
}
type Who = keyof typeof WHO

/** What each may do, by status; anything else is refused. */
const MAY: Readonly<Record<Status, Readonly<Record<Who, string>>>> = {
  open: {
    asker: 'add close withdraw',
    holder: 'take decline refuse reassign reply ask-back close snooze',
    colleague: 'take refuse reassign reply ask-back close snooze',
    admin: 'take decline refuse reassign reply ask-back close snooze',
    stranger: '',
    foreign: '',
  },
  taken: {
    asker: 'add close withdraw',
    holder: 'decline refuse reassign reply ask-back close snooze',
    colleague: 'refuse reassign reply ask-back close snooze',
    admin: 'decline refuse reassign reply ask-back close snooze',
    stranger: '',
    foreign: '',
  },
  answered: {
    asker: 'add close withdraw reopen',
    holder: 'reassign reply ask-back close reopen',
    colleague: 'reassign reply ask-back close reopen',
    admin: 'reassign reply ask-back close reopen',
    stranger: '',
    foreign: '',
  },
  closed: { asker: 'reopen', holder: 'reopen', colleague: 'reopen', admin: 'reopen', stranger: '', foreign: '' },
  declined: { asker: 'reopen', holder: 'reopen', colleague: 'reopen', admin: 'reopen', stranger: '', foreign: '' },
  withdrawn: { asker: 'reopen', holder: 'reopen', colleague: 'reopen', admin: 'reopen', stranger: '', foreign: '' },
}
const BECOMES: Readonly<Partial<Record<Act, Status>>> = {
  take: 'taken',
  decline: 'open',
  refuse: 'declined',
  reassign: 'open',
  reply: 'answered',
  'ask-back': 'taken',
  close: 'closed',
  withdraw: 'withdrawn',
}

const cases = STATUSES.flatMap((status) => (Object.keys(WHO) as Who[]).map((who) => ({ status, who })))
const done = (stepped: ReturnType<typeof step>): SpecialistRequest => {
  if ('refused' in stepped) throw new Error(stepped.refused)
  return stepped.next
}
const refused = (stepped: ReturnType<typeof step>) => ('refused' in stepped ? stepped.refused : undefined)

describe('the life of a request', () => {
  it.each(cases)('when $status lets the $who do what is theirs, and draws the same buttons', ({ status, who }) => {
    const before = request({ status })
    const may = MAY[status][who].split(' ').filter(Boolean)
    // A colleague would pass it on to Tom, who is the colleague: passing it on to oneself is allowed.
    const works = ACTS.filter((act) => !('refused' in step(before, ACTIONS[act], WHO[who], NOW)))
    expect(new Set(works)).toEqual(new Set(may))
    // A button is drawn for all of it, except where a second click is expected.
    expect(new Set(actsOpenTo(WHO[who], before))).toEqual(new Set(may))
  })

  it.each(cases)('when $status and the $who may not do a thing, is left as it was', ({ status, who }) => {
    const before = Object.freeze(request({ status }))
    for (const act of ACTS) step(before, ACTIONS[act], WHO[who], NOW)
    expect(before).toEqual(request({ status }))
  })

  it.each(Object.entries(BECOMES))('%s makes it %s and counts one version', (act, status) => {
    const by = act === 'withdraw' ? WHO.asker : WHO.holder
    const next = done(step(request(), ACTIONS[act as Act], by, NOW))
    expect(next).toMatchObject({ status, version: 2 })
    expect(next.closedAt).toBe(['closed', 'declined', 'withdrawn'].includes(status) ? NOW : undefined)
  })

  it('lets nobody of another tenant see or do anything, whatever their roles and id', () => {
    for (const id of ['sam', 'priya', 'x']) {
      const foreign = member(id, ['asker', 'specialist', 'admin'], 'elsewhere')
      expect(maySee(foreign, request())).toBe(false)
      expect(actsOpenTo(foreign, request())).toEqual([])
      for (const act of ACTS) expect(refused(step(request(), ACTIONS[act], foreign, NOW))).toBe('not-yours')
    }
  })

  it('shows a stranger nothing, and lets somebody who only asks work on no request', () => {
    expect(maySee(WHO.stranger, request())).toBe(false)
    for (const act of ACTS) expect(refused(step(request(), ACTIONS[act], WHO.stranger, NOW))).toBe('not-yours')
    // Named as the holder, but no specialist (any more).
    const former = member('priya', ['asker'])
    for (const act of ACTS) expect(refused(step(request(), ACTIONS[act], former, NOW))).toBe('not-yours')
  })
})

describe('a second click', () => {
  it.each<[Act, Partial<SpecialistRequest>, Who]>([
    ['take', { status: 'taken' }, 'holder'],
    ['refuse', { status: 'declined' }, 'holder'],
    ['reassign', { assignee: 'tom' }, 'holder'],
    ['close', { status: 'closed' }, 'asker'],
    ['withdraw', { status: 'withdrawn' }, 'asker'],
    ['reopen', { status: 'taken' }, 'asker'],
    ['snooze', { snoozedUntil: NOW + DAY }, 'holder'],
  ])('on %s is already done', (act, now, who) => {
    expect(refused(step(request(now), ACTIONS[act], WHO[who], NOW))).toBe('already-done')
  })

  it.each<[Act, ReturnType<typeof event>]>([
    ['reply', event({ kind: 'replied', by: 'priya', text: 'Yes, you can' })],
    ['ask-back', event({ kind: 'asked-back', by: 'priya', text: 'What is it worth?' })],
    ['decline', event({ kind: 'declined', by: 'priya', text: 'no time' })],
  ])('on %s repeats the latest words', (act, latest) => {
    expect(isRepeat(ACTIONS[act], WHO.holder, latest)).toBe(true)
    expect(isRepeat(ACTIONS[act], WHO.colleague, latest)).toBe(false)
    expect(isRepeat(ACTIONS[act], WHO.holder, { ...latest, text: 'something else' })).toBe(false)
    expect(isRepeat(ACTIONS[act], WHO.holder, undefined)).toBe(false)
  })

  it('never takes a state for words: taking it again after passing it on is no repeat', () => {
    expect(isRepeat(ACTIONS.take, WHO.holder, event({ kind: 'taken', by: 'priya' }))).toBe(false)
  })
})

describe('two at once', () => {
  it('have one winner: the other is told who', () => {
    const taken = done(step(request(), ACTIONS.take, WHO.holder, NOW))
    expect(step(taken, ACTIONS.take, WHO.colleague, NOW)).toEqual({ refused: 'taken-by', by: 'priya' })
  })

  it('cannot decline what is somebody else’s', () => {
    expect(step(request(), ACTIONS.decline, WHO.colleague, NOW)).toEqual({ refused: 'taken-by', by: 'priya' })
  })
})

describe('words', () => {
  it.each<Act>(['decline', 'refuse', 'reply', 'ask-back', 'add', 'reopen'])('are needed to %s', (act) => {
    const key = act === 'decline' || act === 'refuse' || act === 'reopen' ? 'reason' : 'text'
    const action = { ...ACTIONS[act], [key]: '  \n ' } as Action
    const by = act === 'add' || act === 'reopen' ? WHO.asker : WHO.holder
    expect(refused(step(request(), action, by, NOW))).toBe('needs-words')
  })

  it('may be as long as a message holds and no longer', () => {
    const reply = (length: number) => step(request(), { act: 'reply', text: 'x'.repeat(length) }, WHO.holder, NOW)
    expect(refused(reply(MOST_WORDS))).toBeUndefined()
    expect(refused(reply(MOST_WORDS + 1))).toBe('too-long')
  })

  it('are kept without the space around them', () => {
    expect(step(request(), { act: 'reply', text: ' Yes \n' }, WHO.holder, NOW)).toMatchObject({ text: 'Yes' })
  })
})

describe('putting a request off', () => {
  it.each([
    ['a moment that is past', NOW - 1],
    ['now', NOW],
    ['no time at all', Number.NaN],
    ['for ever', Number.POSITIVE_INFINITY],
    ['longer than three months', NOW + 93 * DAY],
  ])('is refused for %s', (_, until) => {
    expect(refused(step(request(), { act: 'snooze', until }, WHO.holder, NOW))).toBe('not-ahead')
  })
})

describe('the first reply', () => {
  it('is the time of the first, whoever replies again', () => {
    const once = done(step(request(), ACTIONS.reply, WHO.holder, NOW + HOUR))
    expect(done(step(once, ACTIONS.reply, WHO.colleague, NOW + 2 * HOUR)).firstReplyAt).toBe(NOW + HOUR)
  })

  it('leaves the request with who had it; at the desk, with who replied', () => {
    expect(done(step(request(), ACTIONS.reply, WHO.colleague, NOW)).assignee).toBe('priya')
    const { assignee: _, ...atDesk } = request()
    expect(done(step(atDesk, ACTIONS.reply, WHO.colleague, NOW)).assignee).toBe('tom')
  })

  it('starts the clock anew when the asker adds to it, and not before', () => {
    expect(step(request(), ACTIONS.add, WHO.asker, NOW)).toMatchObject({ waitsAgain: false })
    const answered = request({ status: 'answered', firstReplyAt: NOW })
    expect(step(answered, ACTIONS.add, WHO.asker, NOW)).toMatchObject({ waitsAgain: true, next: { status: 'taken' } })
  })
})

describe('opening again', () => {
  it('waits for a specialist where nobody had begun, and is with them where they had', () => {
    const reopened = (own: Partial<SpecialistRequest>) => done(step(request(own), ACTIONS.reopen, WHO.asker, NOW))
    expect(reopened({ status: 'closed', closedAt: NOW })).toMatchObject({ status: 'open', assignee: 'priya' })
    expect(reopened({ status: 'closed', closedAt: NOW, firstReplyAt: NOW })).toMatchObject({ status: 'taken' })
    expect(reopened({ status: 'withdrawn', closedAt: NOW })).not.toHaveProperty('closedAt')
  })
})
