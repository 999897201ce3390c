import { createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { SignInKept } from '../../src/ports.ts'
import type { SessionStore } from '../../src/stores.ts'

/** Somebody at the page: the council they belong to and their id there. */
export interface Somebody {
  tenant: string
  id: string
}

/** Questions asked one after another, by the ids of their answers. */
export interface Talk {
  id: string
  questions: string[]
}

declare module 'express-session' {
  interface SessionData {
    /** Who has asked without signing in. */
    visitor: Somebody
    person: Somebody
    talks: Talk[]
    /** Where to go after signing in; one of our own addresses. */
    next: string
    openid: SignInKept
    /** Said once, on the page of the request with this id. */
    said: { about: string; text: string }
  }
}

const IDLE = 12 * 3_600_000
/** What a visitor asked for is read in the same browser, so it stays theirs until the reply has long come. */
const VISITOR_IDLE = 90 * 24 * 3_600_000
/** A session that is read all the time is written this often, so that it does not end. */
const TOUCH_EVERY = 300_000

interface Settings {
  sessions: SessionStore
  secret: string
  /** The page is reached over https, whatever the last hop speaks. */
  secure: boolean
  now(): number
}

/** Sessions in the database. Nothing is stored, and no cookie set, until there is something to remember. */
export function createSessions({ sessions, secret, secure, now }: Settings): RequestHandler[] {
  const keep = session({
    name: secure ? '__Host-waymark' : 'waymark',
    secret,
    store: new DatabaseSessions(sessions, now),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    proxy: secure,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: IDLE },
  })
  if (!secure) return [keep]
  // PUBLIC_URL is the operator's word that people come over https; not every proxy says so with each request.
  const overTls: RequestHandler = (request, _response, next) => {
    request.headers['x-forwarded-proto'] ??= 'https'
    next()
  }
  return [overTls, keep]
}

/** A new id for whoever signs in or out: an id somebody else may know opens nothing. Given data goes along. */
export async function renew(request: Request, data: Partial<session.SessionData>): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  )
  Object.assign(request.session, data)
  if (data.visitor && !data.person) keepLonger(request)
  await saved(request)
}

/** Before the browser is sent elsewhere: what it asks for next must find the session as it is now. */
export function saved(request: Request): Promise<void> {
  return new Promise((resolve, reject) => request.session.save((error) => (error ? reject(error) : resolve())))
}

export function keepLonger(request: Request): void {
  if (!request.session.person) request.session.cookie.maxAge = VISITOR_IDLE
}

type Done = (error?: unknown) => void

/** express-session's store over ours. What is stored is found by a hash of the id: a copy of the table signs nobody in. */
class DatabaseSessions extends session.Store {
  private readonly written = new Map<string, number>()
  private readonly sessions: SessionStore
  private readonly now: () => number

  constructor(sessions: SessionStore, now: () => number) {
    super()
    this.sessions = sessions
    this.now = now
  }

  override get(id: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
    this.sessions.read(keyOf(id), this.now()).then((text) => done(null, text ? JSON.parse(text) : null), done)
  }

  override set(id: string, data: session.SessionData, done: Done = () => {}): void {
    const now = this.now()
    const expires = now + (data.cookie.originalMaxAge ?? IDLE)
    this.noted(keyOf(id), now)
    this.sessions.write(keyOf(id), JSON.stringify(data), expires).then(() => done(), done)
  }

  override destroy(id: string, done: Done = () => {}): void {
    this.written.delete(keyOf(id))
    this.sessions.remove(keyOf(id)).then(() => done(), done)
  }

  override touch(id: string, data: session.SessionData, done: Done = () => {}): void {
    const now = this.now()
    if (now - (this.written.get(keyOf(id)) ?? 0) < TOUCH_EVERY) {
      done()
      return
    }
    this.noted(keyOf(id), now)
    // What is stored now, not what this request read: another may have changed it since.
    const longer = async () => {
      const text = await this.sessions.read(keyOf(id), now)
      if (text) await this.sessions.write(keyOf(id), text, now + (data.cookie.originalMaxAge ?? IDLE))
    }
    longer().then(() => done(), done)
  }

  private noted(key: string, at: number): void {
    this.written.delete(key)
    this.written.set(key, at)
    if (this.written.size > 5000) this.written.delete(this.written.keys().next().value!)
  }
}

const keyOf = (id: string): string => createHash('sha256').update(id).digest('hex')
