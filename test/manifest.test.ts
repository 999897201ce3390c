import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../src/open-library.ts'

const read = (path: string) => readFileSync(join(projectRoot(), path))
const json = (path: string) => JSON.parse(read(path).toString('utf8'))
/** Width and height stand at byte 16 of a PNG. */
const sizeOf = (path: string) => [read(path).readUInt32BE(16), read(path).readUInt32BE(20)]

describe('the Teams manifest', () => {
  const manifest = json('manifest/teams/manifest.json')

  it('keeps within the lengths Teams allows', () => {
    expect(manifest.name.short.length).toBeLessThanOrEqual(30)
    expect(manifest.description.short.length).toBeLessThanOrEqual(80)
    expect(manifest.description.full.length).toBeLessThanOrEqual(4000)
    for (const { commands } of manifest.bots[0].commandLists) {
      for (const { title, description } of commands)
        expect([title.length <= 128, description.length <= 4000]).toEqual([true, true])
    }
  })

  it('brings icons of the sizes Teams asks for', () => {
    expect(sizeOf(`manifest/teams/${manifest.icons.color}`)).toEqual([192, 192])
    expect(sizeOf(`manifest/teams/${manifest.icons.outline}`)).toEqual([32, 32])
  })

  it('is for personal chats, teams and group chats', () => {
    expect(manifest.bots[0].scopes).toEqual(['personal', 'team', 'groupChat'])
  })
})
