import { errorCode, PortError } from '../../src/errors.ts'
import type { Clock, Log } from '../../src/ports.ts'
import type { Inbox, Incoming } from '../../src/stores.ts'

interface Deps {
  inbox: Inbox
  /** Deals with one payload. Rejects with PortError when it is to be tried again. */
  handle(event: Incoming & { attempts: number }): Promise<void>
  /** Whether something is being taken in just now: Slack waits for that, and for nothing else. */
  taking(): boolean
  clock: Clock
  log: Log
  /** Milliseconds an event is held by whoever works on it; it comes round again afterwards. */
  lease?: number
  /** Milliseconds between looks for what comes round again. */
  every?: number
}

/** Lanes worked on side by side. */
const SIDE_BY_SIDE = 8
/** Milliseconds the work gives way for at most each time, so that it goes on in a flood as well. */
const GIVES_WAY = 8
/** An answer nobody waits for any more. */
const TOO_OLD = 24 * 3_600_000

/**
 * Works the inbox off: in each lane one event at a time, in the order they came; lanes side by side. What fails for a
 * passing reason stays and is tried again when its lease ends, so that with Slack away for an hour everything is answered
 * afterwards, in order.
 */
export function createInboxWorker({ inbox, handle, taking, clock, log, lease = 30_000, every = 1000 }: Deps) {
  const busy = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let again = false
  let stopped = false
  const underWay = new Set<Promise<void>>()
  /** Dealt with, and to be noted in one go before the next look. */
  let finished: string[] = []

  let turn: Promise<void> = Promise.resolve()
  /**
   * Lets requests in first. The database answers at once, so work that starts leaves no turn to anything else until it
   * waits for Slack; so each begins in a turn of the event loop of its own.
   */
  function giveWay(): Promise<void> {
    turn = turn.then(async () => {
      await new Promise((resolve) => setImmediate(resolve))
      const end = clock.now() + GIVES_WAY
      while (taking() && clock.now() < end) await new Promise((resolve) => setTimeout(resolve, 1))
    })
    return turn
  }

  async function work(event: Incoming & { attempts: number }): Promise<void> {
    busy.add(event.key)
    try {
      await giveWay()
      await handle(event)
      finished.push(event.key)
    } catch (error) {
      const old = clock.time() - event.at > TOO_OLD
      const passing = error instanceof PortError && !error.permanent
      log.warn('[slack] event not dealt with', {
        code: errorCode(error),
        attempts: event.attempts,
        again: passing && !old,
      })
      if (!passing || old) finished.push(event.key)
    } finally {
      busy.delete(event.key)
    }
  }

  async function look(): Promise<void> {
    do {
      again = false
      await giveWay()
      await noteFinished()
      const room = SIDE_BY_SIDE - underWay.size
      if (stopped || room <= 0) return
      const claimed = await inbox.claim('slack', clock.time(), lease, room)
      for (const event of claimed) {
        // Held for longer than its lease and still under way here: not a second time.
        if (busy.has(event.key)) continue
        const one: Promise<void> = work(event)
          .catch((error: unknown) => log.error('[slack] inbox failed', { code: errorCode(error) }))
          .finally(() => {
            underWay.delete(one)
            poke()
          })
        underWay.add(one)
      }
      if (claimed.length) again = true
    } while (again)
  }

  async function noteFinished(): Promise<void> {
    if (!finished.length) return
    const keys = finished
    finished = []
    await inbox.done(...keys)
  }

  function poke(): void {
    again = true
    if (stopped || looking) return
    looking = look()
      .catch((error: unknown) => log.error('[slack] inbox failed', { code: errorCode(error) }))
      .finally(() => {
        looking = undefined
        if (again && underWay.size < SIDE_BY_SIDE) poke()
      })
  }

  return {
    poke,
    start(): void {
      timer = setInterval(poke, every)
      timer.unref()
      poke()
    },
    /** Takes nothing new and waits for what is under way. */
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await looking
      await Promise.allSettled(underWay)
      await noteFinished()
    },
  }
}
