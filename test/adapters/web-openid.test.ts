import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOpenIdSignIn } from '../../adapters/openid/openid-sign-in.ts'
import { CLIENT, openIdentity, type Says } from '../servers/identity.ts'
import { openSite, PRIYA, type Site } from '../servers/site.ts'
import { visitorOf } from '../servers/visitor.ts'

const PUBLIC = 'https://waymark.example.gov.uk'
const CALLBACK = `${PUBLIC}/sign-in/callback`
let identity: Awaited<ReturnType<typeof openIdentity>>
let site: Site
beforeAll(async () => {
  identity = await openIdentity()
  const settings = { issuer: identity.url, clientId: CLIENT.id, clientSecret: CLIENT.secret, callback: CALLBACK }
  site = await openSite({ signIn: createOpenIdSignIn(settings), publicUrl: PUBLIC, local: false })
})
afterAll(async () => {
  await site.close()
  await identity.close()
})
const SAM = { email: 'Sam.Lee@Example.gov.uk', email_verified: true, name: 'Sam Lee' }
beforeEach(() => {
  for (const name of Object.keys(identity.says)) delete identity.says[name as keyof Says]
  identity.says.claims = SAM
})

const person = () => visitorOf(site.url, { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' })

async function signedIn(says: Partial<Says> = {}, visitor = person(), change: Record<string, string> = {}) {
  Object.assign(identity.says, says)
  const { to } = await visitor.get('/sign-in/start')
  return { visitor, seen: await visitor.get(identity.back(to, change)) }
}

describe('signing in with OpenID Connect', () => {
  it('sends the browser with code flow, PKCE, state and nonce, and takes a verified address back', async () => {
    const { visitor, seen } = await signedIn()
    const asked = identity.seen.at(-1)!.searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: CALLBACK,
      scope: 'openid email profile',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThan(30)
    expect(seen.to).toBe('/requests')
    expect((await visitor.get('/requests')).text).toContain('Signed in as Sam Lee')
    const member = await site.stores.people.know('exampleshire', { platform: 'web', id: 'sam.lee@example.gov.uk' })
    expect(member).toMatchObject({ name: 'Sam Lee', roles: ['asker'] })
  })

  it('takes roles from the council’s list and not from claims', async () => {
    const claims = { ...SAM, roles: ['admin'], groups: ['specialist'], role: 'specialist' }
    expect((await (await signedIn({ claims })).visitor.get('/queue')).status).toBe(403)
    const priya = await signedIn({ claims: { email: PRIYA.email.toUpperCase(), email_verified: true } })
    expect(priya.seen.to).toBe('/queue')
    expect((await priya.visitor.get('/queue')).status).toBe(200)
  })

  it('sends a Secure cookie that only this host may set', async () => {
    const { seen } = await signedIn()
    expect(seen.headers.getSetCookie()[0]).toMatch(/^__Host-waymark=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  })

  it('changes the session id, so that one known before opens nothing', async () => {
    const visitor = person()
    await visitor.get('/sign-in/start')
    const before = visitor.cookies.get('__Host-waymark')!
    await signedIn({}, visitor)
    expect(visitor.cookies.get('__Host-waymark')).not.toBe(before)
    const thief = person()
    thief.cookies.set('__Host-waymark', before)
    expect((await thief.get('/requests')).to).toBe('/sign-in')
  })

  it.each<[string, Partial<Says>, RegExp]>([
    ['a wrong nonce', { nonce: 'another' }, /did not pass a check/],
    ['a wrong audience', { audience: 'somebody-else' }, /did not pass a check/],
    ['a wrong issuer', { issuer: 'https://elsewhere.example' }, /did not pass a check/],
    ['an expired token', { expired: true }, /did not pass a check/],
    ['another key', { foreignKey: true }, /did not pass a check/],
    ['an unverified address', { claims: { ...SAM, email_verified: false } }, /no verified e-mail address/],
    ['an address nobody verified', { claims: { email: SAM.email } }, /no verified e-mail address/],
    ['no address', { claims: { email_verified: true } }, /no verified e-mail address/],
  ])('refuses %s in plain words', async (_, says, words) => {
    const { visitor, seen } = await signedIn(says)
    expect(seen.status).toBe(403)
    expect(seen.text).toMatch(words)
    expect((await visitor.get('/requests')).to).toBe('/sign-in')
  })

  it('takes Entra’s word that the owner of the domain is verified', async () => {
    expect((await signedIn({ claims: { email: SAM.email, xms_edov: true } })).seen.to).toBe('/requests')
  })

  it('refuses a state that is not its own', async () => {
    expect((await signedIn({}, person(), { state: 'forged' })).seen.status).toBe(403)
  })

  it('refuses a return nobody began, and one that comes twice', async () => {
    expect((await person().get('/sign-in/callback?code=x&state=y')).text).toContain('begun too long ago')
    const visitor = person()
    const { to } = await visitor.get('/sign-in/start')
    const back = identity.back(to)
    expect((await visitor.get(back)).to).toBe('/requests')
    expect((await visitor.get(back)).status).toBe(400)
    // The same code in a sign-in that was begun anew.
    const again = person()
    const begun = new URL((await again.get('/sign-in/start')).to)
    const code = new URL(back, PUBLIC).searchParams.get('code')!
    const replay = `/sign-in/callback?code=${code}&state=${begun.searchParams.get('state')}`
    expect((await again.get(replay)).text).toContain('did not pass a check')
  })

  it('says when it was cancelled', async () => {
    const visitor = person()
    const state = new URL((await visitor.get('/sign-in/start')).to).searchParams.get('state')!
    expect((await visitor.get(`/sign-in/callback?error=access_denied&state=${state}`)).text).toContain('was cancelled')
  })

  it('says when the provider is away', async () => {
    const signIn = createOpenIdSignIn({
      issuer: 'http://127.0.0.1:1',
      clientId: 'a',
      clientSecret: 'b',
      callback: CALLBACK,
    })
    const away = await openSite({ signIn, publicUrl: PUBLIC, local: false })
    const seen = await visitorOf(away.url).get('/sign-in/start')
    expect(seen.status).toBe(503)
    expect(seen.text).toContain('can’t be reached just now')
    await away.close()
  })

  it('comes back to where somebody was going, with what they asked before', async () => {
    const visitor = person()
    const answer = await visitor.ask('can we talk to suppliers before we tender')
    const form = /href="(\/requests\/new\/[^"]+)"/.exec(answer.text)![1]!
    expect((await visitor.get(form)).to).toBe('/sign-in')
    expect((await visitor.get('/sign-in')).text).toContain('Sign in first')
    const claims = { email: 'new.person@example.gov.uk', email_verified: true, name: 'New Person' }
    const { seen } = await signedIn({ claims }, visitor)
    expect(seen.to).toBe(form)
    const page = await visitor.get(form)
    expect(page.text).toContain('can we talk to suppliers before we tender</textarea>')
    expect(page.text).toContain('What Waymark answered')
  })

  it('never leads elsewhere afterwards', async () => {
    const visitor = person()
    await visitor.get('//elsewhere.example/requests')
    await visitor.get('/requests/..//elsewhere.example')
    expect((await signedIn({}, visitor)).seen.to).not.toContain('elsewhere')
  })
})
