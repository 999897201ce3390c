import { DateTime } from 'luxon'
import type { Nation } from '../domain/nation.ts'
import type { Away } from '../domain/specialist.ts'
import { WEEKDAYS, type WorkingPattern } from '../domain/tenant.ts'
import type { Holidays } from '../ports.ts'

/** Whose time is counted: their hours, their nation's bank holidays, and days away. */
export interface Calendar {
  hours: WorkingPattern
  nation: Nation
  away?: readonly Away[]
}

const ZONE = 'Europe/London'
const HOUR = 3_600_000
/** Nobody is away for longer; past it a calendar has no working time at all. */
const MOST_DAYS = 800

export type WorkingTime = ReturnType<typeof createWorkingTime>

/** Counts working hours, UK clock changes and bank holidays included. Times are milliseconds since 1970. */
export function createWorkingTime(holidays: Holidays) {
  /** The working window of a day, or nothing on a day off. */
  function windowOf(day: DateTime, { hours, nation, away = [] }: Calendar): [number, number] | undefined {
    const pattern = hours[WEEKDAYS[day.weekday - 1]!]
    const date = day.toISODate()!
    if (!pattern || holidays.on(date, nation)) return undefined
    if (away.some(({ from, to }) => from <= date && date <= to)) return undefined
    const [start, end] = pattern.split('-').map((time) => {
      const [hour, minute] = time.split(':').map(Number) as [number, number]
      return hour === 24 ? day.plus({ days: 1 }).startOf('day').toMillis() : day.set({ hour, minute }).toMillis()
    }) as [number, number]
    return end > start ? [start, end] : undefined
  }

  /** Working windows from a time on, the first cut to start there. */
  function* windows(from: number, calendar: Calendar): Generator<[number, number]> {
    let day = DateTime.fromMillis(from, { zone: ZONE }).startOf('day')
    for (let days = 0; days < MOST_DAYS; days++, day = day.plus({ days: 1 })) {
      const window = windowOf(day, calendar)
      if (window && window[1] > from) yield [Math.max(window[0], from), window[1]]
    }
  }

  return {
    /** The first working moment from a time on; that time itself when it is one, or when there is no working time at all. */
    next(from: number, calendar: Calendar): number {
      for (const [start] of windows(from, calendar)) return start
      return from
    },

    /** The time when so many working hours have gone by, in whole milliseconds: stores keep no part of one. */
    add(from: number, hours: number, calendar: Calendar): number {
      let left = Math.round(hours * HOUR)
      for (const [start, end] of windows(from, calendar)) {
        if (end - start >= left) return start + left
        left -= end - start
      }
      return from + Math.round(hours * HOUR)
    },

    /** Working hours between two times. */
    between(from: number, to: number, calendar: Calendar): number {
      let sum = 0
      for (const [start, end] of windows(from, calendar)) {
        if (start >= to) break
        sum += Math.min(end, to) - start
      }
      return sum / HOUR
    },

    /** The start of the next working day after a time: a morning's digest. */
    nextMorning(after: number, calendar: Calendar): number {
      const tomorrow = DateTime.fromMillis(after, { zone: ZONE }).plus({ days: 1 }).startOf('day').toMillis()
      return this.next(tomorrow, calendar)
    },
  }
}

/** A time as a day in the UK, YYYY-MM-DD. */
export const ukDay = (at: number): string => DateTime.fromMillis(at, { zone: ZONE }).toISODate()!

/** "Tuesday 24 November, 15:30", as people in the UK read a time. */
export const ukTime = (at: number): string =>
  DateTime.fromMillis(at, { zone: ZONE, locale: 'en-GB' }).toFormat('cccc d MMMM, HH:mm')

/** The day after, YYYY-MM-DD. */
export const ukTomorrow = (now: number): string =>
  DateTime.fromMillis(now, { zone: ZONE }).plus({ days: 1 }).toISODate()!

/** The start of the morning of a day (YYYY-MM-DD) in the UK: when something put off to that day comes back. */
export const ukMorning = (day: string): number => DateTime.fromISO(`${day}T08:00`, { zone: ZONE }).toMillis()
