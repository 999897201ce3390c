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
    // Whoever creates it first wins; the others read it.
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new PortError('no-secret', `Cannot write ${file}. Make ${folder} writable, or set WAYMARK_SECRET.`, cause)
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= LENGTH) return secret
  throw new PortError('no-secret', `${file} is too short to be a secret. Delete it and start again.`)
}
