import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { isAllowedService } from '../../adapters/teams/admit.ts'
import { createSigningKeys } from '../../adapters/teams/signing-keys.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { assistantOver } from '../helpers.ts'
import { until } from '../servers/http.ts'
import { identityPlatform } from '../servers/identity-platform.ts'
import { APP, activity, app, DIRECTORY, type TeamsBot, teamsBot } from '../servers/teams.ts'

const OTHER = '99999999-2222-4333-8444-555555555555'
const ELSEWHERE = 'ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee'
let over: Awaited<ReturnType<typeof assistantOver>>
let bot: TeamsBot
const printed = vi.spyOn(console, 'error')

beforeAll(async () => {
  over = await assistantOver()
  bot = await teamsBot({
    ...over,
    apps: [app(), app({ appId: OTHER, directory: ELSEWHERE, allowed: [ELSEWHERE] })],
  })
})
afterAll(() => bot.close())
beforeEach(() => {
  bot.connector.reset()
  over.log.lines.length = 0
  printed.mockClear()
})
afterEach(() => {
  expect(printed).not.toHaveBeenCalled()
})

const hello = (own: Record<string, unknown> = {}) => activity(bot.connector, { text: 'hello', ...own })
const unsigned = (claims: object) =>
  [{ alg: 'none', typ: 'JWT', kid: 'known' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

describe('a request to the bot', () => {
  it('is heard with a good token', async () => {
    const sent = hello()
    const good = await bot.identity.mint({ audience: APP, serviceUrl: sent.serviceUrl })
    expect((await bot.post(sent, `Bearer ${good}`)).status).toBe(200)
    await until(() => bot.connector.messages().length === 1, 'an answer')
  })

  const service = () => `${bot.connector.url}/uk/`
  const good = () => ({ audience: APP, serviceUrl: service() })
  it.each<[string, string, () => Promise<string>]>([
    ['no token', 'no bearer token', async () => ''],
    ['an empty token', 'no bearer token', async () => 'Bearer '],
    ['another scheme', 'no bearer token', async () => `Basic ${await bot.identity.mint(good())}`],
    ['two tokens', 'no bearer token', async () => `Bearer ${await bot.identity.mint(good())} x`],
    ['no JWT at all', 'cannot be read', async () => 'Bearer abc.def.ghi'],
    [
      'a wrong audience',
      'another audience',
      async () => `Bearer ${await bot.identity.mint({ ...good(), audience: 'x' })}`,
    ],
    [
      'a wrong issuer',
      'another issuer',
      async () => `Bearer ${await bot.identity.mint({ ...good(), issuer: 'https://evil.example' })}`,
    ],
    ['an expired token', 'expired', async () => `Bearer ${await bot.identity.mint({ ...good(), expires: -600 })}`],
    [
      'a token not yet valid',
      'time of validity',
      async () => `Bearer ${await bot.identity.mint({ ...good(), begins: 900 })}`,
    ],
    ['the wrong key', 'signature', async () => `Bearer ${await bot.identity.mint({ ...good(), key: 'stranger' })}`],
    [
      'alg none',
      'not signed',
      async () =>
        `Bearer ${unsigned({ iss: 'https://api.botframework.com', aud: APP, serviceurl: service(), exp: 9999999999 })}.`,
    ],
    ['an unknown key', 'unknown key', async () => `Bearer ${await bot.identity.mint({ ...good(), kid: 'nobody' })}`],
    [
      'another serviceUrl in the token',
      'another serviceUrl',
      async () => `Bearer ${await bot.identity.mint({ ...good(), serviceUrl: 'https://smba.trafficmanager.net/uk/' })}`,
    ],
    [
      'no serviceUrl in the token',
      'another serviceUrl',
      async () => `Bearer ${await bot.identity.mint({ audience: APP })}`,
    ],
    [
      'a key not endorsed for Teams',
      'not endorsed',
      async () => `Bearer ${await bot.identity.mint({ ...good(), key: 'unendorsed' })}`,
    ],
    [
      'a token changed on the way',
      'signature',
      async () =>
        `Bearer ${(await bot.identity.mint(good())).replace(/\.([^.])/, (_, c) => `.${c === 'e' ? 'f' : 'e'}`)}`,
    ],
  ])('with %s gets 401 and one line in the log', async (_, reason, authorization) => {
    expect((await bot.post(hello(), await authorization())).status).toBe(401)
    expect(over.log.lines.map(({ event }) => event)).toEqual(['[teams] request refused'])
    expect(String(over.log.lines[0]!.fields.reason)).toMatch(
      new RegExp(reason === 'signature' ? 'signature|cannot be read' : reason),
    )
    expect(bot.connector.sent).toEqual([])
  })

  it('for one council is not heard as another council’s', async () => {
    expect((await bot.send({ text: 'hello', conversation: { id: 'a:x', tenantId: ELSEWHERE } })).status).toBe(401)
    expect(over.log.lines[0]!.fields).toEqual({ reason: 'tenant is not allowed' })
    const other = { text: 'hello', conversation: { id: 'a:y', tenantId: ELSEWHERE }, recipient: { id: `28:${OTHER}` } }
    expect((await bot.send(other, OTHER)).status).toBe(200)
    await until(() => bot.connector.messages().length === 1, 'an answer')
    expect(bot.connector.messages()[0]).toMatchObject({ app: OTHER, conversation: 'a:y' })
    expect((await over.stores.tenants.all()).map(({ id }) => id)).not.toContain(`teams:${DIRECTORY}x`)
  })

  it('that names no council is refused, whichever registration it is for', async () => {
    const nobody = { text: 'hello', conversation: { id: 'a:z' }, channelData: {} }
    expect((await bot.send(nobody)).status).toBe(401)
    expect(over.log.lines[0]!.fields).toEqual({ reason: 'there is no tenant' })
  })

  it.each([
    ['without a directory', []],
    ['of a directory that no registration answers', ['teams:0000']],
  ])('for a council %s is not written to through another council’s registration', async (_, workspaces) => {
    await over.stores.tenants.save({ ...TenantSettings.parse({ name: 'Elsewhere', workspaces }), id: 'elsewhere' })
    const to = { platform: 'teams', id: 'tom' }
    const deliver = bot.adapter.messenger.deliver({ key: 'k', tenant: 'elsewhere', to, card: EMPTY })
    await expect(deliver).rejects.toMatchObject({ code: 'no-address', permanent: true })
    expect(bot.connector.sent).toEqual([])
  })

  it('from another channel than Teams is refused', async () => {
    expect((await bot.send({ channelId: 'webchat', text: 'hello' })).status).toBe(401)
    expect(over.log.lines[0]!.fields).toEqual({ reason: 'the channel is not Teams' })
  })

  it.each([
    ['https://evil.example/', false, false],
    ['https://smba.trafficmanager.net/uk/', false, true],
    ['https://smba.infra.gcc.teams.microsoft.com/gcc', false, true],
    ['https://smba.trafficmanager.net.evil.example/', false, false],
    ['https://user:pass@smba.trafficmanager.net/', false, false],
    ['http://smba.trafficmanager.net/', false, false],
    ['http://127.0.0.1:9/', false, false],
    ['http://127.0.0.1:9/', true, true],
    ['https://smba.trafficmanager.net/', true, false],
    ['http://127.0.0.1.evil.example/', true, false],
    ['', false, false],
    [null, false, false],
  ])('wants answers at %s (on loopback: %s): %s', (url, loopback, allowed) => {
    expect(isAllowedService(url, { loopback })).toBe(allowed)
  })

  it.each([
    ['[]', 400],
    ['{"type":5}', 400],
    ['{', 400],
    [`{"type":"${'x'.repeat(300_000)}"}`, 413],
  ])('that is no activity is answered without a fault (%#)', async (body, status) => {
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${bot.site.url}/api/messages`, { method: 'POST', body, headers })).status).toBe(status)
  })
})

describe('the signing keys', () => {
  it('are kept for a day, looked up again for an unknown key at most every five minutes, and outlast an outage', async () => {
    const identity = await identityPlatform()
    let now = 0
    const keys = createSigningKeys(identity.openIdMetadata, { time: () => now })
    const looks = () => identity.looks.filter((path) => path === '/openid').length
    await Promise.all([keys.find('known'), keys.find('known')])
    expect(looks()).toBe(1)
    await keys.find('nobody')
    expect(looks()).toBe(1)
    now += 6 * 60_000
    await keys.find('nobody')
    await keys.find('nobody')
    expect(looks()).toBe(2)
    identity.setAway(true)
    now += 25 * 3_600_000
    const before = looks()
    for (let times = 0; times < 20; times++) expect(await keys.find('known')).toBeDefined()
    await keys.find('nobody').catch(() => undefined)
    expect(looks()).toBe(before + 1)
    identity.setAway(false)
    now += 11_000
    expect(await keys.find('known')).toBeDefined()
    await identity.close()
  })

  it('refuse everybody while they cannot be had', async () => {
    const identity = await identityPlatform()
    identity.setAway(true)
    const own = await teamsBot({ ...over, stores: over.stores, connector: bot.connector, identity })
    const sent = hello()
    const token = await identity.mint({ audience: APP, serviceUrl: sent.serviceUrl })
    expect((await own.post(sent, `Bearer ${token}`)).status).toBe(401)
    expect(over.log.lines[0]!.fields.reason).toBe("Microsoft's signing keys cannot be had")
    expect(own.adapter.ready()).toBe(false)
    await own.close({ keep: true })
    await identity.close()
  })
})
