import type { Log } from '../ports.ts'

interface Deps {
  /** Each does what is due now and gives how much that was. */
  jobs: readonly { run(): Promise<number> }[]
  log: Log
  /** Milliseconds between looks. */
  every?: number
}

/** Looks for due work again and again: messages to send, timers that have come. A failure is logged and tried again. */
export function createWorker({ jobs, log, every = 1000 }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<void> = Promise.resolve()
  let stopped = false
  let failing = false

  async function look(): Promise<void> {
    for (const job of jobs) {
      try {
        while (!stopped && (await job.run()) > 0);
        failing = false
      } catch (error) {
        // A database that is away would fill the log.
        if (!failing)
          log.error('background work failed', { name: (error as Error).name, message: (error as Error).message })
        failing = true
      }
    }
  }

  function again(): void {
    if (stopped) return
    timer = setTimeout(() => {
      underWay = look().finally(again)
    }, every)
    timer.unref()
  }

  return {
    start: again,
    /** Waits for what is under way. */
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await underWay
    },
  }
}
