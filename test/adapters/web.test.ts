import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebApp } from '../../adapters/web/app.ts'
import { projectRoot } from '../../src/open-library.ts'
import { serve } from '../servers/http.ts'
import { openSite, type Site } from '../servers/site.ts'
import { visitorOf } from '../servers/visitor.ts'

let site: Site
let bare: Awaited<ReturnType<typeof serve>>
let ready = true
beforeAll(async () => {
  site = await openSite()
  bare = await serve(
    createWebApp({
      assistant: site.assistant,
      log: site.log,
      root: projectRoot(),
      readiness: [{ name: 'knowledge', ready: () => ready }],
    }),
  )
})
afterAll(async () => {
  await site.close()
  await bare.close()
})

const ask = (question: string, conversation = '', visitor = visitorOf(site.url)) =>
  visitor.ask(question, { conversation })
const page = async (question: string, conversation = '', visitor = visitorOf(site.url)) =>
  (await ask(question, conversation, visitor)).text

describe('the ask page', () => {
  it('shows a labelled question box and examples', async () => {
    const text = await (await fetch(site.url)).text()
    expect(text).toContain('<label for="question">')
    expect(text).toContain('Can we talk to suppliers before we tender?')
  })

  it('answers without script: verdict, conditions, steps, numbered sources that open, what it holds for, a way to a person', async () => {
    const text = await page('no contact with suppliers until the tender is live')
    for (const part of [
      'You can.',
      'Myth',
      'As long as',
      'Do next',
      'href="https://www.legislation.gov.uk/ukpga/2023/54/section/16"',
      'Holds for England',
      'Bring in a procurement specialist',
    ])
      expect(text).toContain(part)
    const marker = /href="#(s-[^"]+-1)"/.exec(text)![1]!
    expect(text).toContain(`id="${marker}"`)
  })

  it('keeps the conversation for a follow-up', async () => {
    const visitor = visitorOf(site.url)
    const first = await page('how many days must we wait before we sign', '', visitor)
    const conversation = /name="conversation" value="([^"]+)"/.exec(first)![1]!
    const second = await page('why is that?', conversation, visitor)
    expect(second.match(/<article/g)).toHaveLength(2)
    expect(second.split('<article')[2]).toContain('eight working days')
  })

  it('does not let one guess another person’s conversation', async () => {
    const first = await page('how many days must we wait before we sign')
    const conversation = /name="conversation" value="([^"]+)"/.exec(first)![1]!
    expect((await page('why is that?', conversation)).match(/<article/g)).toHaveLength(1)
    expect((await visitorOf(site.url).get(`/conversations/${conversation}`)).to).toBe('/')
  })

  it('says what to do when nothing was typed, in words and with focus on the field', async () => {
    const response = await ask('   ')
    expect(response.status).toBe(400)
    const { text } = response
    expect(text).toContain('There is a problem')
    expect(text).toContain('aria-describedby="hint question-error"')
  })

  it.each([
    '<script>alert(1)</script> can we talk to suppliers before a tender',
    '"><img src=x onerror=alert(1)> can we talk to suppliers before a tender',
    '[click](javascript:alert(1)) can we talk to suppliers before a tender',
    '<b>can we talk to suppliers</b> before a tender @everyone',
  ])('draws nothing of %s as markup', async (question) => {
    const text = await page(question)
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main'))
    expect(main).not.toMatch(/<script|<img|<b>|href="javascript/i)
  })

  it.each([
    'x'.repeat(10_000),
    '🚀🎉',
    '\u202e\u200b',
    'можем ли мы говорить',
  ])('answers odd input %# with a clear reply', async (question) => {
    const response = await ask(question)
    expect([200, 400]).toContain(response.status)
    expect(response.text).toMatch(/too long|could not read|did not get|only answer in English/)
  })

  it('refuses a vast form and lives on', async () => {
    expect((await ask('x'.repeat(200_000))).status).toBe(413)
    expect((await ask('hello')).status).toBe(200)
  })

  it('allows no script, frame or form but its own, and keeps answers out of caches', async () => {
    const { headers } = await ask('hello')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('shows a page of its own for an address that is not there', async () => {
    const response = await fetch(`${site.url}/nothing/here`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Page not found')
  })

  it('says whether it lives and whether it is ready, naming what is not', async () => {
    expect((await fetch(`${bare.url}/healthz`)).status).toBe(200)
    ready = false
    const response = await fetch(`${bare.url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ ready: false, knowledge: false })
    ready = true
  })

  it('writes no question into the log', async () => {
    await ask('is the secret Acme plan allowed under the act')
    expect(JSON.stringify(site.log.lines)).not.toContain('Acme')
  })
})
