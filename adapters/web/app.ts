import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import type { Assistant } from '../../src/assistant.ts'
import { FAILED } from '../../src/cards/words.ts'
import type { Clock, Log, SignIn } from '../../src/ports.ts'
import type { Entrance } from '../../src/sign-in.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { SessionStore } from '../../src/stores.ts'
import { csrf, csrfExpired } from './csrf.ts'
import { createFrames } from './frame.ts'
import { messagePage } from './pages/layout.ts'
import { askRoutes } from './routes/ask.ts'
import { deskRoutes } from './routes/desk.ts'
import { feedbackRoutes } from './routes/feedback.ts'
import { healthRoutes, type Readiness } from './routes/health.ts'
import { newRequestRoutes } from './routes/new-request.ts'
import { type RecordAs, requestRoutes } from './routes/request.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { createSessions } from './session.ts'
import { createVisits } from './visit.ts'
import { BROKEN, NOT_FOUND, TOO_LARGE } from './words.ts'

/** What the pages need beside the assistant. */
export interface Pages {
  desk: Desk
  entrance: Entrance
  sessions: SessionStore
  clock: Clock
  secret: string
  /** Reached from this machine alone, and nobody else signs people in: whoever is here may send a request. */
  local: boolean
  publicUrl?: string | undefined
  signIn?: SignIn | undefined
  recordAs?: RecordAs
}

interface Web {
  assistant: Assistant
  log: Log
  /** the project's folder, for the stylesheet and script */
  root: string
  readiness: readonly Readiness[]
  /** routes of the chat platforms, mounted before the page's own body parsing */
  mounts?: readonly ((app: Express) => void)[]
  /** Left out, only health and the mounts are served. */
  pages?: Pages
}

/** The HTTP side: the pages, health, and whatever chat platforms mount. */
export function createWebApp({ assistant, log, root, readiness, mounts = [], pages }: Web): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          scriptSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Our own forms say where they come from; nobody else hears where somebody was.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: false,
    }),
  )
  for (const mount of mounts) mount(app)
  app.use(healthRoutes(readiness))
  app.use('/public', express.static(join(root, 'adapters/web/public'), { index: false, maxAge: '1h' }))
  app.use((_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  if (pages) mountPages(app, assistant, log, pages)
  app.use((_request, response) => {
    response.status(404).send(messagePage(NOT_FOUND))
  })
  app.use((error: Error & { status?: number }, request: Request, response: Response, _next: NextFunction) => {
    const status = error.status && error.status < 500 ? error.status : 500
    if (status === 500) log.error('page failed', { name: error.name, at: error.stack?.split('\n')[1]?.trim() })
    const text = ['/', '/ask'].includes(request.path) ? FAILED : BROKEN.request
    response.status(status).send(messagePage(status === 413 ? TOO_LARGE : { title: BROKEN.title, text }))
  })
  return app
}

function mountPages(app: Express, assistant: Assistant, log: Log, pages: Pages): void {
  const { desk, entrance, sessions, clock, secret, publicUrl, signIn, recordAs = {} } = pages
  const visits = createVisits({ entrance, local: pages.local })
  const frameOf = createFrames({ desk, visits })
  const around = { assistant, desk, visits, frameOf, clock, log }
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 300 }))
  const secure = publicUrl?.startsWith('https:') ?? false
  app.use(...createSessions({ sessions, secret, secure, now: () => clock.time() }))
  app.use(csrf, csrfExpired)
  app.use(askRoutes(around))
  app.use(feedbackRoutes(around))
  app.use(signInRoutes({ ...around, entrance, ...(signIn && publicUrl && { elsewhere: { signIn, publicUrl } }) }))
  app.use(newRequestRoutes(around))
  app.use(requestRoutes({ ...around, recordAs }))
  app.use(deskRoutes(around))
}
