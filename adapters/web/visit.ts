import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Person } from '../../src/domain/question.ts'
import { isLoopback } from '../../src/page-config.ts'
import type { Entrance } from '../../src/sign-in.ts'
import type { Somebody } from './session.ts'
import { visitorMark } from './visitor.ts'

/** Who is at the page, for what they want to do there. */
export interface Visits {
  /** Whoever asks a question; a visitor's identity is made here, with their first question. */
  asker(request: Request): Promise<Person>
  /** Who may have requests: whoever signed in and, at the machine itself, its visitor. */
  requester(request: Request): Person | undefined
  /** The same, made when it is not there yet; undefined where one must sign in. */
  newRequester(request: Request): Promise<Person | undefined>
  signedIn(request: Request): Person | undefined
  visitor(request: Request): Person | undefined
  /** Sends whoever is not known to the sign-in, and back afterwards. */
  known: RequestHandler
}

interface Settings {
  entrance: Pick<Entrance, 'homeOf'>
  /** The service listens on this machine alone and nobody else signs people in. */
  local: boolean
}

/** What something in front of Waymark says of whom it speaks for. */
const PASSED_ON = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host'] as const

export function createVisits({ entrance, local }: Settings): Visits {
  const signedIn = (request: Request) => personFrom(request.session.person)
  const visitor = (request: Request): Person | undefined => {
    const somebody = personFrom(request.session.visitor)
    return somebody && { ...somebody, visitor: visitorMark(request.ip) }
  }
  const atThisMachine = (request: Request) =>
    local && isLoopbackHost(request) && !PASSED_ON.some((name) => request.headers[name])

  async function newVisitor(request: Request): Promise<Person> {
    request.session.visitor ??= { tenant: await entrance.homeOf(), id: `visitor:${randomUUID()}` }
    return visitor(request)!
  }

  function requester(request: Request): Person | undefined {
    return signedIn(request) ?? (atThisMachine(request) ? visitor(request) : undefined)
  }

  return {
    signedIn,
    visitor,
    requester,
    asker: async (request) => signedIn(request) ?? newVisitor(request),
    newRequester: async (request) =>
      requester(request) ?? (atThisMachine(request) ? await newVisitor(request) : undefined),
    known(request, response, next) {
      if (signedIn(request) || atThisMachine(request)) return next()
      toSignIn(request, response)
    },
  }
}

/** Only pages that can be opened again are come back to, and only our own: two slashes would lead elsewhere. */
export function toSignIn(request: Request, response: Response): void {
  if (request.method === 'GET' && /^\/(?!\/)[\w./-]*$/.test(request.originalUrl))
    request.session.next = request.originalUrl
  response.redirect(303, '/sign-in')
}

const personFrom = (somebody: Somebody | undefined): Person | undefined => somebody && { ...somebody, platform: 'web' }

/** The name in the address is this machine's: another one leads here through a proxy, or through a forged name server. */
function isLoopbackHost(request: Request): boolean {
  return isLoopback((request.get('host') ?? '').replace(/:\d+$/, ''))
}
