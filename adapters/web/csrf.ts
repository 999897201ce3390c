import { csrfSync } from 'csrf-sync'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { fieldsFrom } from './form.ts'
import { expiredPage } from './pages/expired-page.ts'

/**
 * Every form that changes something carries a token of the session. Asking alone may do without: before the first question
 * there is no session yet, and a browser that says "same-origin" says so truly; no other site can make it.
 */
const { csrfSynchronisedProtection, generateToken, invalidCsrfTokenError } = csrfSync({
  getTokenFromRequest: (request) => fieldsFrom(request.body)._csrf,
  skipCsrfProtection: (request) => request.path === '/ask' && request.get('sec-fetch-site') === 'same-origin',
  size: 32,
})

export const csrf: RequestHandler = csrfSynchronisedProtection

/** The token for forms on this page; the session begins here if there is none. */
export const tokenOf = (request: Request): string => generateToken(request)

/** The token where there is a session already, otherwise none. */
export const tokenIfAny = (request: Request): string => request.session.csrfToken ?? ''

/** A form that was open for too long is shown again with all that was typed, ready to be sent. */
export const csrfExpired: ErrorRequestHandler = (error, request, response, next) => {
  if (error !== invalidCsrfTokenError) return next(error)
  const { _csrf, ...fields } = fieldsFrom(request.body)
  // What another site made somebody send is not offered to be sent after all, and no session begins for it.
  const from = senderOf(request)
  response.status(403).send(
    expiredPage({
      action: request.originalUrl,
      body: (request.body ?? {}) as Record<string, unknown>,
      typed: from === 'elsewhere' ? [] : Object.entries(fields),
      foreign: from === 'elsewhere',
      ...(from === 'here' && { token: tokenOf(request) }),
    }),
  )
}

/** Which site a form came from, as far as the browser says. */
function senderOf(request: Request): 'here' | 'elsewhere' | 'unsaid' {
  const site = request.get('sec-fetch-site')
  if (site) return site === 'same-origin' ? 'here' : 'elsewhere'
  const origin = request.get('origin')
  if (!origin || !URL.canParse(origin)) return 'unsaid'
  return new URL(origin).host === request.get('host') ? 'here' : 'elsewhere'
}
