import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visitorMark } from '../../adapters/web/visitor.ts'
import { createBudget } from '../../src/answering/budget.ts'
import { createRewording } from '../../src/answering/reword.ts'
import { createRest } from '../../src/rest.ts'
import { keptLog, TODAY } from '../helpers.ts'
import { openSite, type Site } from '../servers/site.ts'
import { visitorOf } from '../servers/visitor.ts'

describe('the mark of a visitor', () => {
  it('is the same for one address and tells nothing of it', () => {
    expect(visitorMark('198.51.100.7')).toBe(visitorMark('::ffff:198.51.100.7'))
    expect(visitorMark('198.51.100.7')).not.toBe(visitorMark('198.51.100.8'))
    expect(visitorMark('198.51.100.7')).toMatch(/^[0-9a-f]{16}$/)
  })

  it('is that of the network for IPv6, where one household has many addresses', () => {
    expect(visitorMark('2001:db8:1:2:aaaa::1')).toBe(visitorMark('2001:db8:1:2:bbbb::2'))
    expect(visitorMark('2001:db8::1')).toBe(visitorMark('2001:db8:0:0:1::'))
    expect(visitorMark('2001:db8:1:2::1')).not.toBe(visitorMark('2001:db8:1:3::1'))
  })

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', ''])('is empty for this host (%j)', (address) => {
    expect(visitorMark(address)).toBe('')
  })
})

describe('a visitor of the page', () => {
  let calls = 0
  let site: Site
  beforeAll(async () => {
    const clock = { today: () => TODAY, now: () => performance.now() }
    const log = keptLog()
    const rewording = createRewording({
      writer: {
        name: 'local',
        write: async () => ({ sentences: [++calls].map(() => ({ text: '', lines: [] })) }),
        rephrase: async () => '',
      },
      redact: (text) => text,
      budget: createBudget({ perPerson: 100, perTenant: 100, byVisitors: 3 }, clock),
      rest: createRest(clock),
      log,
      deadline: 1000,
    })
    site = await openSite({ rewording })
  })
  afterAll(() => site.close())

  it('who comes anew each time still spends from what all visitors share', async () => {
    for (let visit = 0; visit < 6; visit++)
      await visitorOf(site.url).ask('no contact with suppliers until the tender is live')
    expect(calls).toBe(3)
  })
})
