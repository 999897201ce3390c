import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { IndexCache } from '../../src/ports.ts'

/**
 * Keeps built indexes as files, written whole and then renamed so that a reader never sees half of one. A cache that
 * cannot be read or written is no cache: the index is built again.
 */
export function createFileIndexCache(folder: string): IndexCache {
  const pathOf = (version: string) => join(folder, `${version}.index`)
  return {
    async read(version) {
      try {
        return deserialize(readFileSync(pathOf(version)))
      } catch {
        return undefined
      }
    },
    async write(version, data) {
      try {
        mkdirSync(folder, { recursive: true })
        const draft = `${pathOf(version)}.${process.pid}`
        writeFileSync(draft, serialize(data))
        renameSync(draft, pathOf(version))
      } catch {
        // A read-only folder costs a rebuild at the next start and nothing else.
      }
    },
  }
}
