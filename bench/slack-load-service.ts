import { createLog } from '../adapters/pino/log.ts'
import { composeService } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'

/** Waymark for the load run: as main.ts starts it, with a word to its parent about address and memory. */
const config = readConfig(process.env)
const service = await composeService(config, createLog(config.logLevel))
process.send?.({ address: await service.start() })
setInterval(() => process.send?.({ mb: Math.round(process.memoryUsage().rss / 1_048_576) }), 1000).unref()
// What is left once everything that can go is gone: the figure that shows a leak.
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ heap: Math.round(process.memoryUsage().heapUsed / 1_048_576) })
})
process.once('SIGTERM', async () => {
  await service.stop()
  process.exit(0)
})
