import { z } from 'zod'
import { Nation } from './nation.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

const Hours = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write from-to, as in 09:00-17:00')
  // A day that ends before it begins would never be worked, and nobody would notice.
  .refine((hours) => hours.slice(0, 5) < hours.slice(6), 'must end after it begins, as in 09:00-17:00; at most 24:00')

/** The hours somebody works, UK time; a day left out is not worked. */
export const WorkingPattern = z
  .partialRecord(z.enum(WEEKDAYS), Hours)
  .refine((days) => Object.values(days).some(Boolean), 'name at least one day, as in mon: 09:00-17:00')
export type WorkingPattern = z.infer<typeof WorkingPattern>

const OFFICE: WorkingPattern = {
  mon: '09:00-17:00',
  tue: '09:00-17:00',
  wed: '09:00-17:00',
  thu: '09:00-17:00',
  fri: '09:00-17:00',
}

/** Where somebody, or a desk, is written to. At least one. */
export const Contacts = z
  .strictObject({
    /** a Slack member id (U…), or for a desk a channel id (C…) */
    slack: z
      .string()
      .regex(/^[UWCG][A-Z0-9]{2,}$/, 'a Slack id such as U0123ABC')
      .optional(),
    /** the Microsoft Entra object id; for a desk a Teams conversation id */
    teams: z.string().trim().min(3).optional(),
    /** the e-mail address they sign in to the page with */
    web: z
      .email()
      .transform((address) => address.toLowerCase())
      .optional(),
  })
  .refine((contacts) => Object.values(contacts).some(Boolean), 'give at least one of slack, teams, web')
export type Contacts = z.infer<typeof Contacts>

/** How long what is kept stays kept, in days. */
export const Retention = z.strictObject({
  conversations: z.number().int().min(1).max(3650).default(90),
  requests: z.number().int().min(30).max(3650).default(730),
})
export type Retention = z.infer<typeof Retention>

/** A council, or a part of one, that shares nothing with any other. */
export const TenantSettings = z.strictObject({
  name: z.string().trim().min(2).max(120),
  nation: Nation.optional(),
  /** Slack workspaces and Teams directories that are this tenant: `slack:T…`, `teams:…` */
  workspaces: z.array(z.string().regex(/^(?:slack|teams):\S+$/, 'write slack:T… or teams:…')).default([]),
  /** Promised time to a first reply, in working hours. */
  replyWithin: z.number().min(0.5).max(80).default(8),
  urgentReplyWithin: z.number().min(0.5).max(40).default(2),
  hours: WorkingPattern.default(OFFICE),
  desk: z.strictObject({ name: z.string().trim().min(2).max(120), contacts: Contacts }).optional(),
  keep: Retention.default({ conversations: 90, requests: 730 }),
  /** E-mail addresses of those who look after the tenant. */
  admins: z.array(z.email().transform((address) => address.toLowerCase())).default([]),
})
export type TenantSettings = z.infer<typeof TenantSettings>

/** Waymark switched off for a tenant: askers read the reason. */
export interface Off {
  reason: string
  by: string
  at: number
}

export interface Tenant extends TenantSettings {
  id: string
  off?: Off
}

/** The tenant there is when nobody has set one up. */
export const LOCAL_TENANT = 'local'
