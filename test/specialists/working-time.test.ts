import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Nation } from '../../src/domain/nation.ts'
import type { WorkingPattern } from '../../src/domain/tenant.ts'
import { type Calendar, ukDay, ukTime } from '../../src/specialists/working-time.ts'
import { at, HOUR, tenant, time, wall } from './council.ts'

const OFFICE = tenant().hours
const calendar = (
  nation: Nation = 'england',
  hours: WorkingPattern = OFFICE,
  away: Calendar['away'] = [],
): Calendar => ({
  nation,
  hours,
  away,
})

describe('the next working moment', () => {
  it.each([
    ['2026-11-24 10:00', '2026-11-24 10:00', 'is now, at work'],
    ['2026-11-24 08:59', '2026-11-24 09:00', 'is the start of the day'],
    ['2026-11-24 17:00', '2026-11-25 09:00', 'is tomorrow, at closing time'],
    ['2026-11-27 16:59', '2026-11-27 16:59', 'is now, a minute before the weekend'],
    ['2026-11-27 18:00', '2026-11-30 09:00', 'is Monday, on a Friday evening'],
    ['2026-12-24 17:30', '2026-12-29 09:00', 'is after Christmas, the weekend and the substitute day'],
    ['2026-10-24 12:00', '2026-10-26 09:00', 'is nine on the clock after it went back'],
    ['2026-03-28 12:00', '2026-03-30 09:00', 'is nine on the clock after it went forward'],
  ])('from %s is %s: it %s', (from, next) => {
    expect(wall(time.next(at(from), calendar()))).toBe(next)
  })

  it.each<[Nation, string]>([
    ['england', '2026-01-02 09:00'],
    ['scotland', '2026-01-05 09:00'],
  ])('after New Year in %s is %s', (nation, next) => {
    expect(wall(time.next(at('2026-01-01 12:00'), calendar(nation)))).toBe(next)
  })

  it.each<[Nation, string]>([
    ['england', '2026-07-13 09:00'],
    ['wales', '2026-07-13 09:00'],
    ['scotland', '2026-07-13 09:00'],
    ['northern-ireland', '2026-07-14 09:00'],
  ])('after 12 July in %s is %s', (nation, next) => {
    expect(wall(time.next(at('2026-07-12 12:00'), calendar(nation)))).toBe(next)
  })

  it('skips days away, both ends included', () => {
    const away = [{ from: '2026-11-24', to: '2026-11-26' }]
    expect(wall(time.next(at('2026-11-24 10:00'), calendar('england', OFFICE, away)))).toBe('2026-11-27 09:00')
  })

  it('comes after more than a year away, and is given up when there is none', () => {
    const year = [{ from: '2026-01-01', to: '2027-12-31' }]
    expect(wall(time.next(at('2026-11-24 10:00'), calendar('england', OFFICE, year)))).toBe('2028-01-04 09:00')
    const ever = [{ from: '2026-01-01', to: '9999-12-31' }]
    expect(wall(time.next(at('2026-11-24 10:00'), calendar('england', OFFICE, ever)))).toBe('2026-11-24 10:00')
  })

  it('of a morning is the start of the next working day, not of this one', () => {
    expect(wall(time.nextMorning(at('2026-11-24 08:00'), calendar()))).toBe('2026-11-25 09:00')
    expect(wall(time.nextMorning(at('2026-11-27 12:00'), calendar()))).toBe('2026-11-30 09:00')
  })
})

describe('counting working hours', () => {
  it.each([
    ['2026-11-24 10:00', 8, '2026-11-25 10:00'],
    ['2026-11-27 16:00', 1, '2026-11-27 17:00'],
    ['2026-11-27 16:00', 1.5, '2026-11-30 09:30'],
    ['2026-11-28 12:00', 8, '2026-11-30 17:00'],
    ['2026-12-24 13:00', 8, '2026-12-29 13:00'],
    ['2026-10-23 15:00', 8, '2026-10-26 15:00'],
    ['2026-03-27 15:00', 8, '2026-03-30 15:00'],
  ])('from %s, %d hours end at %s', (from, hours, end) => {
    expect(wall(time.add(at(from), hours, calendar()))).toBe(end)
    expect(time.between(at(from), at(end), calendar())).toBe(hours)
  })

  it('knows half days', () => {
    const hours = { mon: '09:00-13:00', thu: '12:30-17:00' }
    expect(wall(time.add(at('2026-11-23 11:00'), 4, calendar('england', hours)))).toBe('2026-11-26 14:30')
  })

  it('works until midnight and on, where somebody does', () => {
    const night = { sat: '18:00-24:00', sun: '00:00-24:00' }
    expect(wall(time.add(at('2026-11-28 23:00'), 2, calendar('england', night)))).toBe('2026-11-29 01:00')
  })

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-29', 24],
  ])('finds in all of %s the hours that day has: %d', (day, hours) => {
    const sundays = calendar('england', { sun: '00:00-24:00' })
    const next = at(`${day} 00:00`) + 2 * 24 * HOUR
    expect(time.between(at(`${day} 00:00`), next, sundays)).toBe(hours)
  })

  it('counts nothing backwards or out of hours', () => {
    expect(time.between(at('2026-11-25 10:00'), at('2026-11-24 10:00'), calendar())).toBe(0)
    expect(time.between(at('2026-11-27 17:00'), at('2026-11-30 09:00'), calendar())).toBe(0)
  })

  it('ends on a whole millisecond, whatever part of an hour was promised', () => {
    expect(Number.isInteger(time.add(at('2026-11-24 10:00'), 1.1, calendar()))).toBe(true)
  })

  it('gives back what was added, in every nation, week and clock', () => {
    const moment = fc.integer({ min: at('2026-01-01 00:00'), max: at('2028-01-01 00:00') })
    const nation = fc.constantFrom<Nation>('england', 'wales', 'scotland', 'northern-ireland')
    const pattern = fc.constantFrom<WorkingPattern>(
      OFFICE,
      { tue: '09:30-13:00' },
      { sat: '00:00-24:00', sun: '01:30-24:00' },
    )
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 4000 }), nation, pattern, (from, hundredths, where, hours) => {
        const end = time.add(from, hundredths / 100, calendar(where, hours))
        expect(time.between(from, end, calendar(where, hours))).toBeCloseTo(hundredths / 100, 6)
      }),
      { numRuns: 60 },
    )
  })
})

describe('days and times as people read them', () => {
  it('are those of the UK', () => {
    expect(ukDay(Date.parse('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
    expect(ukDay(Date.parse('2026-12-01T23:30:00Z'))).toBe('2026-12-01')
    expect(ukTime(Date.parse('2026-07-01T23:30:00Z'))).toBe('Thursday 2 July, 00:30')
  })
})
