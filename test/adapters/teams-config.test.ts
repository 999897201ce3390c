import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { doctor } from '../../adapters/cli/doctor.ts'
import { readText } from '../../adapters/files/read-text.ts'
import { createBotbuilderConnection, settingsOf } from '../../adapters/teams/botbuilder-connection.ts'
import { tryOnce } from '../../adapters/teams/repair-connector.ts'
import { readConfig } from '../../src/config.ts'
import { servesMany } from '../../src/teams-config.ts'

const ID = '11111111-2222-4333-8444-555555555555'
const single = { TEAMS_APP_ID: ID, TEAMS_APP_PASSWORD: 'secret', TEAMS_TENANT_ID: 'dir' }
const teamsOf = (environment: Record<string, string>) => readConfig(environment, readText).teams!

describe('Teams settings', () => {
  it('are a single-tenant app by default, which answers its own directory', () => {
    const teams = teamsOf(single)
    expect(teams.apps).toEqual([
      { appId: ID, type: 'SingleTenant', password: 'secret', directory: 'dir', allowed: ['dir'] },
    ])
    expect(servesMany(teams)).toBe(false)
  })

  it('take a managed identity, which has no password', () => {
    const teams = teamsOf({ TEAMS_APP_ID: ID, TEAMS_TENANT_ID: 'dir', TEAMS_APP_TYPE: 'UserAssignedMSI' })
    expect(teams.apps[0]).toEqual({ appId: ID, type: 'UserAssignedMSI', directory: 'dir', allowed: ['dir'] })
    expect(settingsOf(teams.apps[0]!)).toEqual({
      MicrosoftAppId: ID,
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppTenantId: 'dir',
    })
    // botbuilder takes the settings as they are; a token it would ask of the machine only when it sends.
    expect(createBotbuilderConnection({ config: teams })).toHaveProperty('send')
  })

  it('take a multi-tenant app with the directories it answers', () => {
    const teams = teamsOf({ TEAMS_APP_ID: ID, TEAMS_APP_PASSWORD: 's', TEAMS_ALLOWED_TENANTS: 'a, b' })
    expect(teams.apps[0]).toMatchObject({ type: 'MultiTenant', allowed: ['a', 'b'] })
    expect(servesMany(teams)).toBe(true)
  })

  it('take several registrations, as JSON or in a file, each with its directory', () => {
    const apps = JSON.stringify([
      { appId: ID, appPassword: 's', tenantId: 'a' },
      { appId: `${ID.slice(0, -1)}6`, tenantId: 'b', appType: 'UserAssignedMSI' },
    ])
    const file = join(mkdtempSync(join(tmpdir(), 'teams-')), 'apps.json')
    writeFileSync(file, apps)
    for (const setting of [apps, file]) {
      const teams = teamsOf({ TEAMS_APPS: setting })
      expect(teams.apps.map(({ type, allowed }) => [type, allowed])).toEqual([
        ['SingleTenant', ['a']],
        ['UserAssignedMSI', ['b']],
      ])
      expect(servesMany(teams)).toBe(true)
      expect(createBotbuilderConnection({ config: teams })).toHaveProperty('send')
    }
  })

  it.each<[Record<string, string>, string]>([
    [{ TEAMS_APP_ID: ID }, 'TEAMS_APP_PASSWORD is missing'],
    [{ ...single, TEAMS_APP_TYPE: 'UserAssignedMSI' }, 'must not be set for a managed identity'],
    [{ TEAMS_APP_ID: ID, TEAMS_APP_TYPE: 'UserAssignedMSI' }, 'TEAMS_TENANT_ID is missing'],
    [{ TEAMS_APP_ID: ID, TEAMS_APP_PASSWORD: 's', TEAMS_APP_TYPE: 'SingleTenant' }, 'TEAMS_TENANT_ID is missing'],
    [{ ...single, TEAMS_APP_TYPE: 'Both' }, 'write one of SingleTenant'],
    [{ ...single, TEAMS_APPS: '[]' }, 'are both set'],
    [{ TEAMS_APPS: '[]' }, 'TEAMS_APPS'],
    [{ TEAMS_APPS: '[{' }, 'not valid JSON'],
    [{ TEAMS_APPS: '[{"appId":"x","key":"y"}]' }, 'TEAMS_APPS'],
    [{ TEAMS_APPS: '[{"appId":"x","tenantId":"d"}]' }, 'registration 1 of TEAMS_APPS'],
    [{ TEAMS_APPS: `[${Array(2).fill('{"appId":"x","appPassword":"p","tenantId":"d"}')}]` }, 'twice'],
    [{ TEAMS_APPS: '/no/such/file' }, 'cannot be read'],
    [{ TEAMS_ALLOW_ANONYMOUS: 'true', HOST: '0.0.0.0' }, 'loopback only'],
    [{ TEAMS_ALLOW_ANONYMOUS: 'true', HOST: '::' }, 'loopback only'],
  ])('refuse what cannot work: %j', (environment, message) => {
    expect(() => teamsOf(environment)).toThrow(message)
    expect(() => teamsOf(environment)).not.toThrow(/secret/)
  })

  it.each([
    [single, ['one registration (SingleTenant)', 'teams-package']],
    [{ TEAMS_APP_ID: ID, TEAMS_APP_PASSWORD: 's' }, ['any directory', 'TEAMS_ALLOWED_TENANTS']],
    [{ TEAMS_ALLOW_ANONYMOUS: 'true' }, ['without a token']],
    [{}, ['set TEAMS_APP_ID']],
  ])('are explained by the doctor, without their values: %j', async (environment, parts) => {
    const lines: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    await doctor(readConfig(environment))
    vi.restoreAllMocks()
    const line = lines.find((one) => one.includes('Teams'))!
    for (const part of parts) expect(line).toContain(part)
    expect(line).not.toContain('secret')
  })
})

describe('what is mended in the connector', () => {
  it('is still there to be mended', () => {
    const require = createRequire(import.meta.url)
    const { ConnectorClient } = require('botframework-connector') as {
      ConnectorClient: new (
        ...args: unknown[]
      ) => { client: { pipeline: { getOrderedPolicies(): { name: string }[] } } }
    }
    const client = new ConnectorClient(
      { signRequest: async (request: unknown) => request },
      { baseUri: 'http://127.0.0.1:1' },
    )
    const names = () => client.client.pipeline.getOrderedPolicies().map(({ name }) => name)
    expect(names()).toContain('defaultRetryPolicy')
    tryOnce(client)
    expect(names()).not.toContain('defaultRetryPolicy')
  })
})
