import { PortError } from '../../src/errors.ts'
import { AGAIN } from './errors.ts'

interface Patience {
  /** Milliseconds in all; the time a call takes counts as well. */
  within?: number
  now?: () => number
  random?: () => number
  sleep?: (milliseconds: number) => Promise<void>
}

const FIRST = 500
const LONGEST = 20_000

/**
 * Tries again while Teams asks for it (429, 412, 502, 504 …): later each time, with jitter so that many do not come back
 * together, and never before Retry-After. Gives up with the last error once the time is used up.
 */
export async function withBackoff<T>(call: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { within = 60_000, random = Math.random, sleep = pause, now = () => performance.now() } = patience
  const end = now() + within
  for (let tries = 0; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (!isPassing(error)) throw error
      const step = Math.min(FIRST * 2 ** tries, LONGEST)
      const wait = Math.max(step / 2 + (random() * step) / 2, (error.retryAfter ?? 0) * 1000)
      if (now() + wait > end) throw error
      await sleep(wait)
    }
  }
}

/** A fault that may pass: one Teams names, or a connection that broke or took too long. */
function isPassing(error: unknown): error is PortError {
  if (!(error instanceof PortError) || error.permanent) return false
  return AGAIN.includes(Number(error.code)) || /^(?:E[A-Z]+|REQUEST_SEND_ERROR|AbortError|RestError)$/.test(error.code)
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
