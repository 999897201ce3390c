import { createLog } from '../adapters/pino/log.ts'
import { composeService } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'

/** Waymark for the load run: as main.ts starts it, over services on this machine, with a word to its parent now and then. */
const [metadata, tokens] = process.argv.slice(2)
const config = readConfig(process.env)
let token: Promise<string> | undefined

async function fetchToken(): Promise<string> {
  const [app] = config.teams!.apps
  const body = new URLSearchParams({ client_id: app!.appId, client_secret: app!.password! })
  const response = await fetch(tokens!, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

const service = await composeService(config, createLog(config.logLevel), {
  teamsCloud: {
    openIdMetadata: metadata!,
    issuer: 'https://api.botframework.com',
    loopback: true,
    tokenFor: () => (token ??= fetchToken()),
  },
})
process.send?.({ address: await service.start() })
setInterval(() => {
  const { user, system } = process.cpuUsage()
  process.send?.({ mb: Math.round(process.memoryUsage().rss / 1_048_576), cpu: (user + system) / 1e6 })
}, 1000).unref()
process.once('SIGTERM', async () => {
  await service.stop()
  process.exit(0)
})
