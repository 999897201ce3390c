import { DateTime } from 'luxon'

const ZONE = 'Europe/London'

/** "Tuesday 24 November, 15:30", as people in the UK read a time. */
export const ukTime = (at: number): string =>
  DateTime.fromMillis(at, { zone: ZONE, locale: 'en-GB' }).toFormat('cccc d MMMM, HH:mm')

/** A picked day: what is put off to it comes back in the morning. */
export const morningOf = (day: string): number => DateTime.fromISO(`${day}T08:00`, { zone: ZONE }).toMillis()

/** The day after, as a date picker takes it. */
export const tomorrow = (now: number): string => DateTime.fromMillis(now, { zone: ZONE }).plus({ days: 1 }).toISODate()!
