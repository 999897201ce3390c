import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import appManifest from '@microsoft/app-manifest'
import { unzipSync } from 'fflate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { teamsPackage } from '../../adapters/cli/teams-package.ts'
import { COMMANDS } from '../../adapters/teams/message-extension.ts'
import { TEAMS } from '../../adapters/teams/words.ts'
import { projectRoot } from '../../src/open-library.ts'

const { AppManifestUtils } = appManifest
const [ONE, TWO] = ['11111111-2222-4333-8444-555555555555', '99999999-2222-4333-8444-555555555555']
const root = projectRoot()
const manifest = JSON.parse(readFileSync(join(root, 'manifest/teams/manifest.json'), 'utf8'))
afterEach(() => vi.restoreAllMocks())

function made(...args: string[]): { code: number; said: string; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'teams-package-'))
  let said = ''
  const hear = (text: string | Uint8Array) => {
    said += text
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(hear as never)
  vi.spyOn(process.stderr, 'write').mockImplementation(hear as never)
  const code = teamsPackage([...args, '--out', folder], root)
  vi.restoreAllMocks()
  return { code, said, folder }
}

describe('the Teams app package', () => {
  it('is one for each app id, with ids and host in their places and our own icons', () => {
    const { code, folder } = made(
      '--app-id',
      ONE,
      '--app-id',
      TWO,
      '--host',
      'waymark.example.gov.uk',
      '--name',
      'Ask Waymark',
    )
    expect(code).toBe(0)
    expect(readdirSync(folder)).toEqual([`waymark-${ONE}.zip`, `waymark-${TWO}.zip`])
    const files = unzipSync(readFileSync(join(folder, `waymark-${ONE}.zip`)))
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png'])
    const text = new TextDecoder().decode(files['manifest.json'])
    expect(text).not.toContain('your-host.example')
    expect(text).not.toContain('00000000-0000')
    const inside = JSON.parse(text)
    expect(inside).toMatchObject({ id: ONE, validDomains: ['waymark.example.gov.uk'], name: { short: 'Ask Waymark' } })
    expect(inside.bots[0].botId).toBe(ONE)
    expect(inside.composeExtensions[0].botId).toBe(ONE)
    expect(Buffer.from(files['color.png']!)).toEqual(readFileSync(join(root, 'manifest/teams/color.png')))
  })

  it('is the same for the same input', () => {
    const read = () => readFileSync(join(made('--app-id', ONE, '--host', 'a.example').folder, `waymark-${ONE}.zip`))
    expect(read()).toEqual(read())
  })

  it.each([
    [[], '--app-id is missing'],
    [['--app-id', 'x', '--host', 'a.example'], 'is not an app id'],
    [['--app-id', '00000000-0000-0000-0000-000000000000', '--host', 'a.example'], 'is not an app id'],
    [['--app-id', ONE], '--host is missing'],
    [['--app-id', ONE, '--host', 'https://a.example/'], 'without https://'],
    [['--app-id', ONE, '--host', 'a.example', '--name', 'n'.repeat(31)], '30 characters'],
  ])('says what is missing: %j', (args, message) => {
    const { code, said, folder } = made(...args)
    expect([code, readdirSync(folder)]).toEqual([2, []])
    expect(said).toContain(message)
  })

  it('fits Microsoft’s schema of its version, checked without a network', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'))
    const { folder } = made('--app-id', ONE, '--host', 'waymark.example.gov.uk')
    const files = unzipSync(readFileSync(join(folder, `waymark-${ONE}.zip`)))
    writeFileSync(join(folder, 'manifest.json'), files['manifest.json']!)
    const [, problems] = await AppManifestUtils.readAndValidateTeamsManifest(join(folder, 'manifest.json'))
    expect(problems).toEqual([])
    const broken = { ...manifest, bots: [{ ...manifest.bots[0], scopes: ['everywhere'] }] }
    expect(await AppManifestUtils.validateAgainstSchema(broken)).not.toEqual([])
  })
})

describe('the manifest', () => {
  it('names the commands and prompts the bot knows, and asks for no more than it uses', () => {
    const commands = manifest.composeExtensions[0].commands as { id: string; parameters?: { name: string }[] }[]
    expect(commands.map(({ id }) => id)).toEqual([COMMANDS.search, COMMANDS.check])
    expect(commands[0]!.parameters?.map(({ name }) => name)).toEqual([COMMANDS.parameter])
    const prompts = manifest.bots[0].commandLists[0].commands.map(({ title }: { title: string }) => title)
    expect(prompts).toEqual(expect.arrayContaining([...TEAMS.prompts, TEAMS.myRequests, TEAMS.queue, TEAMS.formTitle]))
    expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers'])
    expect(manifest.webApplicationInfo).toBeUndefined()
    expect(manifest.authorization).toBeUndefined()
  })
})
