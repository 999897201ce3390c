import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, PRIYA, type Site, TOM, TUESDAY } from '../servers/site.ts'
import { readable, type Visitor, visitorOf } from '../servers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const QUESTION = 'can we talk to suppliers before we tender'

async function signedIn(invited: Parameters<Site['entrance']['invite']>[0]): Promise<Visitor> {
  const visitor = visitorOf(site.url)
  await visitor.signIn((await site.entrance.invite(invited))!.token)
  await visitor.get('/requests')
  return visitor
}
const fieldsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  )

/** Sends a request as a new visitor; gives them and its id. */
async function sent(words: string, more: Record<string, string> = {}) {
  const visitor = visitorOf(site.url)
  await visitor.get('/requests/new')
  const fields = { words, name: 'Sam Lee', stage: 'problem', value: 'unknown', key: crypto.randomUUID(), ...more }
  const { to } = await visitor.post('/requests', fields)
  return { visitor, id: /^\/requests\/([^/]+)\/sent$/.exec(to)?.[1] ?? '', fields }
}

describe('bringing in a specialist', () => {
  it('goes from the answer to the form, a check, and the promised time', async () => {
    const sam = visitorOf(site.url)
    const answer = await sam.ask(QUESTION)
    const link = /href="(\/requests\/new\/[^"]+)"/.exec(answer.text)![1]!
    const form = await sam.get(link)
    expect(form.text).toContain(`${QUESTION}</textarea>`)
    for (const part of [
      'Your question',
      'You may talk to suppliers',
      'Procurement Act 2023, s.16',
      'It goes to Priya Shah',
    ])
      expect(form.text).toContain(part)

    const fields = { ...fieldsIn(form.text), stage: 'options', value: 'under-30k', urgent: '', place: 'Highways' }
    const faulty = await sam.post('/requests/check', { ...fields, words: '', deadline: '31/2/2027' })
    expect(faulty.status).toBe(400)
    for (const part of ['There is a problem', 'href="#words"', 'href="#name"', 'value="31/2/2027"', 'value="Highways"'])
      expect(faulty.text).toContain(part)
    expect(faulty.text).toMatch(/value="options" checked/)

    const whole = { ...fields, words: 'Talk to suppliers.\nHow?', deadline: '31/3/2027', name: 'Sam Lee' }
    const check = await sam.post('/requests/check', whole)
    const read = readable(check.text)
    for (const part of [
      'Talk to suppliers.',
      'Weighing the options',
      'Under £30,000',
      'Highways',
      '31 March 2027',
      'Sam Lee',
    ])
      expect(read).toContain(part)
    expect(read).toContain('You have a first reply by Wednesday 25 November, 10:00')
    const changed = await sam.post('/requests/change', fieldsIn(check.text))
    expect(changed.text).toContain('value="31/3/2027"')

    const done = await sam.post('/requests', fieldsIn(check.text))
    expect(done.status).toBe(303)
    expect(readable((await sam.get(done.to)).text)).toContain(
      'You will have a first reply by Wednesday 25 November, 10:00',
    )
    const again = await sam.post('/requests', fieldsIn(check.text))
    expect(readable((await sam.get(again.to)).text)).toContain('nothing was sent twice')
    expect((await sam.get('/requests')).text.match(/<li class="row">/g)).toHaveLength(1)
  })

  it('warns of names and firms before anything is sent', async () => {
    const sam = visitorOf(site.url)
    await sam.get('/requests/new')
    const words = 'Acme Care Ltd bid. Write to jane@acme.example.'
    const { text } = await sam.post('/requests/check', { words, name: 'Sam', stage: 'live' })
    expect(text).toContain('details. Take out what a specialist does not need')
    expect(text).toContain('This seems to name a firm')
    expect(text).toContain('do not share bids, prices or scores')
    expect(text).toContain('deleted 730 days after it has ended')
  })

  it('shows what was answered before, without who asked', async () => {
    const { id } = await sent('May we share a draft specification with suppliers early?', {
      place: 'Parks',
      name: 'Secret Asker',
    })
    await (await signedIn(PRIYA)).post(`/requests/${id}`, { act: 'reply', text: 'Yes, with all of them alike.' })
    const other = visitorOf(site.url)
    await other.get('/requests/new')
    const words = 'May we share the draft specification with suppliers?'
    const { text } = await other.post('/requests/check', { words, name: 'Other', stage: 'problem' })
    expect(text).toContain('For Parks on Tuesday 24 November')
    expect(text).toContain('Answered by Priya Shah: read it')
    expect(text).toContain('Yes, with all of them alike.')
    expect(text).not.toContain('Secret Asker')
    expect(text).not.toContain(id)
  })

  it('says honestly when nobody is set up, and gives the text to send oneself', async () => {
    const empty = await openSite({ council: false })
    const sam = visitorOf(empty.url)
    expect((await sam.get('/requests/new')).status).toBe(200)
    const { text } = await sam.post('/requests/check', { words: 'Talk to <suppliers>', name: 'Sam', stage: 'problem' })
    expect(text).toContain('nothing was sent')
    expect(text).toContain('Talk to &lt;suppliers&gt;')
    expect((await sam.post('/requests', { words: 'Talk', name: 'Sam' })).text).toContain('nothing was sent')
    await empty.close()
  })

  it('attaches only an answer of one’s own', async () => {
    const theirs = /href="\/requests\/new\/([^"]+)"/.exec(
      (await visitorOf(site.url).ask('no contact with suppliers until the tender is live')).text,
    )![1]!
    const me = visitorOf(site.url)
    await me.ask('hello')
    for (const page of [
      await me.get(`/requests/new/${theirs}`),
      await me.post('/requests/check', { words: 'x', name: 'Me', question: theirs }),
    ])
      expect(page.text).not.toContain('until the tender is live')
  })

  it('keeps a visitor’s requests in their browser for as long as a reply may take', async () => {
    const { visitor, id } = await sent('How do we buy a review?')
    site.wall.time += 30 * 24 * 3_600_000
    expect((await visitor.get(`/requests/${id}`)).status).toBe(200)
    site.wall.time = TUESDAY
  })
})

describe('a request', () => {
  it('goes back and forth until the asker has what they need', async () => {
    const { visitor: sam, id } = await sent('We want to talk to suppliers about home care')
    const priya = await signedIn(PRIYA)
    expect((await priya.get('/queue')).text).toContain('We want to talk to suppliers about home care')
    const act = async (who: Visitor, fields: Record<string, string>) => {
      const done = await who.post(`/requests/${id}`, fields)
      expect(done.to).toBe(`/requests/${id}`)
      return readable((await who.get(done.to)).text)
    }
    expect(await act(priya, { act: 'take' })).toContain('You have it now.')
    expect(await act(priya, { act: 'ask-back', text: 'Who keeps notes?' })).toContain('Priya Shah asked')
    expect(await act(sam, { act: 'add', text: 'The manager does.' })).toContain('Sam Lee added')
    expect(await act(priya, { act: 'reply', text: 'Then go ahead.' })).toContain('Priya Shah answered')
    const enough = await sam.get(`/requests/${id}`)
    expect(enough.text).toContain('I have what I need</button>')
    expect(await act(sam, { act: 'close' })).toContain('Sam Lee closed it')
    expect(await act(sam, { act: 'close' })).toContain('That was done already.')
    expect(await act(sam, { act: 'reopen', reason: 'One more thing' })).toContain('Opened again')
    expect(await act(priya, { act: 'snooze', until: '1 December 2026' })).toContain('Put off until Tuesday 1 December')
  })

  it('says who was first, and keeps what was typed', async () => {
    const { id } = await sent('Two of us want this one')
    const [priya, tom] = [await signedIn(PRIYA), await signedIn(TOM)]
    await Promise.all([priya.get(`/requests/${id}`), tom.get(`/requests/${id}`)])
    const both = await Promise.all([
      priya.post(`/requests/${id}`, { act: 'take' }),
      tom.post(`/requests/${id}`, { act: 'take' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(both.map(({ text }) => text).join('')).toMatch(
      /(Priya Shah|Tom Reid) took this first, so it was not changed/,
    )

    const late = await tom.post(`/requests/${id}`, { act: 'snooze', until: '1 January 2020', reason: 'Holiday & rest' })
    expect(late.status).toBe(400)
    expect(late.text).toContain('href="#snooze-until"')
    expect(late.text).toContain('value="1 January 2020"')
    expect(late.text).toContain('value="Holiday &amp; rest"')
    expect((await tom.post(`/requests/${id}`, { act: 'reply', text: ' ' })).text).toContain('href="#reply-text"')
    expect((await tom.post(`/requests/${id}`, { act: 'reassign', to: 'nobody' })).text).toContain('href="#reassign-to"')
    expect((await tom.post(`/requests/${id}`, { act: 'explode' })).status).toBe(404)
  })

  it('is passed to a colleague, declined with a reason, and proposed as knowledge once answered', async () => {
    const { id } = await sent('Pass this one about suppliers around')
    const priya = await signedIn(PRIYA)
    const tom = /<option value="([^"]+)">Tom Reid/.exec((await priya.get(`/requests/${id}`)).text)![1]!
    await priya.post(`/requests/${id}`, { act: 'reassign', to: tom, reason: 'Works is yours' })
    const other = await signedIn(TOM)
    expect(readable((await other.get(`/requests/${id}`)).text)).toContain('Priya Shah passed it to Tom Reid')
    await other.post(`/requests/${id}`, { act: 'decline', reason: 'On leave' })
    await priya.post(`/requests/${id}`, { act: 'reply', text: 'Here you are.' })
    const { text } = await priya.get(`/requests/${id}`)
    const event = /name="event" value="(\d+)"/.exec(text)![1]!
    expect((await priya.post(`/requests/${id}/propose`, { event })).to).toBe(`/requests/${id}`)
    const after = (await priya.get(`/requests/${id}`)).text
    expect(after).toContain('Proposed as knowledge; an editor decides.')
    expect(await site.stores.reviews.list('exampleshire')).toHaveLength(1)
  })

  it('can be had as a decision record by those who may read it', async () => {
    const { visitor: sam, id } = await sent('For the audit file')
    const json = await sam.get(`/requests/${id}/record.json`)
    expect(JSON.parse(json.text)).toMatchObject({ council: 'Exampleshire', request: id })
    expect(json.headers.get('content-disposition')).toMatch(/^attachment; filename=decision-record-\w{8}\.json$/)
    expect((await sam.get(`/requests/${id}/record.md`)).headers.get('content-type')).toContain('text/markdown')
    for (const kind of ['pdf', 'exe']) expect((await sam.get(`/requests/${id}/record.${kind}`)).status).toBe(404)
  })

  it('says late in words', async () => {
    const { id, visitor: sam } = await sent('Nobody looks at this in time')
    site.wall.time += 2 * 24 * 3_600_000
    const priya = await signedIn(PRIYA)
    expect(readable((await priya.get('/queue')).text)).toContain('Late')
    expect(readable((await priya.get(`/requests/${id}`)).text)).toContain(
      'Late A reply was promised by Wednesday 25 November',
    )
    expect(readable((await sam.get('/requests')).text)).toContain('Late A reply was promised by')
    expect(readable((await sam.get(`/requests/${id}`)).text)).toContain('contact your procurement team directly')
    site.wall.time = TUESDAY
  })
})

describe('the queue', () => {
  it('answers several at once and says what became of each', async () => {
    const ids = [
      (await sent('Same question, Leeds')).id,
      (await sent('Same question, York')).id,
      (await sent('Gone meanwhile')).id,
    ]
    const priya = await signedIn(PRIYA)
    await priya.post(`/requests/${ids[2]}`, { act: 'close' })
    await priya.get('/queue')
    const empty = await priya.post('/queue/answer', { text: '' })
    expect(empty.status).toBe(400)
    expect(empty.text).toContain('Tick at least one request.')
    const kept = await priya.post('/queue/answer', { ids: ids[0]!, text: '' })
    expect(kept.text).toMatch(new RegExp(`value="${ids[0]}" checked`))
    const done = readable((await priya.post('/queue/answer', { ids, text: 'Yes, both.' })).text)
    expect(done.match(/Answer sent/g)).toHaveLength(2)
    expect(done).toContain('can’t be done with this request any more')
  })
})

describe('an asker', () => {
  let id: string
  let intruders: Visitor[]
  beforeAll(async () => {
    id = (await sent('A private matter of Sam’s')).id
    const nosy = visitorOf(site.url)
    await nosy.ask('hello')
    intruders = [nosy, await signedIn({ name: 'Nosy Neighbour', role: 'asker' }), visitorOf(site.url)]
  })

  it('opens nobody else’s request, its record or its confirmation', async () => {
    for (const one of intruders)
      for (const path of [
        `/requests/${id}`,
        `/requests/${id}/record.json`,
        `/requests/${id}/record.md`,
        `/requests/${id}/sent`,
      ]) {
        const seen = await one.get(path)
        expect(seen.status, path).toBe(404)
        expect(seen.text).not.toContain('private matter')
      }
  })

  it.each(['take', 'reply', 'add', 'close', 'withdraw', 'reassign', 'snooze', 'refuse'])('can’t %s it', async (act) => {
    for (const one of intruders.slice(0, 2)) {
      const seen = await one.post(`/requests/${id}`, { act, text: 'x', reason: 'x', to: 'x', until: '1/12/2026' })
      expect(seen.status).toBe(404)
    }
    expect((await site.stores.requests.find('exampleshire', id))?.version).toBe(1)
  })

  it('has no queue, figures or undelivered messages, and answers nobody', async () => {
    for (const one of intruders)
      for (const path of ['/queue', '/figures', '/undelivered']) {
        const seen = await one.get(path)
        expect([303, 403], path).toContain(seen.status)
        expect(seen.text).not.toContain('private matter')
      }
    const asker = intruders[1]!
    expect((await asker.post('/queue/answer', { ids: id, text: 'Mine now' })).status).toBe(403)
    expect((await asker.post(`/requests/${id}/propose`, { event: '1' })).status).toBe(404)
    const [message] = await site.stores.outbox.claim(TUESDAY + 9e8, 1, 1)
    await site.stores.outbox.park(message!.id, 'no-address')
    expect((await asker.post(`/undelivered/${message!.id}/retry`, {})).status).toBe(403)
    expect(await site.stores.outbox.parked('exampleshire')).toHaveLength(1)
  })

  it('is told of what was not delivered only as a specialist, who can try again', async () => {
    const priya = await signedIn(PRIYA)
    const { text } = await priya.get('/undelivered')
    expect(text).toContain('There is no address to send it to')
    const path = /action="(\/undelivered\/[^"]+)"/.exec(text)![1]!
    expect(readable((await priya.get((await priya.post(path, {})).to)).text)).toContain('It is tried again now.')
    expect(readable((await priya.get((await priya.post(path, {})).to)).text)).toContain('no longer waiting')
  })

  it('reads in words why a message to somebody who left was not delivered', async () => {
    await sent('Something about suppliers for who leaves')
    const [message] = await site.stores.outbox.claim(TUESDAY + 9e8, 1, 1)
    await site.stores.outbox.park(message!.id, 'no-longer-theirs')
    const { text } = await (await signedIn(PRIYA)).get('/undelivered')
    expect(text).toContain('no specialist any more')
    expect(text).not.toContain('no-longer-theirs')
  })

  it('of another council finds nothing, whatever they are there', async () => {
    const two = await openSite()
    const council = (await two.stores.tenants.find('exampleshire'))!
    await two.stores.tenants.save({ ...council, id: 'othershire', name: 'Othershire' })
    const need = { words: 'A private matter', stage: 'problem', value: 'unknown' } as const
    const asker = { tenant: 'exampleshire', platform: 'web', id: 'sam@example.gov.uk' }
    const made = await two.desk.send(asker, { need, key: 'k', conversation: 'c', name: 'Sam' })
    const theirs = 'request' in made ? made.request.id : ''
    const admin = visitorOf(two.url)
    const invited = { name: 'Other Admin', role: 'admin', tenant: 'othershire' } as const
    await admin.signIn((await two.entrance.invite(invited))!.token)
    expect((await admin.get('/queue')).text).not.toContain('private matter')
    expect((await admin.get(`/requests/${theirs}`)).status).toBe(404)
    expect((await admin.get(`/requests/${theirs}/record.json`)).status).toBe(404)
    expect((await admin.post(`/requests/${theirs}`, { act: 'take' })).status).toBe(404)
    await two.close()
  })
})

describe('hostile text', () => {
  const NASTY = '"><script>alert(1)</script><img src=x onerror=alert(1)> </textarea> {{7*7}} [1] **b**'
  const markup = (text: string) => text.slice(text.indexOf('<main')).replaceAll(/value="[^"]*"/g, '')

  it('stays text in every field, on every page', async () => {
    const more = { place: NASTY, urgent: NASTY, name: NASTY.slice(0, 120), value: NASTY, stage: NASTY, key: NASTY }
    const { visitor: sam, id, fields } = await sent(NASTY, more)
    const priya = await signedIn(PRIYA)
    await priya.post(`/requests/${id}`, { act: 'ask-back', text: NASTY })
    await sam.post(`/requests/${id}`, { act: 'add', text: NASTY })
    await priya.post(`/requests/${id}`, { act: 'reply', text: NASTY })
    const pages = [
      await sam.post('/requests/check', fields),
      await sam.post('/requests/check', { ...fields, words: '', deadline: NASTY }),
      await sam.post('/requests/change', fields),
      await sam.post('/requests', { ...fields, _csrf: NASTY }, { origin: site.url }),
      await sam.get(`/requests/${id}`),
      await sam.get(`/requests/${id}/sent`),
      await sam.get('/requests'),
      await priya.get(`/requests/${id}`),
      await priya.post(`/requests/${id}`, { act: 'snooze', until: NASTY, reason: NASTY }),
      await priya.get('/queue'),
      await priya.post('/queue/answer', { ids: NASTY, text: '' }),
      await priya.get(`/sign-in/link/${encodeURIComponent(NASTY.replaceAll('/', ''))}`),
      await priya.get('/undelivered'),
    ]
    for (const [index, { text, headers }] of pages.entries()) {
      expect(markup(text), `page ${index}`).not.toMatch(/<script|<img|onerror=[^&]*>.*<\/main/i)
      expect(headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('is refused as what it is not: lists for text, text for lists, endless fields', async () => {
    const sam = visitorOf(site.url)
    await sam.get('/requests/new')
    expect((await sam.post('/requests/check', { words: ['a', 'b'], name: 'Sam' })).status).toBe(400)
    expect((await sam.post('/requests/check', { words: 'x'.repeat(5000), name: 'Sam' })).text).toContain(
      'more than a request can hold',
    )
    expect((await sam.post('/requests/check', { words: 'x'.repeat(200_000) })).status).toBe(413)
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`f${n}`, 'x']))
    expect((await sam.post('/requests/check', many)).status).toBe(413)
  })
})

describe('was this right', () => {
  it('stores a yes, and a no with why', async () => {
    const sam = visitorOf(site.url)
    const { text } = await sam.ask(QUESTION)
    const path = /action="(\/answers\/[^"]+)"/.exec(text)![1]!
    const conversation = /name="conversation" value="([^"]+)"/.exec(text)![1]!
    const no = await sam.post(path, { helpful: 'no', conversation })
    expect(no.text).toContain('What was wrong with it?')
    const why = await sam.post(path, { helpful: 'no', why: 'The threshold changed', conversation })
    const back = /href="(\/conversations\/[^"#]+)#/.exec(why.text)![1]!
    expect((await sam.get(back)).text).toContain(QUESTION)
    expect(await site.stores.feedback.list('exampleshire')).toMatchObject([
      { helpful: false, why: 'The threshold changed' },
    ])
    await sam.post(path, { helpful: 'yes', conversation })
    expect(await site.stores.feedback.list('exampleshire')).toMatchObject([{ helpful: true }])
    expect((await sam.post('/answers/none/feedback', { helpful: 'yes' })).status).toBe(404)
  })
})

describe('addresses', () => {
  it('hold ids and nothing people wrote, and the log holds neither', async () => {
    const { visitor, id } = await sent('Acme takeover plan')
    const { text } = await visitor.get(`/requests/${id}`)
    for (const [, href] of text.matchAll(/(?:href|action)="([^"]+)"/g))
      expect(decodeURIComponent(href!)).not.toContain('Acme')
    expect(JSON.stringify(site.log.lines)).not.toMatch(/Acme|Sam Lee/)
  })
})
