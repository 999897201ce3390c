import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PortError } from '../../src/errors.ts'

/** Councils' files in a folder, in order of their names. No folder, no files. */
export function readTenantFiles(folder: string): { file: string; text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }))
}

/** One council's file. Throws PortError `no-file` when it cannot be read. */
export function readTenantFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new PortError('no-file', `Cannot read ${file}. Name a file that exists.`, cause)
  }
}
