import { PortError } from '../../src/errors.ts'
import type { Clock, Log } from '../../src/ports.ts'
import type { Inbox, Incoming } from '../../src/stores.ts'
import { PLATFORM } from './places.ts'

interface Deps {
  inbox: Inbox
  clock: Clock
  log: Log
  handle(payload: string, tenant: string): Promise<void>
}

/** How long an activity is held by whoever deals with it; after that another process, or a later run, takes it up. */
const LEASE = 90_000
/** At once, over all conversations; those of one conversation are dealt with in order. */
const MOST = 32
const TRIES = 5
/** Turns of the event loop that work gives way for at most, so that it goes on in a flood as well. */
const GIVES_WAY = 20
/** A stop waits no longer. */
const FAREWELL = 8000
/** Between looks for what a process left behind. */
const EVERY = 5000

/**
 * Activities are stored before they are acknowledged and dealt with afterwards: a turn ends at once however long an answer
 * takes, nothing acknowledged is lost when the process ends, and one that comes twice is taken once.
 */
export function createIntake({ inbox, clock, log, handle }: Deps) {
  const underWay = new Set<Promise<void>>()
  const busy = new Set<string>()
  /** Dealt with, to be noted in one go. */
  let finished: string[] = []
  /** Being taken in just now. */
  let taking = 0
  let looking = false
  let again = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function deal(event: Incoming & { attempts: number }): Promise<void> {
    try {
      await giveWay()
      await handle(event.payload, event.tenant)
    } catch (error) {
      const code = error instanceof PortError ? error.code : ((error as Error)?.name ?? 'failed')
      log.error('[teams] cannot deal with an activity', { code, attempts: event.attempts })
      // The lease ends, and it is tried again; what fails for good must not stop its conversation for ever.
      if (event.attempts < TRIES) return
    }
    finished.push(event.key)
  }

  /** Lets requests in first: the embedded database answers at once, so work alone would leave them no turn. */
  async function giveWay(): Promise<void> {
    for (let turns = 0; turns === 0 || (turns < GIVES_WAY && taking > 0); turns++)
      await new Promise((resolve) => setImmediate(resolve))
  }

  async function noteFinished(): Promise<void> {
    const keys = finished
    finished = []
    if (!keys.length) return
    await inbox.done(...keys).catch((error) => {
      finished.push(...keys)
      throw error
    })
  }

  function look(): void {
    if (stopped) return
    again = true
    if (looking) return
    looking = true
    void claim()
      .catch((error: Error) =>
        log.error('[teams] cannot look for activities', { name: error.name, code: (error as PortError).code }),
      )
      .finally(() => {
        looking = false
        if (again && underWay.size < MOST) look()
      })
  }

  async function claim(): Promise<void> {
    while (again && !stopped && underWay.size < MOST) {
      again = false
      await giveWay()
      await noteFinished()
      const events = await inbox.claim(PLATFORM, clock.time(), LEASE, MOST - underWay.size)
      for (const event of events) {
        // Held for longer than its lease, and still under way here: not a second time.
        if (busy.has(event.key)) continue
        busy.add(event.key)
        const work: Promise<void> = deal(event).finally(() => {
          underWay.delete(work)
          busy.delete(event.key)
          look()
        })
        underWay.add(work)
      }
      if (events.length) again = true
    }
  }

  return {
    /** Stores an activity and sees to it. False when it was taken before. */
    async take(event: Omit<Incoming, 'platform' | 'at'>): Promise<boolean> {
      taking++
      const taken = await inbox.take({ ...event, platform: PLATFORM, at: clock.time() }).finally(() => {
        taking--
      })
      if (taken) look()
      return taken
    },
    start(): void {
      look()
      timer = setInterval(look, EVERY)
      timer.unref()
    },
    /** Waits a while for what is under way; what is left then, and what waits, is taken up at the next start. */
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      let late: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        late = setTimeout(resolve, FAREWELL)
      })
      await Promise.race([Promise.allSettled([...underWay]), enough])
      clearTimeout(late)
      await noteFinished()
    },
  }
}
