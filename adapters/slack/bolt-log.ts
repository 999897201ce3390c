import { LogLevel } from '@slack/bolt'
import type { Log } from '../../src/ports.ts'

/** Bolt's own log, through ours: messages only, never payloads. */
export function boltLog(log: Log) {
  const line = (message: unknown) => String(message).split('\n')[0]!.slice(0, 200)
  return {
    debug() {},
    info() {},
    warn: (message: unknown) => log.warn('[slack] bolt', { message: line(message) }),
    error: (message: unknown) => log.error('[slack] bolt', { message: line(message) }),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
