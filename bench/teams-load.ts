import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectorService } from '../test/servers/connector.ts'
import { identityPlatform } from '../test/servers/identity-platform.ts'
import { APP, activity, DIRECTORY } from '../test/servers/teams.ts'

const RATE = Number(process.env.RATE ?? 200)
const SECONDS = Number(process.env.SECONDS ?? 60)
const PEOPLE = 500
/** One activity in so many is sent a second time, as Teams does when it is unsure. */
const AGAIN = 20
const QUESTIONS = [
  'can we talk to suppliers before we tender?',
  'no contact with suppliers until the tender is live, right?',
  'how many days must we wait before we sign',
  'who has run a challenge competition?',
  'hello',
]

/**
 * Waymark in a process of its own, with a database on disk, the real library and real tokens both ways; here the connector
 * and the identity platform, sending activities at a steady rate and counting what comes back. Prints what went missing or
 * came twice, how soon activities were acknowledged and answered, and what the process took.
 */
export async function teamsLoad(): Promise<void> {
  const identity = await identityPlatform()
  identity.register(APP, 'not-a-real-secret')
  const connector = await connectorService(identity)
  const folder = mkdtempSync(join(process.env.WAYMARK_LOAD_FOLDER ?? tmpdir(), 'waymark-load-'))
  const answered = new Map<string, { times: number; at: number }>()
  connector.onSent = ({ conversation, activity: { type } }) => {
    if (type !== 'message') return
    const before = answered.get(conversation)?.times ?? 0
    answered.set(conversation, { times: before + 1, at: performance.now() })
  }
  const child = fork(
    fileURLToPath(new URL('./teams-load-service.ts', import.meta.url)),
    [identity.openIdMetadata, `${identity.url}/t/oauth2/v2.0/token`],
    {
      execArgv: ['--import', 'tsx', ...(process.env.PROF ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROF}`] : [])],
      env: {
        ...process.env,
        ...{ PORT: '0', WAYMARK_DATA: folder, LOG_LEVEL: 'error', TEAMS_APP_ID: APP },
        ...{ TEAMS_APP_PASSWORD: 'not-a-real-secret', TEAMS_TENANT_ID: DIRECTORY },
      },
    },
  )
  const memory: number[] = []
  let cpu = 0
  const address = await new Promise<string>((resolve) =>
    child.on('message', (message: { address?: string; mb?: number; cpu?: number }) => {
      if (message.address) resolve(message.address)
      if (message.mb) memory.push(message.mb)
      cpu = message.cpu ?? cpu
    }),
  )
  const token = `Bearer ${await identity.mint({ audience: APP, serviceUrl: `${connector.url}/uk/` })}`
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const acks: number[] = []
  let refused = 0
  const sentAt = new Map<string, number>()
  const total = RATE * SECONDS
  const posting: Promise<void>[] = []
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const [cpuBefore, begin] = [cpu, performance.now()]

  function send(body: string): Promise<void> {
    const at = performance.now()
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', authorization: token }
      const posted = request(`${address}/api/messages`, { method: 'POST', agent, headers }, (response) => {
        acks.push(performance.now() - at)
        if (response.statusCode !== 200) refused++
        response.resume().on('end', resolve)
      })
      posted.on('error', () => {
        refused++
        resolve()
      })
      posted.end(body)
    })
  }

  for (let n = 0; n < total; n++) {
    const wait = begin + (n * 1000) / RATE - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    // A thread for each question tells its answer from the others; people write again and again.
    const conversation = `19:load-${n % PEOPLE}@thread.v2;messageid=${n}`
    const body = JSON.stringify(
      activity(connector, {
        id: `load-${n}`,
        text: QUESTIONS[n % QUESTIONS.length],
        from: { id: `29:${n % PEOPLE}`, name: 'Some One', aadObjectId: `person-${n % PEOPLE}` },
        conversation: { id: conversation, tenantId: DIRECTORY, conversationType: 'personal' },
      }),
    )
    sentAt.set(conversation, performance.now())
    posting.push(send(body))
    if (n % AGAIN === 0) posting.push(send(body))
  }
  await Promise.all(posting)
  const sending = (performance.now() - begin) / 1000
  for (let idle = 0, before = -1; idle < 20 && answered.size < total; ) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    idle = answered.size === before ? idle + 1 : 0
    before = answered.size
  }
  const drained = (performance.now() - begin) / 1000
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const counts = [...sentAt.keys()].map((conversation) => answered.get(conversation)?.times ?? 0)
  const waits = [...sentAt].flatMap(([conversation, at]) =>
    answered.has(conversation) ? [answered.get(conversation)!.at - at] : [],
  )
  const half = memory.slice(Math.floor(memory.length / 2))
  console.log(
    [
      `${total} activities in ${sending.toFixed(1)} s (${(total / sending).toFixed(0)} a second), ${acks.length - total} of them sent twice`,
      `acknowledged: ${spread(acks)}; refused ${refused}; refused by Teams ${connector.refused.length}`,
      `answered after: ${spread(waits)}`,
      `answered: ${counts.filter((count) => count === 1).length} once, ${counts.filter((count) => count > 1).length} twice, ${counts.filter((count) => count === 0).length} lost; the last after ${drained.toFixed(1)} s`,
      `processor: ${(((cpu - cpuBefore) / drained) * 100).toFixed(0)} % of one core; memory: ${memory[0]} MB at the start, ${Math.max(...memory)} MB at most, ${half[0]} → ${half.at(-1)} MB over the second half`,
    ].join('\n'),
  )
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  await Promise.all([connector.close(), identity.close()])
  rmSync(folder, { recursive: true, force: true })
}

function spread(values: number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
}
