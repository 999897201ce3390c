import type { Generated, Kysely } from 'kysely'

/** Which database keeps the rows. The schema and every query are the same on both. */
export type Engine = 'libsql' | 'postgresql'

/** What every store is made from. `now` is milliseconds since 1970. */
export interface Open {
  db: Kysely<Schema>
  engine: Engine
  now(): number
  /** What was deleted leaves the disk too, as far as this process can see to it. */
  settle(): Promise<void>
}

/** A connection or a transaction: what a query needs. */
export type Db = Kysely<Schema>

/**
 * The tables, as migrations/ makes them. Times are milliseconds since 1970; JSON is text; `seq` counts rows as they were
 * stored. Four tables are found by a key no tenant chooses, since who asks does not yet know the tenant: `outbox.id`,
 * `inbox.key`, `seen.key` and `sign_in_links.hash`; and `sessions.id`, which nobody can guess.
 */
export interface Schema {
  tenants: { tenant: string; settings: string; off: string | null }
  members: { tenant: string; id: string; name: string; roles: string; nation: string | null }
  identities: { tenant: string; platform: string; identity: string; member: string }
  specialists: { tenant: string; id: string; member: string; specialist: string }
  answers: {
    tenant: string
    id: string
    platform: string
    member: string
    conversation: string
    question: string
    date: string
    outcome: string
    /** The answer without its citations. */
    answer: string
    at: number
  }
  citations: {
    tenant: string
    answer: string
    /** Where it stands in the answer's list. */
    place: number
    n: number
    title: string
    url: string
    entry: string
    version: string
    locator: string | null
    quote: string | null
  }
  turns: { seq: Generated<number>; tenant: string; conversation: string; role: string; text: string; at: number }
  feedback: { tenant: string; question: string; member: string; helpful: number; why: string | null; at: number }
  requests: {
    tenant: string
    id: string
    key: string
    asked_by: string
    origin: string
    need: string
    topics: string
    about: string | null
    status: string
    assignee: string | null
    why: string
    version: number
    made_at: number
    promised_by: number
    first_reply_at: number | null
    snoozed_until: number | null
    closed_at: number | null
  }
  request_events: {
    tenant: string
    request: string
    n: number
    kind: string
    by_member: string
    by_name: string
    platform: string
    at: number
    text: string | null
    to_member: string | null
  }
  outbox: {
    seq: Generated<number>
    id: string
    tenant: string
    /** Whom it goes to, as text: messages of one lane keep their order. */
    lane: string
    member: string | null
    kind: string
    request: string | null
    event: number | null
    urgent: number
    not_before: number
    created_at: number
    status: string
    attempts: number
    /** Held by a sender, or put off after a failure, until then. */
    held_until: number
    problem: string | null
    sent_at: number | null
  }
  timers: {
    tenant: string
    id: string
    kind: string
    request: string | null
    due: number
    held_until: number
    /** Kept when done, so that setting it again does not do it again. */
    done: number
  }
  seen: { key: string; at: number }
  audit: { seq: Generated<number>; tenant: string; at: number; by_member: string; what: string; data: string }
  reviews: { tenant: string; id: string; title: string; text: string; origin: string; status: string; at: number }
  sessions: { id: string; data: string; expires: number }
  sign_in_links: { hash: string; tenant: string; member: string; expires: number }
  platform_data: { tenant: string; platform: string; kind: string; key: string; value: string }
  inbox: {
    seq: Generated<number>
    key: string
    tenant: string
    platform: string
    lane: string
    payload: string
    at: number
    attempts: number
    held_until: number
    done: number
  }
  /** Every key an event is known by, for as long as it may be sent again. */
  inbox_keys: { key: string; tenant: string; at: number }
}
