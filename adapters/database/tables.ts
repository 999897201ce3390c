import type { Schema } from './schema.ts'

type Keys = { readonly [T in keyof Schema]: readonly (keyof Schema[T] & string)[] }

/** Every table with the columns that tell its rows apart. What walks over all of them (backup, erasing) starts here. */
export const TABLES = {
  tenants: ['tenant'],
  members: ['tenant', 'id'],
  identities: ['tenant', 'platform', 'identity'],
  specialists: ['tenant', 'id'],
  answers: ['tenant', 'id'],
  citations: ['tenant', 'answer', 'place'],
  turns: ['seq'],
  feedback: ['tenant', 'question', 'member'],
  requests: ['tenant', 'id'],
  request_events: ['tenant', 'request', 'n'],
  outbox: ['seq'],
  timers: ['tenant', 'id'],
  seen: ['key'],
  audit: ['seq'],
  reviews: ['tenant', 'id'],
  sessions: ['id'],
  sign_in_links: ['hash'],
  platform_data: ['tenant', 'platform', 'kind', 'key'],
  inbox: ['seq'],
  inbox_keys: ['key'],
} as const satisfies Keys

export type Table = keyof Schema
export const TABLE_NAMES = Object.keys(TABLES) as Table[]

/** Tables whose rows name no tenant: see schema.ts. */
export const WITHOUT_TENANT: ReadonlySet<Table> = new Set(['seen', 'sessions'])

/** The tables whose rows refuse UPDATE: see migrations/0001-first.ts. */
export const UNCHANGEABLE = ['answers', 'citations', 'request_events', 'audit'] as const satisfies readonly Table[]
export type Unchangeable = (typeof UNCHANGEABLE)[number]

/** A row as it comes, for work that is the same for every table. */
export type AnyRow = Record<string, string | number | null>
