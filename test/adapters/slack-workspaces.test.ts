import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeal } from '../../adapters/slack/seal.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { type LocalSlack, localSlack, person } from '../servers/slack.ts'

let slack: LocalSlack
let waymark: SlackService
beforeEach(async () => {
  slack = await localSlack()
  slack.world.teams.length = 0
  waymark = await slackService(slack, { mode: 'oauth' })
})
afterEach(async () => {
  await waymark.stop()
  await slack.close()
})

const settled = () => eventually(async () => (await waymark.waiting()) === 0, 'an empty inbox')
const asked = (team: string) => ({ tenant: `slack:${team}`, platform: 'slack', id: `UADMIN${team}` })
const CLAIM = 'no contact with suppliers until the tender is live, right?'

/** Goes through Slack's page as a browser does. */
async function installs(params: Record<string, string>, { cookie = true, state = '' } = {}): Promise<Response> {
  const start = await fetch(`${waymark.url}/slack/install`)
  const address = new URL(/href="([^"]+)"/.exec(await start.text())![1]!.replaceAll('&amp;', '&'))
  expect(`${address.origin}${address.pathname}`).toBe(`${slack.url}/oauth/v2/authorize`)
  for (const [key, value] of Object.entries(params)) address.searchParams.set(key, value)
  const back = new URL((await fetch(address, { redirect: 'manual' })).headers.get('location')!)
  if (state) back.searchParams.set('state', state)
  return fetch(back, { headers: cookie ? { cookie: start.headers.get('set-cookie')!.split(';')[0]! } : {} })
}
const install = (team: string) => installs({ test_team: team, test_user: `UADMIN${team}` })

describe('installing in many workspaces', () => {
  it('keeps each workspace to itself, and its token sealed', async () => {
    for (const team of ['T2', 'T3']) expect((await install(team)).status).toBe(200)
    for (const team of ['T2', 'T3']) await person(slack, `UADMIN${team}`, { team }).dm(CLAIM)
    await settled()
    const calls = slack.calls.filter(({ method }) => method === 'chat.postMessage')
    expect(new Set(calls.map(({ token }) => token)).size).toBe(2)
    expect((await waymark.tenancy.known(asked('T2'))).tenant.id).toBe('slack:T2')
    const kept = await waymark.stores.db.selectFrom('platform_data').selectAll().execute()
    expect(kept.filter(({ kind }) => kind === 'installation')).toHaveLength(2)
    expect(JSON.stringify(kept)).not.toContain('xoxb')
  })

  it('gives whoever installed it the right to look after it', async () => {
    await install('T2')
    expect((await waymark.tenancy.known(asked('T2'))).member.roles).toContain('admin')
  })

  it('refuses a state that is not its own, or comes from another browser', async () => {
    expect((await installs({ test_team: 'T2' }, { state: 'made-up' })).status).toBe(400)
    expect((await installs({ test_team: 'T2' }, { cookie: false })).status).toBe(400)
    await person(slack, 'U5', { team: 'T2' }).dm(CLAIM)
    await settled()
    expect(slack.posts()).toEqual([])
  })

  it('serves every workspace of an organisation from one installation', async () => {
    await installs({ test_enterprise: 'E1', test_user: 'UADMINE1' })
    slack.world.teams.push({ ...slack.world.teams[0]!, id: 'T7', enterprise: 'E1' })
    const sam = person(slack, 'U7', { team: 'T7' })
    await sam.dm(CLAIM)
    await settled()
    expect(slack.posts()).toHaveLength(1)
    expect((await waymark.tenancy.known({ ...asked('T7'), id: 'U7' })).tenant.id).toBe('slack:T7')
    // Unasked, with no event that names the organisation.
    const card = { ...EMPTY, title: 'A word from your specialist' }
    const to = { platform: 'slack', id: 'U7' }
    await waymark.adapter.messenger.deliver({ key: 'unasked', tenant: 'slack:T7', to, card })
    expect(slack.posts()).toHaveLength(2)
    await person(slack, 'UADMINE1', { team: 'T7' }).opens('home')
    await settled()
    const admin = await waymark.tenancy.known({ ...asked('T7'), id: 'UADMINE1' })
    expect(admin).toMatchObject({ tenant: { id: 'slack:T7' }, member: { roles: expect.arrayContaining(['admin']) } })
  })

  it('answers nobody of a workspace that has not installed it', async () => {
    await person(slack, 'U9', { team: 'T9' }).dm(CLAIM)
    await settled()
    expect(slack.posts()).toEqual([])
    expect(waymark.log.lines.some(({ event }) => event.includes('has not installed'))).toBe(true)
  })
})

/** Slack believes its token no more. */
function takenOut(id: string) {
  for (const team of slack.world.teams) if (team.id === id) team.installed = false
}

describe('leaving', () => {
  it('takes every workspace of an organisation along when the organisation takes it out', async () => {
    await installs({ test_enterprise: 'E1', test_user: 'UADMINE1' })
    await install('T3')
    const inE1 = { ...slack.world.teams.find(({ id }) => id === 'E1')!, enterprise: 'E1' }
    for (const id of ['T7', 'T8']) slack.world.teams.push({ ...inE1, id })
    for (const team of ['T7', 'T8', 'T3']) await person(slack, `U${team}`, { team }).dm(CLAIM)
    await settled()
    for (const team of ['E1', 'T7', 'T8']) takenOut(team)
    await person(slack, 'UT7', { team: 'T7' }).event('app_uninstalled', {}, { organisation: true })
    await settled()
    const { db } = waymark.stores
    const rows = async (tenant: string) =>
      (await db.selectFrom('answers').select('id').where('tenant', '=', tenant).execute()).length +
      (await db.selectFrom('platform_data').select('key').where('tenant', '=', tenant).execute()).length
    for (const team of ['E1', 'T7', 'T8']) expect([team, await rows(`slack:${team}`)]).toEqual([team, 0])
    expect(await rows('slack:T3')).toBeGreaterThan(1)
  })

  it.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { oauth: [], bot: ['U0BOTT2'] } }],
  ])('%s removes the token and what that workspace said; the other keeps all of its own', async (type, more) => {
    for (const team of ['T2', 'T3']) {
      await install(team)
      await person(slack, `UADMIN${team}`, { team }).dm(CLAIM)
    }
    await settled()
    takenOut('T2')
    // Slack's clock is two minutes behind ours: it seems to have left before it came.
    await person(slack, 'UADMINT2', { team: 'T2' }).event(type, more, { at: Math.floor(Date.now() / 1000) - 120 })
    await settled()
    const { db } = waymark.stores
    const left = async (tenant: string) =>
      (await db.selectFrom('answers').select('id').where('tenant', '=', tenant).execute()).length +
      (await db.selectFrom('platform_data').select('key').where('tenant', '=', tenant).execute()).length
    expect(await left('slack:T2')).toBe(0)
    expect(await left('slack:T3')).toBeGreaterThan(1)
    slack.calls.length = 0
    await person(slack, 'UADMINT2', { team: 'T2' }).dm(CLAIM)
    await person(slack, 'UADMINT3', { team: 'T3' }).dm(CLAIM)
    await settled()
    expect(slack.posts()).toHaveLength(1)
  })

  it('is not mistaken for the installation that came after it', async () => {
    await install('T2')
    const old = { at: Math.floor(Date.now() / 1000) - 60 }
    await person(slack, 'UADMINT2', { team: 'T2' }).event('app_uninstalled', {}, old)
    await person(slack, 'UADMINT2', { team: 'T2' }).event('tokens_revoked', { tokens: { oauth: ['U1'], bot: [] } })
    await settled()
    await person(slack, 'UADMINT2', { team: 'T2' }).dm(CLAIM)
    await settled()
    expect(slack.posts()).toHaveLength(1)
  })
})

describe('tokens at rest', () => {
  it('open with the same secret in the same place, and nowhere else', () => {
    const seal = createSeal('a secret of thirty-two characters')
    const sealed = seal.close('xoxb-token', 'slack:T1')
    expect(sealed).not.toContain('xoxb')
    expect(seal.open(sealed, 'slack:T1')).toBe('xoxb-token')
    expect(seal.close('xoxb-token', 'slack:T1')).not.toBe(sealed)
    expect(() => seal.open(sealed, 'slack:T2')).toThrow('WAYMARK_SECRET')
    expect(() => createSeal('another secret of 32 characters!!').open(sealed, 'slack:T1')).toThrow('WAYMARK_SECRET')
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'slack:T1')).toThrow('WAYMARK_SECRET')
  })
})
