import { describe, expect, it } from 'vitest'
import { createBankHolidays } from '../../adapters/holidays/bank-holidays.ts'
import { Specialist } from '../../src/domain/specialist.ts'
import { createWorkingTime } from '../../src/specialists/working-time.ts'
import { liveThrough } from './simulated-week.ts'

const time = createWorkingTime(createBankHolidays())
const OFFICE = { mon: '09:00-17:00', tue: '09:00-17:00', wed: '09:00-17:00', thu: '09:00-17:00', fri: '09:00-17:00' }
const TENANT = { hours: OFFICE, nation: 'england' as const }
const ada = Specialist.parse({
  id: 'ada',
  name: 'Ada Lovelace',
  contacts: { slack: 'U0ADA' },
  expertise: ['market-engagement'],
  most: 500,
})
const priya = Specialist.parse({
  id: 'priya',
  name: 'Priya Shah',
  contacts: { slack: 'U0PRIYA' },
  hours: { tue: '10:00-16:00', wed: '10:00-16:00' },
  away: [{ from: '2026-12-22', to: '2026-12-23', cover: 'ada' }],
  most: 500,
})

/** Weeks in which something is odd about time. */
const WEEKS = [
  ['an ordinary week', '2026-11-16T00:00:00Z', 0.5],
  ['a week in which hardly anybody answers', '2026-11-16T00:00:00Z', 0.002],
  ['Christmas with its substitute bank holiday', '2026-12-21T00:00:00Z', 0.05],
  ['the week the clocks go forward', '2027-03-24T00:00:00Z', 0.05],
  ['the week the clocks go back', '2026-10-21T00:00:00Z', 0.05],
] as const

describe.each(WEEKS)('%s', (_, from, diligence) => {
  it('leaves no request without a reply or an escalation, and wakes nobody out of hours', async () => {
    const week = await liveThrough({
      from: Date.parse(from),
      days: 9,
      perDay: 8,
      diligence,
      specialists: [ada, priya],
      seed: 7,
    })
    expect(week.requests).toHaveLength(week.asked)
    expect(week.asked).toBeGreaterThan(40)

    for (const request of week.requests) {
      const events = week.threads.get(request.id)!
      const late = request.promisedBy < week.end - 3_600_000
      const inTime = request.firstReplyAt !== undefined && request.firstReplyAt <= request.promisedBy + 600_000
      if (late && !inTime)
        expect(
          events.some(({ kind }) => kind === 'escalated'),
          request.id,
        ).toBe(true)
    }

    const urgent = new Set(week.requests.filter(({ need }) => need.urgent).map(({ id }) => id))
    const early = week.shown.filter(({ request, at }) => {
      // Sent within the ten minutes of a step that begins in working hours.
      return !(request && urgent.has(request)) && time.next(at, TENANT) !== at
    })
    expect(early.map(({ at, card }) => `${new Date(at).toISOString()} ${card.title}`)).toEqual([])
    expect(week.shown.length).toBeGreaterThan(week.asked)
    expect(new Set(week.shown.map(({ key }) => key)).size).toBe(week.shown.length)
    expect(week.parked).toEqual([])
    expect(week.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('a platform that is away for an hour', () => {
  it('gets everything afterwards, in order for each person, once', async () => {
    const from = Date.parse('2026-11-16T00:00:00Z')
    const down = { from: from + 10 * 3_600_000, to: from + 11 * 3_600_000 }
    const week = await liveThrough({
      from,
      days: 2,
      perDay: 60,
      diligence: 0.5,
      specialists: [ada],
      seed: 3,
      urgent: 0,
      declined: 0,
      down,
    })
    expect(week.shown.some(({ at }) => at < down.from)).toBe(true)
    expect(week.shown.filter(({ at }) => at >= down.from && at < down.to)).toEqual([])
    expect(week.parked).toEqual([])
    const made = new Map(week.requests.map(({ id, madeAt }) => [id, madeAt]))
    for (const reader of new Set(week.shown.map(({ to }) => to.id))) {
      const news = week.shown
        .filter(({ to, card }) => to.id === reader && card.title?.startsWith('Somebody'))
        .map(({ request }) => made.get(request!)!)
      expect(news).toEqual([...news].sort((a, b) => a - b))
    }
    expect(new Set(week.shown.map(({ key }) => key)).size).toBe(week.shown.length)
  })
})
