import { PortError } from '../../src/errors.ts'

/** Slack's own words for "later": everything else it refuses, it would refuse again. */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'accesslimited',
  'team_added_to_org',
])

/** `[slack] cannot show the answer`, with Slack's own error code, whether it passes, and how long Slack asked to wait. */
export function slackError(doing: string, cause: unknown): PortError {
  if (cause instanceof PortError) return cause
  const { data, code, retryAfter } = (cause ?? {}) as {
    data?: { error?: string }
    code?: string
    retryAfter?: number
  }
  const refused = data?.error
  return new PortError(refused ?? code ?? (cause as Error)?.name ?? 'slack-failed', `[slack] cannot ${doing}`, cause, {
    ...(typeof retryAfter === 'number' && { retryAfter }),
    permanent: refused !== undefined && !PASSING.has(refused),
  })
}

/** Does something of Slack's; what goes wrong says who and what. */
export async function doing<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw slackError(what, cause)
  }
}
