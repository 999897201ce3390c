import { PortError } from '../../src/errors.ts'

/** What the connector says when the person has blocked or removed the app, or the conversation is gone. */
const GONE: Readonly<Record<number, string>> = {
  403: 'blocked-or-uninstalled',
  404: 'conversation-gone',
  410: 'conversation-gone',
}
/** The message itself is at fault: the same one will fail again. */
const OURS = [400, 405, 409, 413, 415, 422]
/** Teams asks that these be tried again later; so may any fault of a server or the network. */
export const AGAIN = [408, 412, 429, 500, 502, 503, 504]

/** `[teams] cannot show the answer`, with the HTTP status or code the connector gave, and whether to try again. */
export function teamsError(doing: string, cause: unknown): PortError {
  if (cause instanceof PortError) return cause
  const { statusCode, code, name, response } = (cause ?? {}) as Failure
  const gone = statusCode ? GONE[statusCode] : undefined
  const retryAfter = waitOf(response?.headers?.get('retry-after'))
  return new PortError(gone ?? String(statusCode ?? code ?? name ?? 'teams-failed'), `[teams] cannot ${doing}`, cause, {
    permanent: Boolean(gone) || OURS.includes(statusCode ?? 0),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}

interface Failure {
  statusCode?: number
  code?: string
  name?: string
  response?: { headers?: { get(name: string): string | undefined } }
}

/** Seconds to wait, from a header that gives seconds or a date; never more than an hour. */
export function waitOf(header: string | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), 3600) : undefined
}
