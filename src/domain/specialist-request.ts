import type { BottomLine, Verdict } from './claim.ts'
import type { Citation } from './source.ts'

/** How far the problem has come. The earlier, the more a specialist can do. */
export const STAGES = ['problem', 'options', 'specification', 'live', 'contract'] as const
export type Stage = (typeof STAGES)[number]

/** Rough whole-life value. Bands are relative, so that no threshold figure stands here. */
export const VALUES = ['unknown', 'under-30k', 'below-threshold', 'above-threshold'] as const
export type Value = (typeof VALUES)[number]

export const STATUSES = ['open', 'taken', 'answered', 'closed', 'declined', 'withdrawn'] as const
export type Status = (typeof STATUSES)[number]
/** Somebody still has to do something. */
export const LIVE: readonly Status[] = ['open', 'taken']

/** What the asker writes, and sees before it is sent. */
export interface Need {
  words: string
  stage: Stage
  value: Value
  place?: string
  /** YYYY-MM-DD */
  deadline?: string
  /** Why it cannot wait; absent when it can. */
  urgent?: string
}

/** The answer a request grew from, as it was given. It never changes. */
export interface About {
  questionId: string
  question: string
  verdict?: { says: string; verdict: Verdict; bottomLine: BottomLine }
  short: string
  conditions: readonly string[]
  holdsFor: string
  citations: readonly Citation[]
  entries: readonly string[]
}

/** Where a request was made, so that the reply comes back there. */
export interface Origin {
  platform: string
  /** The platform's own tenant (`slack:T…`), its conversation and its id of the asker. */
  workspace: string
  conversation: string
  person: string
}

export interface SpecialistRequest {
  tenant: string
  id: string
  /** Made twice with the same key it is one request. */
  key: string
  askedBy: string
  origin: Origin
  need: Need
  topics: readonly string[]
  about?: About
  status: Status
  /** The member who has it, or is asked to take it; absent, the desk. */
  assignee?: string
  /** Why it went there, in words for the asker. */
  why: string
  /** Counts changes, so that of two at once one wins. */
  version: number
  madeAt: number
  /** When a first reply is promised by. */
  promisedBy: number
  firstReplyAt?: number
  snoozedUntil?: number
  closedAt?: number
}

export const EVENT_KINDS = [
  'made',
  'taken',
  'declined',
  'refused',
  'reassigned',
  'replied',
  'asked-back',
  'added',
  'closed',
  'withdrawn',
  'reopened',
  'snoozed',
  'woken',
  'reminded',
  'escalated',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One change, never altered: who, when, why. Together they are the thread of record. */
export interface RequestEvent {
  n: number
  kind: EventKind
  /** A member's id, or `waymark`. */
  by: string
  byName: string
  /** Where it was written: slack, teams, web, or waymark itself. */
  from: string
  at: number
  /** What was said, or the reason given. */
  text?: string
  /** Who has it now, for a change of hands. */
  to?: string
}

export const WAYMARK = 'waymark'

/** Who is told of something. */
export type Recipient = { member: string } | { desk: true }

export const NOTICE_KINDS = ['new', 'event', 'reminder', 'overdue', 'escalated', 'digest'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** A message to be delivered: stored with the change it tells of, sent afterwards, at least once. */
export interface Notice {
  /** Also the idempotency key. */
  id: string
  tenant: string
  to: Recipient
  kind: NoticeKind
  request?: string
  /** The number of the event it tells of. */
  event?: number
  urgent: boolean
  /** Not sent before: working hours of whoever gets it. */
  notBefore: number
  createdAt: number
}

/** A notice on its way. */
export interface Queued extends Notice {
  attempts: number
  status: 'waiting' | 'sent' | 'parked'
  problem?: string
  sentAt?: number
}

/** Something to be done at a time: remind, escalate, wake, send a digest, purge. */
export interface Timer {
  tenant: string
  id: string
  kind: 'half' | 'full' | 'wake' | 'digest' | 'purge'
  request?: string
  due: number
}
