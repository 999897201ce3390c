import { errorCode } from './errors.ts'
import type { Clock } from './ports.ts'

/** After this many failures in a row a neighbour is left alone for a while, so that nobody waits for what won't come. */
const FAILURES = 3
const REST_MS = 60_000
/** Refusals of one text (too long, filtered, badly said): the neighbour is there, and the next text may well be fine. */
const OF_ONE_TEXT = new Set(['unreadable-reply', 'http-400', 'http-413', 'http-422'])

/**
 * Whether a neighbour is worth calling. It has one rest for everybody, since it is away for all tenants alike; so only
 * what says "away" counts (no answer, a deadline, a refused key, 429, 5xx), never what one person's text provoked and
 * never a budget. After the rest one call tries while the others go on without.
 */
export function createRest(clock: Pick<Clock, 'now'>) {
  let failures = 0
  let until = Number.NEGATIVE_INFINITY

  return {
    resting: () => clock.now() < until,

    /** Makes the call and remembers how it went; rejects as the call does. */
    async attempt<T>(call: () => Promise<T>): Promise<T> {
      if (failures >= FAILURES) until = clock.now() + REST_MS
      try {
        const result = await call()
        answered()
        return result
      } catch (error) {
        if (OF_ONE_TEXT.has(errorCode(error))) answered()
        else if (++failures >= FAILURES) until = clock.now() + REST_MS
        throw error
      }
    },
  }

  function answered() {
    failures = 0
    until = Number.NEGATIVE_INFINITY
  }
}
export type Rest = ReturnType<typeof createRest>

/** The result, or a TimeoutError at the deadline, also when the work does not heed the signal. */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ms)
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([work(signal), over])
}
