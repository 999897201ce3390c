import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/answering/budget.ts'
import { createRewording } from '../../src/answering/reword.ts'
import type { Answered } from '../../src/domain/answer.ts'
import { PortError } from '../../src/errors.ts'
import { createRest } from '../../src/rest.ts'
import { keptLog, TODAY } from '../helpers.ts'

const REVIEWED = { short: 'You may talk to suppliers before a tender [1].' } as Answered
const failing = (status: number) => () => Promise.reject(Object.assign(new Error('no'), { status }))

/** Rewording with a writer that fails as told, or words well, and a clock that is moved by hand. */
function rewordingWith({ perPerson = 100, perTenant = 100 } = {}) {
  let now = 0
  let calls = 0
  let fail: (() => Promise<never>) | undefined
  const clock = { today: () => TODAY, now: () => now }
  const rewording = createRewording({
    writer: {
      name: 'local',
      async write(_question, lines) {
        calls++
        await fail?.()
        return { sentences: lines.map(({ id, text }) => ({ text: `In short: ${text}`, lines: [id] })) }
      },
      rephrase: async () => '',
    },
    redact: (text) => text,
    budget: createBudget({ perPerson, perTenant, byVisitors: 0 }, clock),
    rest: createRest(clock),
    log: keptLog(),
    deadline: 1000,
  })
  return {
    calls: () => calls,
    fails: (how?: () => Promise<never>) => {
      fail = how
    },
    wait: (ms: number) => {
      now += ms
    },
    async worded(tenant: string, id = 'someone') {
      const askedBy = { tenant, platform: 'test', id }
      const question = { id: 'q', text: '', askedBy, conversation: 'c', history: [], date: TODAY }
      return (await rewording.reword(REVIEWED, question, 'may we talk to suppliers')).wordedBy !== undefined
    },
  }
}

describe('a model that is away', () => {
  it.each([401, 429, 500, 503])('answering %i rests for every tenant, since it is away for all', async (status) => {
    const model = rewordingWith()
    model.fails(failing(status))
    for (let i = 0; i < 3; i++) await model.worded('leeds')
    model.fails()
    expect(await model.worded('york')).toBe(false)
    expect(model.calls()).toBe(3)
  })

  it('is tried again by one call after its rest, and serves everybody once that went well', async () => {
    const model = rewordingWith()
    model.fails(failing(503))
    for (let i = 0; i < 3; i++) await model.worded('leeds')
    model.wait(60_001)
    expect(await Promise.all(['leeds', 'york', 'hull'].map((tenant) => model.worded(tenant)))).toEqual([
      false,
      false,
      false,
    ])
    expect(model.calls()).toBe(4)
    model.wait(60_001)
    model.fails()
    expect(await model.worded('york')).toBe(true)
    expect(await model.worded('leeds')).toBe(true)
  })

  it('does not rest for failures with successes between', async () => {
    const model = rewordingWith()
    for (let i = 0; i < 6; i++) {
      model.fails(i % 3 === 2 ? undefined : failing(500))
      await model.worded('leeds')
    }
    expect(model.calls()).toBe(6)
  })
})

describe('one tenant’s bad luck', () => {
  it('with a budget used up does not rest the model for others', async () => {
    const model = rewordingWith({ perPerson: 1, perTenant: 2 })
    for (let i = 0; i < 9; i++) await model.worded('leeds', `person ${i}`)
    expect(model.calls()).toBe(2)
    expect(await model.worded('york')).toBe(true)
  })

  it.each([
    400, 413, 422,
  ])('with questions the model answers %i to (too long, filtered) does not rest it either', async (status) => {
    const model = rewordingWith()
    model.fails(failing(status))
    for (let i = 0; i < 9; i++) await model.worded('leeds')
    model.fails()
    expect(await model.worded('york')).toBe(true)
  })

  it('with replies that cannot be read does not rest it either', async () => {
    const model = rewordingWith()
    model.fails(() => Promise.reject(new PortError('unreadable-reply', 'no JSON')))
    for (let i = 0; i < 9; i++) await model.worded('leeds')
    model.fails()
    expect(await model.worded('york')).toBe(true)
  })
})
