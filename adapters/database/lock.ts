import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { PortError } from '../../src/errors.ts'
import { databaseError } from './errors.ts'

/**
 * The data folder for one service alone. The lock is a transaction held open on a small database of its own, so the system
 * lets go of it when the process ends, however it ends; a text file beside it says who has it. Throws PortError
 * `folder-in-use`. (`lock.db` must not be opened otherwise in this process: closing it would let go of the lock.)
 */
export function lockFolder(data: string): { release(): void } {
  const who = join(data, 'lock.txt')
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    const held = new Database(join(data, 'lock.db'))
    try {
      held.exec('begin exclusive')
    } catch (cause) {
      held.close()
      throw cause
    }
    writeFileSync(who, `process ${process.pid} since ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC\n`)
    return {
      release() {
        rmSync(who, { force: true })
        held.close()
      },
    }
  } catch (cause) {
    const error = databaseError(cause)
    if (error.code !== 'database-locked') throw error
    throw new PortError(
      'folder-in-use',
      `The folder ${data} is in use by another Waymark (${holder(who)}). Stop that one, or set WAYMARK_DATA to another folder.`,
      cause,
    )
  }
}

function holder(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'it does not say which'
  }
}
