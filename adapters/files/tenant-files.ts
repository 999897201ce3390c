import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Councils' files in a folder, in order of their names. No folder, no files. */
export function readTenantFiles(folder: string): { file: string; text: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }))
}
