import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Specialist } from '../../src/domain/specialist.ts'
import { openFaulty, type Where } from './open.ts'
import { startPlatform } from './platform.ts'

export interface Drill {
  rounds: number
  /** Processes at once. */
  workers: number
  onRound?(done: number): void
}

export interface Outcome {
  rounds: number
  /** What a process had acknowledged before it was killed. */
  requests: number
  events: number
  lost: string[]
  messages: number
  undelivered: number
  /** Sent again after a kill, and shown once because the platform honours the key. */
  repeats: number
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Kills processes at random moments while requests are made, taken and answered; then counts what is missing. */
export async function drill(where: Omit<Where, 'platform'>, { rounds, workers, onRound }: Drill): Promise<Outcome> {
  const platform = await startPlatform()
  const at = { ...where, platform: platform.url }
  const setUp = await openFaulty(at)
  await setUp.stores.roster.replace('local', [
    Specialist.parse({ id: 'ada', name: 'Ada Lovelace', contacts: { slack: 'U0ADA' }, most: 500 }),
  ])
  await setUp.stores.close()

  const acknowledged: string[][] = []
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: workers }, () => oneKilled(at, acknowledged)))
    onRound?.(round + 1)
  }

  const after = await openFaulty(at)
  try {
    // What was under way when a process was killed is somebody else's when its lease ends: here, at once.
    await after.stores.db.updateTable('outbox').set({ held_until: 0 }).execute()
    const until = Date.now() + 60_000
    while (Date.now() < until && (await waiting()) > 0) await after.delivery.run()
    const lost: string[] = []
    let requests = 0
    let events = 0
    for (const [kind, id, ...rest] of acknowledged) {
      const [request, thread] = [
        await after.stores.requests.find('local', id!),
        await after.stores.requests.events('local', id!),
      ]
      if (kind === 'made') {
        requests++
        if (request?.key !== rest[0] || !thread.some((event) => event.kind === 'made')) lost.push(`request ${id}`)
      } else {
        events++
        const [what, text] = rest
        if (thread.filter((event) => event.kind === what && (!text || event.text === text)).length !== 1)
          lost.push(`${what} of ${id}`)
      }
    }
    return {
      rounds,
      requests,
      events,
      lost,
      messages: platform.shown.size,
      undelivered: await waiting(),
      repeats: platform.repeats.count,
    }
  } finally {
    await after.stores.close()
    await platform.close()
  }

  async function waiting(): Promise<number> {
    const { left } = await after.stores.db
      .selectFrom('outbox')
      .select(({ fn }) => fn.countAll().as('left'))
      .where('status', '=', 'waiting')
      .executeTakeFirstOrThrow()
    return Number(left)
  }
}

/** One process, killed between 20 and 400 ms after it began to work. */
async function oneKilled(where: Where, acknowledged: string[][]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', WORKER, where.data, where.url ?? '', where.platform], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 380)
    // A line cut off by the kill was not acknowledged to anybody.
    else if (/^made \S+ \S{36}$|^event \S+ taken$|^event \S+ replied \S{36}$/.test(line))
      acknowledged.push(line.split(' '))
  }
  await ended
}
