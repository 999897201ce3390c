import type { Answer } from './domain/answer.ts'
import type { Identity, Member } from './domain/member.ts'
import type { Nation } from './domain/nation.ts'
import type { Person, Question, Turn } from './domain/question.ts'
import type { RosterSpecialist, Specialist } from './domain/specialist.ts'
import type { Notice, Queued, RequestEvent, SpecialistRequest, Status, Timer } from './domain/specialist-request.ts'
import type { Tenant } from './domain/tenant.ts'

/** An answer as it was given, with the question and who asked it. */
export interface Recorded {
  question: Pick<Question, 'id' | 'text' | 'conversation' | 'date'>
  askedBy: Person
  answer: Answer
  at: number
}

/** Keeps what was answered, with its citations as they were; nothing kept is ever changed. */
export interface AnswerStore {
  record(question: Question, answer: Answer): Promise<void>
  find(tenant: string, questionId: string): Promise<Recorded | undefined>
}

/** What was said so far. A conversation belongs to one tenant; nobody else's turns are ever given. */
export interface ConversationStore {
  turns(tenant: string, conversation: string): Promise<readonly Turn[]>
  add(tenant: string, conversation: string, turns: readonly Turn[]): Promise<void>
}

/** Tells a first delivery from a repeated one: platforms send an event again when they are unsure. */
export interface SeenEvents {
  firstTime(key: string): Promise<boolean>
}

/** Was an answer right, and why not. One for each person and answer; a second replaces the first. */
export interface Feedback {
  tenant: string
  questionId: string
  member: string
  helpful: boolean
  why?: string
  at: number
}

export interface FeedbackStore {
  give(feedback: Feedback): Promise<void>
  list(tenant: string, since?: number): Promise<Feedback[]>
}

/** Who the tenants are. Not cached for longer than a change may wait to be seen. */
export interface TenantStore {
  find(id: string): Promise<Tenant | undefined>
  all(): Promise<Tenant[]>
  save(tenant: Tenant): Promise<void>
}

/** The people of each tenant. Every call names the tenant; an id of another tenant finds nothing. */
export interface PeopleStore {
  /** The member behind an identity; made, as an asker, when first seen. */
  know(tenant: string, identity: Identity, as?: { name?: string; nation?: Nation }): Promise<Member>
  find(tenant: string, id: string): Promise<Member | undefined>
  /** The member behind an identity, if it is known; nobody is made. */
  behind(tenant: string, identity: Identity): Promise<Member | undefined>
  identities(tenant: string, id: string): Promise<Identity[]>
  save(member: Member): Promise<void>
  /** A further identity of the same member. One already taken by somebody else moves, with what they asked. */
  join(tenant: string, id: string, identity: Identity): Promise<void>
}

/** The specialists of each tenant. */
export interface RosterStore {
  list(tenant: string): Promise<RosterSpecialist[]>
  /** Takes the list as it now is: new ones become members with the role, those left out lose it. */
  replace(tenant: string, specialists: readonly Specialist[]): Promise<void>
}

/** A change to a request with all that goes with it: stored together or not at all. */
export interface RequestChange {
  request: SpecialistRequest
  /** New events; `n` is given by the store. */
  events: readonly Omit<RequestEvent, 'n'>[]
  /** `event` counts from 0 through `events` here. */
  notices: readonly Notice[]
  /** The request's timers from now on; those not named are gone. Left out, they stay as they are. */
  timers?: readonly Timer[]
}

export interface RequestFilter {
  askedBy?: string
  /** A member's id, or null for those at the desk. */
  assignee?: string | null
  statuses?: readonly Status[]
  madeSince?: number
  madeBefore?: number
}

export interface RequestStore {
  /** Stores a new request; one with the same key is given back instead, with `made` false and nothing stored. */
  make(change: RequestChange): Promise<{ request: SpecialistRequest; made: boolean }>
  /** Stores a change to version `request.version - 1`; false, with nothing stored, when somebody else was first. */
  change(change: RequestChange): Promise<boolean>
  find(tenant: string, id: string): Promise<SpecialistRequest | undefined>
  list(tenant: string, filter?: RequestFilter): Promise<SpecialistRequest[]>
  events(tenant: string, id: string): Promise<RequestEvent[]>
}

/** Messages on their way. Those to one recipient are sent in the order they were stored. */
export interface Outbox {
  /** Stores messages that go with no request, a digest for instance. One with a known id is not stored twice. */
  add(notices: readonly Notice[]): Promise<void>
  /** The first message due of each recipient, held for this caller until `now + lease`. */
  claim(now: number, lease: number, most: number): Promise<Queued[]>
  sent(id: string, now: number): Promise<void>
  later(id: string, at: number, problem: string): Promise<void>
  park(id: string, problem: string): Promise<void>
  /** What could not be delivered, for people to see. */
  parked(tenant: string): Promise<Queued[]>
  /** Tries a parked message again. False when it is not one of this tenant's. */
  retry(tenant: string, id: string, now: number): Promise<boolean>
  /** What went to a member, latest first. */
  to(tenant: string, member: string, most: number): Promise<Queued[]>
}

/** Timed work, done once however many processes there are. */
export interface TimerStore {
  /** Sets timers; one with a known id is left as it is. */
  set(timers: readonly Timer[]): Promise<void>
  claim(now: number, lease: number, most: number): Promise<Timer[]>
  done(timer: Timer): Promise<void>
}

/** What was done by whom to settings, people and data: never changed, never deleted but with its tenant. */
export interface AuditStore {
  note(entry: { tenant: string; at: number; by: string; what: string; data?: Record<string, unknown> }): Promise<void>
  list(tenant: string): Promise<{ at: number; by: string; what: string; data: Record<string, unknown> }[]>
}

/** Something proposed for the knowledge base, with where it came from. */
export interface ReviewItem {
  tenant: string
  id: string
  title: string
  text: string
  /** Where it came from: a request and event, or a question's feedback. */
  origin: { request?: string; event?: number; questionId?: string; by: string }
  status: 'waiting' | 'done' | 'dropped'
  at: number
}

export interface ReviewStore {
  propose(item: ReviewItem): Promise<void>
  list(tenant: string): Promise<ReviewItem[]>
}

/** What a person, a tenant and time may do with data. */
export interface DataRights {
  /** Everything held on one person, by table. */
  exportMember(tenant: string, member: string): Promise<Record<string, unknown[]>>
  /** Takes one person out: identity, words and answers. Requests keep their dates and states, without words or name. */
  eraseMember(tenant: string, member: string): Promise<void>
  eraseTenant(tenant: string): Promise<void>
  /** A question its asker took back: with its answer, its feedback and its conversation. */
  forgetQuestion(tenant: string, questionId: string): Promise<void>
  /** Deletes what is older than the tenant keeps it; what is left that should not be is counted again afterwards. */
  purge(
    tenant: Tenant,
    now: number,
  ): Promise<{ conversations: number; answers: number; requests: number; left: number }>
}

/** Sessions of the page, by an id nobody can guess. */
export interface SessionStore {
  read(id: string, now: number): Promise<string | undefined>
  write(id: string, data: string, expires: number): Promise<void>
  remove(id: string): Promise<void>
}

/** Links that sign somebody in once. Only a hash of the link is kept. */
export interface SignInLinks {
  add(link: { hash: string; tenant: string; member: string; expires: number }): Promise<void>
  /** Uses the link up; of two at once, one gets it. */
  use(hash: string, now: number): Promise<{ tenant: string; member: string } | undefined>
}

/**
 * What a platform's adapter must remember: installations, where a conversation is written to, which message shows a
 * request. Text by key, of one tenant and platform. An adapter encrypts what is secret before it hands it over.
 */
export interface PlatformStore {
  put(tenant: string, platform: string, kind: string, key: string, value: string): Promise<void>
  get(tenant: string, platform: string, kind: string, key: string): Promise<string | undefined>
  list(tenant: string, platform: string, kind: string): Promise<{ key: string; value: string }[]>
  /** Removes one key, a whole kind, or everything of the platform. */
  remove(tenant: string, platform: string, kind?: string, key?: string): Promise<void>
}

/** Something a platform sent us, kept until it is dealt with. */
export interface Incoming {
  /** What the platform knows it by; the same one is taken once. */
  key: string
  tenant: string
  platform: string
  /** Those of one lane are dealt with in the order they came. */
  lane: string
  payload: string
  at: number
}

/** Events acknowledged but not yet dealt with, so that none is lost when the process ends. */
export interface Inbox {
  /** False, with nothing stored, when any of the keys was taken before. */
  take(event: Incoming, alsoKnownAs?: readonly string[]): Promise<boolean>
  /** The first waiting event of each lane, held for this caller until `now + lease`. */
  claim(platform: string, now: number, lease: number, most: number): Promise<(Incoming & { attempts: number })[]>
  /** Dealt with: the payload goes, the key stays until `purge`. */
  done(...keys: string[]): Promise<void>
}

/** One store for each port, over one database. */
export interface Stores {
  answers: AnswerStore
  conversations: ConversationStore
  seen: SeenEvents
  feedback: FeedbackStore
  tenants: TenantStore
  people: PeopleStore
  roster: RosterStore
  requests: RequestStore
  outbox: Outbox
  timers: TimerStore
  audit: AuditStore
  reviews: ReviewStore
  data: DataRights
  sessions: SessionStore
  signInLinks: SignInLinks
  platforms: PlatformStore
  inbox: Inbox
}
