import { fork, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { localSlack } from '../test/servers/slack/server.ts'
import { envelope, signed } from '../test/servers/slack/signing.ts'

const RATE = Number(process.env.RATE ?? 200)
const SECONDS = Number(process.env.SECONDS ?? 60)
/** One event in so many is sent a second time, as Slack does when it is unsure. */
const AGAIN = 20
const QUESTIONS = [
  'can we talk to suppliers before we tender?',
  'no contact with suppliers until the tender is live, right?',
  'how many days must we wait before we sign',
  'who has run a challenge competition?',
  'hello',
]

/**
 * Waymark in a process of its own (pinned to one core where `taskset` is there), with a database on disk and the real library;
 * here our Slack, sending events at a steady rate and counting what comes back. Prints what went missing or came twice, how
 * soon events were acknowledged, and how the memory of the process behaved.
 */
export async function slackLoad(): Promise<void> {
  const slack = await localSlack()
  const folder = mkdtempSync(join(process.env.WAYMARK_LOAD_FOLDER ?? tmpdir(), 'waymark-load-'))
  const child = fork(fileURLToPath(new URL('./slack-load-service.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: {
      ...process.env,
      ...{ PORT: '0', WAYMARK_DATA: folder, LOG_LEVEL: 'error', SLACK_BOT_TOKEN: 'xoxb-test' },
      ...{ SLACK_SIGNING_SECRET: 'not-a-real-secret', SLACK_API_URL: slack.apiUrl },
    },
  })
  // Waymark has one core for itself; what sends and counts has the others.
  if (child.pid) spawnSync('taskset', ['-acp', '0', String(child.pid)])
  const memory: { at: number; mb: number }[] = []
  const started = performance.now()
  const address = await new Promise<string>((resolve) =>
    child.on('message', (message: { address?: string; mb?: number }) => {
      if (message.address) resolve(message.address)
      if (message.mb) memory.push({ at: (performance.now() - started) / 1000, mb: message.mb })
    }),
  )
  const heap = () =>
    new Promise<number>((resolve) => {
      const hear = (message: { heap?: number }) => {
        if (message.heap === undefined) return
        child.off('message', hear)
        resolve(message.heap)
      }
      child.on('message', hear)
      child.send('collect')
    })
  const before = await heap()
  const sent = new Map<string, number>()
  const acks: number[] = []
  let refused = 0
  const total = RATE * SECONDS
  const own = monitorEventLoopDelay({ resolution: 5 })
  own.enable()
  const begin = performance.now()
  const posting: Promise<void>[] = []
  for (let n = 0; n < total; n++) {
    const due = begin + (n * 1000) / RATE
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    const user = `ULOAD${n % 500}`
    const ts = `${1_790_000_000 + n}.000100`
    const event = {
      type: 'message',
      channel: `D${user}`,
      channel_type: 'im',
      user,
      text: QUESTIONS[n % QUESTIONS.length],
      ts,
    }
    slack.world.channels.set(event.channel, { id: event.channel, kind: 'im', members: new Set([user, 'U0BOT']) })
    sent.set(ts, 0)
    const request = signed(JSON.stringify(envelope(event, { eventId: `EvLoad${n}` })))
    posting.push(send(request))
    if (n % AGAIN === 0) posting.push(send(request))
  }
  async function send(request: ReturnType<typeof signed>): Promise<void> {
    const at = performance.now()
    const { status } = await fetch(`${address}/slack/events`, request).catch(() => ({ status: 0 }))
    acks.push(performance.now() - at)
    if (status !== 200) refused++
  }
  await Promise.all(posting)
  const sending = (performance.now() - begin) / 1000
  own.disable()
  const answered = () => slack.world.messages.filter(({ user }) => user === 'U0BOT')
  for (let idle = 0, seen = -1; idle < 20 && answered().length < total; ) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    idle = answered().length === seen ? idle + 1 : 0
    seen = answered().length
  }
  const drained = (performance.now() - begin) / 1000
  for (const { thread_ts } of answered()) sent.set(thread_ts!, (sent.get(thread_ts!) ?? 0) + 1)
  const counts = [...sent.values()]
  acks.sort((a, b) => a - b)
  const at = (share: number) => acks[Math.floor(acks.length * share)]!.toFixed(1)
  const half = memory.slice(Math.floor(memory.length / 2))
  console.log(
    [
      `${total} events in ${sending.toFixed(1)} s (${(total / sending).toFixed(0)} a second), ${acks.length - total} of them sent twice`,
      `acknowledged: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${acks.at(-1)!.toFixed(1)} ms; refused ${refused} (the sender's own delays: p99 ${(own.percentile(99) / 1e6).toFixed(1)} ms, longest ${(own.max / 1e6).toFixed(1)} ms)`,
      `answered: ${counts.filter((count) => count === 1).length} once, ${counts.filter((count) => count > 1).length} twice, ${counts.filter((count) => count === 0).length} lost; the last after ${drained.toFixed(1)} s`,
      `memory: ${memory[0]?.mb} MB at the start, ${Math.max(...memory.map(({ mb }) => mb))} MB at most, ${half[0]?.mb} → ${half.at(-1)?.mb} MB over the second half; heap after collection ${before} MB before, ${await heap()} MB after`,
    ].join('\n'),
  )
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  await slack.close()
  rmSync(folder, { recursive: true, force: true })
}
