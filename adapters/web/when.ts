import { ukTime } from '../../src/specialists/working-time.ts'
import { type Html, html } from './html.ts'

const ZONE = 'Europe/London'
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE })
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A time for people, with the exact one for machines. */
export const timeOf = (at: number): Html => html`<time datetime="${new Date(at).toISOString()}">${ukTime(at)}</time>`

/** 2026-11 → November 2026. */
export const monthName = (month: string): string => MONTH.format(new Date(`${month}-15T12:00:00Z`))

/** "Tuesday 24 November". */
export const dayName = (at: number): string => DAY.format(at).replace(',', '')

/** 2027-03-31 → 31 March 2027. */
export const dateName = (day: string): string => DATE.format(new Date(`${day}T12:00:00Z`))
