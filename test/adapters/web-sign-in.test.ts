import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, PRIYA, type Site } from '../servers/site.ts'
import { visitorOf } from '../servers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const linkOf = async (invited: Parameters<Site['entrance']['invite']>[0] = PRIYA) =>
  (await site.entrance.invite(invited))!.token

describe('a sign-in link', () => {
  it('signs in whoever presses the button, once', async () => {
    const link = await linkOf()
    const priya = visitorOf(site.url)
    expect((await priya.signIn(link)).to).toBe('/queue')
    expect((await priya.get('/queue')).text).toContain('Signed in as Priya Shah')
    const second = await visitorOf(site.url).signIn(link)
    expect(second.status).toBe(400)
    expect(second.text).toContain('used already, or is older than 15 minutes')
  })

  it('is not used up by being opened: scanners of mail open links too', async () => {
    const link = await linkOf()
    await visitorOf(site.url).get(`/sign-in/link/${link}`)
    expect((await visitorOf(site.url).signIn(link)).to).toBe('/queue')
  })

  it('of two at once, lets one in', async () => {
    const link = await linkOf()
    const both = await Promise.all([visitorOf(site.url).signIn(link), visitorOf(site.url).signIn(link)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 400])
  })

  it('is dead after fifteen minutes', async () => {
    const link = await linkOf()
    site.wall.time += 15 * 60_000 + 1
    expect((await visitorOf(site.url).signIn(link)).status).toBe(400)
  })

  it('cannot be guessed, and is not kept', async () => {
    const link = await linkOf()
    expect(link.length).toBeGreaterThanOrEqual(43)
    for (const guess of ['', 'x', link.slice(0, -1), `${link}a`])
      expect((await visitorOf(site.url).signIn(guess || '-')).status).toBe(400)
    const kept = await site.stores.db.selectFrom('sign_in_links').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(link)
  })

  it('leads to a person new to the council as well, with the role given and no other', async () => {
    const ada = visitorOf(site.url)
    expect((await ada.signIn(await linkOf({ name: 'Ada Lovelace', role: 'asker' }))).to).toBe('/requests')
    expect((await ada.get('/queue')).status).toBe(403)
    const admin = visitorOf(site.url)
    await admin.signIn(await linkOf({ name: 'Grace Hopper', role: 'admin' }))
    expect((await admin.get('/figures')).status).toBe(200)
    expect(await site.entrance.invite({ name: 'Ada', role: 'admin', tenant: 'elsewhere' })).toBeUndefined()
  })

  it('says what somebody is from now on, also where that is less', async () => {
    const invited = { name: 'Grace Hopper', email: 'grace@example.gov.uk' }
    const admin = await site.entrance.invite({ ...invited, role: 'admin' })
    expect(admin!.member.roles).toEqual(['asker', 'specialist', 'admin'])
    const asker = await site.entrance.invite({ ...invited, role: 'asker' })
    expect(asker!.member).toMatchObject({ id: admin!.member.id, roles: ['asker'] })
    const found = await site.stores.people.find(admin!.member.tenant, admin!.member.id)
    expect(found!.roles).toEqual(['asker'])
  })

  it('is the specialist of that name, not a second person', async () => {
    const { member } = (await site.entrance.invite({ name: 'priya shah', role: 'specialist' }))!
    expect(member.id).toBe((await site.entrance.invite(PRIYA))!.member.id)
  })
})

describe('a session', () => {
  it('begins when there is something to remember', async () => {
    const visitor = visitorOf(site.url)
    for (const path of ['/', '/sign-in', '/requests', '/nothing', '/healthz', '/public/style.css']) {
      await visitor.get(path)
      expect(visitor.cookies.size, path).toBe(0)
    }
    await visitor.ask('can we talk to suppliers before we tender')
    expect(visitor.cookies.size).toBe(1)
  })

  it('has a cookie that script can’t read and other sites don’t send, and a new id at sign-in', async () => {
    const visitor = visitorOf(site.url)
    const { headers } = await visitor.ask('hello')
    expect(headers.getSetCookie()[0]).toMatch(/^waymark=.*Path=\/;.*HttpOnly; SameSite=Lax$/)
    const before = visitor.cookies.get('waymark')!
    await visitor.signIn(await linkOf())
    expect(visitor.cookies.get('waymark')).not.toBe(before)
    const thief = visitorOf(site.url)
    thief.cookies.set('waymark', before)
    expect((await thief.get('/queue')).to).toBe('/sign-in')
  })

  it('cannot be forged or found in the database', async () => {
    const visitor = visitorOf(site.url)
    await visitor.signIn(await linkOf())
    const cookie = visitor.cookies.get('waymark')!
    const id = decodeURIComponent(cookie).slice(2).split('.')[0]!
    const kept = await site.stores.db.selectFrom('sessions').select('id').execute()
    expect(JSON.stringify(kept)).not.toContain(id)
    const forged = visitorOf(site.url)
    forged.cookies.set('waymark', `${cookie.slice(0, -4)}AAAA`)
    expect((await forged.get('/queue')).to).toBe('/sign-in')
  })

  it('ends at sign-out and after twelve hours without a look', async () => {
    const priya = visitorOf(site.url)
    await priya.signIn(await linkOf())
    await priya.get('/queue')
    const before = priya.cookies.get('waymark')!
    expect((await priya.post('/sign-out', {})).to).toBe('/')
    priya.cookies.set('waymark', before)
    expect((await priya.get('/queue')).to).toBe('/sign-in')

    const idle = visitorOf(site.url)
    await idle.signIn(await linkOf())
    for (let looks = 0; looks < 3; looks++) {
      site.wall.time += 11 * 3_600_000
      expect((await idle.get('/queue')).status).toBe(200)
    }
    site.wall.time += 12 * 3_600_000 + 1
    expect((await idle.get('/queue')).to).toBe('/sign-in')
  })
})

describe('a form that is not one of ours', () => {
  const LINK = 'something'

  it.each([
    ['/ask', { question: 'hello' }],
    ['/sign-in/link', { link: LINK }],
    ['/sign-out', {}],
    ['/requests/check', { words: 'x' }],
    ['/requests', { words: 'x', name: 'y' }],
    ['/requests/abc', { act: 'take' }],
    ['/requests/abc/propose', { event: '1' }],
    ['/queue/answer', { text: 'x' }],
    ['/undelivered/abc/retry', {}],
    ['/answers/abc/feedback', { helpful: 'yes' }],
  ])('is refused at %s without the token, with another’s, and from another site', async (path, fields) => {
    const priya = visitorOf(site.url)
    await priya.signIn(await linkOf())
    await priya.get('/queue')
    const other = visitorOf(site.url)
    await other.ask('hello')
    for (const token of ['', other.token(), `${priya.token()}x`]) {
      const before = priya.token()
      expect((await priya.post(path, { ...fields, _csrf: token })).status).toBe(403)
      expect((await priya.post(path, { ...fields, _csrf: token }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect(before).toBeTruthy()
    }
  })

  it('is not offered to be sent after all when another site made it, and signs nobody out', async () => {
    const visitor = visitorOf(site.url)
    const elsewhere: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://x.example' }]
    for (const said of elsewhere) {
      const seen = await visitor.post('/requests', { words: 'hand over the keys' }, said)
      expect(seen.status).toBe(403)
      expect(seen.text).not.toContain('hand over the keys')
      expect(seen.headers.getSetCookie()).toEqual([])
    }
  })

  it('that was open too long comes back with everything typed, and can be sent', async () => {
    const visitor = visitorOf(site.url)
    const fields = { words: 'A long <b>text</b>', name: 'Sam', stage: 'options', key: 'k' }
    const seen = await visitor.post('/requests/check', { ...fields, _csrf: 'old' }, { origin: site.url })
    expect(seen.status).toBe(403)
    expect(seen.text).toContain('nothing you typed is lost')
    expect(seen.text).toContain('A long &lt;b&gt;text&lt;/b&gt;')
    expect(seen.text).toContain('name="stage" value="options"')
    expect((await visitor.post('/requests/check', fields)).text).toContain('Check before sending')
  })

  it('shows what was typed, to copy, when the browser does not say where it came from', async () => {
    const seen = await visitorOf(site.url).post('/requests/check', { words: 'Keep me', _csrf: 'old' })
    expect(seen.text).toContain('Keep me')
    expect(seen.text).not.toContain('Send it again')
  })
})

describe('where nobody else can be at the machine', () => {
  /** A request as a proxy, or a name server in somebody else's hands, would bring it. */
  const asHost = (host: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(site.url)
      httpRequest({ port, host: '127.0.0.1', path: '/requests/new', headers: { host, ...headers } }, (response) => {
        response.resume()
        resolve(`${response.statusCode} ${response.headers.location ?? ''}`.trim())
      })
        .on('error', reject)
        .end()
    })

  it('lets anybody bring in a specialist', async () => {
    expect(await asHost('127.0.0.1:3000')).toBe('200')
    expect(await asHost('localhost')).toBe('200')
  })

  it('asks whoever comes by another name, or through a proxy, to sign in', async () => {
    expect(await asHost('waymark.example.gov.uk')).toBe('303 /sign-in')
    expect(await asHost('rebound.example:3000')).toBe('303 /sign-in')
    expect(await asHost('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).toBe('303 /sign-in')
  })

  it('asks everybody when the service is not for this machine alone', async () => {
    const open = await openSite({ local: false })
    const visitor = visitorOf(open.url)
    for (const path of ['/requests', '/requests/new', '/requests/some-id', '/queue', '/figures', '/undelivered'])
      expect((await visitor.get(path)).to, path).toBe('/sign-in')
    expect((await visitor.ask('can we talk to suppliers before we tender')).status).toBe(200)
    await open.close()
  })

  it('makes nobody known who only looks', async () => {
    const count = async () => (await site.stores.db.selectFrom('members').select('id').execute()).length
    const before = await count()
    const visitor = visitorOf(site.url)
    for (const path of ['/', '/requests', '/requests/new', '/requests/some-id']) await visitor.get(path)
    expect(await count()).toBe(before)
    await visitor.ask('hello')
    await visitor.ask('hello again')
    expect(await count()).toBe(before + 1)
  })
})
