import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toMarkdown } from '../../src/cards/decision-record-text.ts'
import { KNOWLEDGE } from '../helpers.ts'
import { BROWSER, openBrowser, violations } from '../servers/browser.ts'
import { openSite, PRIYA, type Site } from '../servers/site.ts'

if (!BROWSER && process.env.WAYMARK_NEEDS_BROWSER) throw new Error('no Chromium found; install it or set CHROMIUM_PATH')

/** As narrow as WCAG asks for, a phone, and a desk. */
const NARROW = { width: 320, height: 640 }
const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }

describe.skipIf(!BROWSER)('a request, from question to answer, in a real browser', () => {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    site = await openSite({ folder: KNOWLEDGE, recordAs: { md: toMarkdown } })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function somebody(script: boolean): Promise<Page> {
    // axe is brought into the page from outside, which the page's own policy forbids.
    const context = await browser.newContext({ javaScriptEnabled: script, viewport: DESKTOP, bypassCSP: true })
    return context.newPage()
  }

  /** No violation, nothing cut off, and nothing on the console, at each width. */
  async function sound(page: Page, what: string): Promise<void> {
    for (const viewport of [NARROW, PHONE, DESKTOP]) {
      await page.setViewportSize(viewport)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      expect(width, `${what} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width)
    }
    expect(await violations(page), what).toEqual([])
  }

  it('is accessible on every page of the way', async () => {
    const [sam, priya] = [await somebody(true), await somebody(true)]
    await sam.goto(site.url)
    await sam.fill('#question', 'can we talk to suppliers before we tender for home care?')
    await sam.click('form#ask button')
    await sam.locator('article').waitFor()
    await sound(sam, 'answer')
    await sam.click('.person .button')
    await sound(sam, 'form')
    await sam.fill('#words', '')
    await sam.click('form.stacked button')
    await sound(sam, 'form with errors')
    await sam.click('.error-summary a >> nth=0')
    expect(await sam.evaluate('document.activeElement.id')).toBe('words')
    await sam.fill('#words', 'Acme Care Ltd wants to talk before we tender. May we?')
    await sam.fill('#name', 'Sam Lee')
    await sam.click('form.stacked button')
    await sound(sam, 'check')
    await sam.click('text=Send to the specialist')
    await sound(sam, 'sent')
    await sam.click('text=See your request')
    const address = sam.url()
    await sound(sam, 'own request')
    await sam.goto(`${site.url}/requests`)
    await sound(sam, 'my requests')

    const link = (await site.entrance.invite(PRIYA))!.token
    await priya.goto(`${site.url}/sign-in/link/${link}`)
    await sound(priya, 'sign-in link')
    await priya.click('main button')
    await sound(priya, 'queue')
    await priya.click('.row a')
    await sound(priya, 'request for a specialist')
    for (const fold of await priya.locator('details.act summary').all()) await fold.click()
    await sound(priya, 'everything that can be done')
    await priya.click('text=Take it')
    await priya.fill('#reply-text', 'Who keeps the notes?')
    await priya.click('text=Ask this back')
    await sam.goto(address)
    await sam.fill('#add-text', 'The manager does.')
    await sam.click('text=Add it')
    await priya.goto(address)
    await priya.fill('#reply-text', 'Then you may.')
    await priya.click('text=Send as the answer')
    await sound(priya, 'answered request')
    await sam.goto(address)
    await sam.click('text=I have what I need')
    expect(await sam.locator('.standing').textContent()).toContain('Closed')
    await sound(sam, 'closed request')
  })

  it('is accessible where something is missing, late or elsewhere', async () => {
    const person = { tenant: 'exampleshire', platform: 'web', id: 'many@example.gov.uk' }
    for (let n = 0; n < 12; n++) {
      const need = { words: `A need, number ${n}`, stage: n < 6 ? 'problem' : 'options', value: 'unknown' } as const
      const sent = await site.desk.send(person, { need, key: `k${n}`, conversation: 'c', name: 'Many' })
      if (!('request' in sent) || n > 5) continue
      await site.desk.act({ ...person, id: PRIYA.email }, sent.request.id, { act: 'reply', text: 'Yes.' })
    }
    site.wall.time += 2 * 24 * 3_600_000
    const [message] = await site.stores.outbox.claim(site.wall.time, 1, 1)
    await site.stores.outbox.park(message!.id, 'no-address')
    const priya = await somebody(true)
    await priya.goto(`${site.url}/sign-in/link/${(await site.entrance.invite(PRIYA))!.token}`)
    await priya.click('main button')
    expect(await priya.locator('.status-late').count()).toBeGreaterThan(0)
    for (const path of ['/queue', '/figures', '/undelivered', '/requests', '/nothing', '/requests/none']) {
      await priya.goto(`${site.url}${path}`)
      await sound(priya, path)
    }
    await priya.goto(`${site.url}/queue`)
    await priya.click('text=Send to all that are ticked')
    await sound(priya, 'queue with errors')
    const nobody = await somebody(true)
    await nobody.goto(`${site.url}/queue`)
    await sound(nobody, 'sign-in')
  })

  it('needs no script', async () => {
    const sam = await somebody(false)
    await sam.goto(site.url)
    await sam.fill('#question', 'can we talk to suppliers before we tender?')
    await sam.click('form#ask button')
    await sam.click('.feedback button >> nth=1')
    await sam.fill('#why', 'It is out of date')
    await sam.click('main form button')
    await sam.click('text=Back to the answer')
    await sam.click('.person .button')
    await sam.fill('#name', 'Sam Lee')
    await sam.click('form.stacked button')
    await sam.click('text=Change')
    await sam.fill('#place', 'Parks')
    await sam.click('form.stacked button')
    await sam.click('text=Send to the specialist')
    expect(await sam.locator('.done-panel').textContent()).toContain('You will have a first reply by')
    expect((await site.stores.feedback.list('exampleshire'))[0]).toMatchObject({ helpful: false })
  })

  it('gives back what was typed when the form has gone stale', async () => {
    const sam = await somebody(true)
    await sam.goto(`${site.url}/requests/new`)
    await sam.fill('#words', 'A long thought about grounds maintenance')
    await sam.fill('#name', 'Sam Lee')
    await sam.context().clearCookies()
    await sam.click('form.stacked button')
    await sound(sam, 'stale form')
    await sam.click('main form button')
    expect(await sam.locator('.summary').textContent()).toContain('A long thought about grounds maintenance')
  })
})
