import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Cache } from '../../src/ports.ts'

/**
 * Keeps each thing in a file, written whole and then renamed so that a reader never sees half of one. What cannot be read
 * or written is simply built again.
 */
export function createFileCache(folder: string): Cache {
  const pathOf = (key: string) => join(folder, `${key}.cache`)
  return {
    read(key) {
      try {
        return deserialize(readFileSync(pathOf(key)))
      } catch {
        return undefined
      }
    },
    write(key, data) {
      try {
        mkdirSync(folder, { recursive: true })
        const draft = `${pathOf(key)}.${process.pid}`
        writeFileSync(draft, serialize(data))
        renameSync(draft, pathOf(key))
      } catch {
        // A read-only folder costs a rebuild at the next start and nothing else.
      }
    },
  }
}
