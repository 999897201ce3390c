import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PortError } from '../../src/errors.ts'

const FILE = 'secret'
const LENGTH = 32

/** A secret of this folder: made once, readable by its owner alone, the same at every start. */
export function secretIn(folder: string): string {
  const file = join(folder, FILE)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const secret = existingOr(file, randomBytes(48).toString('base64url'))
    if (secret.length >= LENGTH) return secret
  } catch (cause) {
    throw new PortError('no-secret', `Cannot write ${file}. Make ${folder} writable, or set WAYMARK_SECRET.`, cause)
  }
  throw new PortError('no-secret', `${file} is too short to be a secret. Delete it and start again.`)
}

/** Whoever creates the file first wins; the others read it. */
function existingOr(file: string, made: string): string {
  try {
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx' })
    return made
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    return readFileSync(file, 'utf8').trim()
  }
}
