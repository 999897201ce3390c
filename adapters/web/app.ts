import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import type { Assistant } from '../../src/assistant.ts'
import { FAILED } from '../../src/cards/words.ts'
import type { Log } from '../../src/ports.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import { html } from './html.ts'
import { layout } from './pages/layout.ts'
import { askRoutes } from './routes/ask.ts'
import { healthRoutes, type Readiness } from './routes/health.ts'

interface Web {
  assistant: Assistant
  desk?: Desk
  log: Log
  /** the project's folder, for the stylesheet and script */
  root: string
  readiness: readonly Readiness[]
  /** routes of the chat platforms, mounted before the page's own body parsing */
  mounts?: readonly ((app: Express) => void)[]
}

/** The HTTP side: the ask page, health, and whatever chat platforms mount. */
export function createWebApp({ assistant, log, root, readiness, mounts = [] }: Web): Express {
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
  app.use(askRoutes(assistant))
  app.use((_request, response) => {
    response.status(404).send(page('Page not found', 'There is no page here. Ask a question from the start page.'))
  })
  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
    const status = error.status && error.status < 500 ? error.status : 500
    if (status === 500) log.error('page failed', { name: error.name, at: error.stack?.split('\n')[1]?.trim() })
    response
      .status(status)
      .send(
        page(
          status === 413 ? 'That is too long' : 'Sorry, there is a problem',
          status === 413 ? 'Put the question in a few sentences and try again.' : FAILED,
        ),
      )
  })
  return app
}

function page(title: string, text: string): string {
  return layout({
    title: `${title} – Waymark`,
    main: html`<h1>${title}</h1><p>${text}</p><p><a href="/">Ask a question</a></p>`,
  })
}
