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
    // Leases end and waits go by: here, at once. It ends when all is sent, or when nothing more goes out.
    for (let left = await waiting(), idle = 0; left > 0 && idle < 20; ) {
      for (let runs = 0; runs < 50 && (await after.delivery.run()) > 0; runs++);
      await after.stores.db.updateTable('outbox').set({ held_until: 0 }).execute()
      const now = await waiting()
      idle = now < left ? 0 : idle + 1
      left = now
    }
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
        if (!request?.key.endsWith(rest[0]!) || !thread.some((event) => event.kind === 'made'))
          lost.push(`request ${id}`)
      } else {
        events++
        const [what, text] = rest
        if (thread.filter((event) => event.kind === what && (!text || event.text === text)).length !== 1)
          lost.push(`${what} of ${id}`)
      }
    }
    const stored = await after.stores.db.selectFrom('outbox').select(['id', 'status']).execute()
    for (const { id, status } of stored) if (status === 'sent' && !platform.shown.has(id)) lost.push(`message ${id}`)
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
