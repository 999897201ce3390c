import { readFileSync } from 'node:fs'
import { ConfigError } from '../../src/errors.ts'

/** A small text file a setting names. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError(`${path} cannot be read. Check the path and who may read it.`)
  }
}
