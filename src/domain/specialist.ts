import { z } from 'zod'
import { Nation } from './nation.ts'
import { Contacts, WorkingPattern } from './tenant.ts'

const Day = z.iso.date('a day there is, written as 2026-12-24')
const words = z.array(z.string().trim().toLowerCase().min(2).max(60)).max(60)

/** Days away, both included, with who covers. */
export const Away = z
  .strictObject({ from: Day, to: Day, cover: z.string().optional() })
  .refine(({ from, to }) => from <= to, 'from must not be after to')
export type Away = z.infer<typeof Away>

/** A procurement specialist as a council writes one down. */
export const Specialist = z.strictObject({
  /** lower-case letters, digits and hyphens; unique in the tenant */
  id: z.string().regex(/^[a-z0-9-]{2,60}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().trim().min(2).max(120),
  team: z.string().trim().min(2).max(120).optional(),
  contacts: Contacts,
  /** topics of the knowledge (market-engagement, modification …) and categories (works, social care, digital …) */
  expertise: words.default([]),
  /** places and departments they look after; none means all */
  places: words.default([]),
  /** nations whose law they know; none means the tenant's */
  nations: z.array(Nation).default([]),
  /** The tenant's hours, when left out. */
  hours: WorkingPattern.optional(),
  away: z.array(Away).default([]),
  /** most open requests at once */
  most: z.number().int().min(1).max(500).default(10),
  booking: z.url({ protocol: /^https$/, error: 'an address that begins with https://' }).optional(),
})
export type Specialist = z.infer<typeof Specialist>

/** A specialist with the member they are. */
export interface RosterSpecialist extends Specialist {
  member: string
}
