import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KNOWLEDGE } from '../helpers.ts'
import { BROWSER, openBrowser, violations } from '../servers/browser.ts'
import { openSite, type Site } from '../servers/site.ts'

// Without a browser these skip, and say so; .ci/run installs one and sets WAYMARK_NEEDS_BROWSER so that they cannot.
if (!BROWSER && process.env.WAYMARK_NEEDS_BROWSER) throw new Error('no Chromium found; install it or set CHROMIUM_PATH')
if (!BROWSER)
  console.warn('skipped: no Chromium found, so the page is not checked in a real browser (set CHROMIUM_PATH)')

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }

describe.skipIf(!BROWSER)('the page in a real browser', () => {
  let browser: Browser
  let site: Site
  beforeAll(async () => {
    site = await openSite({ folder: KNOWLEDGE })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function open({ script = true, viewport = DESKTOP } = {}): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: script, viewport, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(site.url)
    return page
  }

  async function ask(page: Page, question: string): Promise<void> {
    const before = await page.locator('article').count()
    await page.fill('#question', question)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('article').nth(before).waitFor()
  }

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ])('has no accessibility violation on a %s: empty, answered, followed up', async (_, viewport) => {
    const page = await open({ viewport })
    expect(await violations(page)).toEqual([])
    await ask(page, 'we were told we must always take the lowest price')
    await ask(page, 'who has done this?')
    await page.locator('summary').first().click()
    expect(await violations(page)).toEqual([])
  })

  it('works with the keyboard alone and moves to the answer', async () => {
    const page = await open()
    await ask(page, 'can we talk to suppliers before we tender?')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('ARTICLE')
    expect(await page.locator('[role=status]').textContent()).toBe('Answered.')
  })

  it('works without script, conversation and all', async () => {
    const page = await open({ script: false })
    await page.fill('#question', 'what is the standstill period?')
    await page.click('form#ask button')
    await page.fill('#question', 'and for light touch contracts?')
    await page.click('form#ask button')
    expect(await page.locator('article').count()).toBe(2)
  })

  it('is never wider than a phone', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } })
    await ask(page, 'which notices must we publish and when?')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  })

  it('opens an example with one press', async () => {
    const page = await open()
    await page.click('.examples button >> nth=0')
    await page.locator('article').waitFor()
    expect(await page.locator('.asked').textContent()).toContain('Can we talk to suppliers before we tender?')
  })

  it.each([
    ['with', true],
    ['without', false],
  ])('sends a choice as the next question with one press, %s script', async (_, script) => {
    const page = await open({ script, viewport: PHONE })
    await page.fill('#question', 'can we extend our grounds contract by a year')
    await page.click('form#ask button')
    await page.locator('.choices button').first().waitFor()
    if (script) expect(await violations(page)).toEqual([])
    await page.click('.choices button >> nth=0')
    await page.locator('article').nth(1).waitFor()
    expect(await page.locator('.asked').nth(1).textContent()).toContain('before 24 February 2025')
  })
})
