import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { invitedFrom, printSignIn } from '../../adapters/cli/sign-in.ts'
import { secretIn } from '../../adapters/files/secret.ts'
import { composeService } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { projectRoot } from '../../src/open-library.ts'
import { FIXTURE, keptLog } from '../helpers.ts'
import { visitorOf } from '../servers/visitor.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-sign-in-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the secret of a data folder', () => {
  it('is made once, for its owner alone, and is the same at the next start', () => {
    const made = secretIn(join(folder, 'data'))
    expect(made.length).toBeGreaterThanOrEqual(64)
    expect(statSync(join(folder, 'data/secret')).mode & 0o777).toBe(0o600)
    expect(secretIn(join(folder, 'data'))).toBe(made)
  })

  it('is refused when it is too short to be one, and when it can’t be written', () => {
    writeFileSync(join(folder, 'secret'), 'short')
    expect(() => secretIn(folder)).toThrow(/too short to be a secret/)
    writeFileSync(join(folder, 'file'), '')
    expect(() => secretIn(join(folder, 'file'))).toThrow(/Make .* writable, or set WAYMARK_SECRET/)
  })
})

describe('npm run sign-in', () => {
  it.each([
    [[], /--name/],
    [['--name', 'Ada Lovelace'], /--role: one of asker, specialist, admin/],
    [['--name', 'Ada Lovelace', '--role', 'queen'], /--role/],
    [['--name', 'Ada Lovelace', '--role', 'admin', '--email', 'nowhere'], /--email/],
  ])('says in one line what is wrong with %j', (argv, words) => {
    expect(() => invitedFrom(argv)).toThrow(words)
  })

  it('says when there is no such council, and when requests will not come by themselves', async () => {
    const said: string[] = []
    const write = (text: string) => said.push(text)
    const invited = { name: 'Ada', role: 'specialist', tenant: 'nowhere' } as const
    expect(await printSignIn({ invite: async () => undefined }, invited, String, write)).toBe(2)
    expect(said.join('')).toContain('There is no council "nowhere" here')
    const member = { tenant: 't', id: 'm', name: 'Ada', roles: [] }
    const made = async () => ({ token: 'T', member, onRoster: false })
    expect(await printSignIn({ invite: made }, invited, (token) => `link/${token}`, write)).toBe(0)
    expect(said.join('')).toMatch(/Ada signs in once, within 15 minutes, at\nlink\/T\nNot in the list of specialists/)
  })

  it('makes links beside the running service, whose greeting prints one of its own', async () => {
    const environment = { WAYMARK_DATA: join(folder, 'data'), WAYMARK_KNOWLEDGE: FIXTURE, PORT: '0' }
    const service = await composeService(readConfig(environment), keptLog())
    try {
      const address = await service.start()
      const printed = /within 15 minutes: (\S+)/.exec(service.greeting(address))![1]!
      expect(printed.startsWith(`${address}/sign-in/link/`)).toBe(true)
      const admin = visitorOf(address)
      expect((await admin.signIn(printed.split('/').at(-1)!)).to).toBe('/queue')
      expect((await admin.get('/queue')).text).toContain('Signed in as Local administrator')
      expect((await visitorOf(address).signIn(printed.split('/').at(-1)!)).status).toBe(400)

      const words = await run(['sign-in', '--name', 'Ada Lovelace', '--role', 'specialist'], environment)
      const ada = visitorOf(address)
      expect((await ada.signIn(/sign-in\/link\/(\S+)/.exec(words)![1]!)).to).toBe('/queue')
      expect(readFileSync(join(folder, 'data/secret'), 'utf8')).not.toContain(printed)
    } finally {
      await service.stop()
    }
  }, 60_000)

  it('prints no link where others may read it', async () => {
    const environment = { HOST: '0.0.0.0', PORT: '0', WAYMARK_DATA: join(folder, 'data'), WAYMARK_KNOWLEDGE: FIXTURE }
    const service = await composeService(readConfig({ ...environment, PUBLIC_URL: 'https://w.example.uk' }), keptLog())
    await service.stop()
    const { signInLines } = await import('../../src/open-pages.ts')
    const invite = () => Promise.reject(new Error('no link is to be made'))
    const lines = await signInLines(readConfig(environment), 'http://0.0.0.0:3000', { invite } as never)
    expect(lines.join(' ')).toContain('Requests, the queue and figures need a sign-in link')
  })
})

function run(argv: string[], environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = ['--import', 'tsx', join(projectRoot(), 'src/cli.ts'), ...argv]
    execFile(process.execPath, program, { env: { ...process.env, ...environment } }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(stdout),
    )
  })
}
