import { pino } from 'pino'
import type { Log } from '../../src/ports.ts'

/** Structured lines on stderr. Secrets and question text are never passed in; tokens are censored all the same. */
export function createLog(level: string): Log {
  const logger = pino(
    {
      level,
      base: null,
      redact: { paths: ['*.token', '*.authorization', '*.password', 'token', 'text'], censor: '…' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
  }
}
