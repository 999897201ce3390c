#!/usr/bin/env node
import { readText } from '../adapters/files/read-text.ts'
import { createLog } from '../adapters/pino/log.ts'
import { composeService } from './compose.ts'
import { readConfig } from './config.ts'
import { ConfigError, PortError } from './errors.ts'

try {
  const config = readConfig(process.env, readText)
  const log = createLog(config.logLevel)
  const service = await composeService(config, log)
  const address = await service.start()
  process.stdout.write(service.greeting(address))
  const stop = async () => {
    await service.stop()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof PortError)) throw error
  process.stderr.write(`Waymark cannot start. ${error.message}\n`)
  process.exitCode = 1
}
