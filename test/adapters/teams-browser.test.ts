/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assistantOver } from '../helpers.ts'
import { BROWSER, openBrowser } from '../servers/browser.ts'
import { answerSamples, droppedCard, requestSamples } from './teams-samples.ts'

// Without a browser these skip, and say so; .ci/run installs one and sets WAYMARK_NEEDS_BROWSER so that they cannot.
if (!BROWSER && process.env.WAYMARK_NEEDS_BROWSER) throw new Error('no Chromium found; install it or set CHROMIUM_PATH')
if (!BROWSER) console.warn('skipped: no Chromium found, so cards are not drawn in a real browser (set CHROMIUM_PATH)')

const LIBRARY = readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8')
/** Where to put pictures of the cards, to be looked at. */
const SHOTS = process.env.TEAMS_SHOTS
/** Much as Teams draws cards, so that pictures are like what people see. */
const TEAMS_LIKE = {
  fontFamily: 'Segoe UI, system-ui, sans-serif',
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  containerStyles: {
    default: { backgroundColor: '#ffffff', foregroundColors: { default: { default: '#242424', subtle: '#616161' } } },
    emphasis: { backgroundColor: '#f5f5f5', foregroundColors: { default: { default: '#242424', subtle: '#616161' } } },
    accent: { backgroundColor: '#ebf3fc', foregroundColors: { default: { default: '#242424', subtle: '#424242' } } },
    warning: { backgroundColor: '#fff9f5', foregroundColors: { default: { default: '#8a3707', subtle: '#8a3707' } } },
    attention: { backgroundColor: '#fdf3f4', foregroundColors: { default: { default: '#b10e1c', subtle: '#b10e1c' } } },
  },
}
const WIDTHS = { desktop: 640, phone: 320 }

describe.skipIf(!BROWSER)('cards drawn by the Adaptive Cards library in a real browser', () => {
  let browser: Browser
  let page: Page
  const cards: [string, unknown][] = []
  beforeAll(async () => {
    const over = await assistantOver()
    for (const [name, activities] of await answerSamples(over))
      for (const { attachments = [] } of activities) for (const { content } of attachments) cards.push([name, content])
    cards.push(['dropped', await droppedCard(over)], ...requestSamples())
    browser = await openBrowser()
    page = await browser.newPage()
  })
  afterAll(() => browser?.close())

  async function draw(card: unknown, width: number): Promise<string[]> {
    const problems: string[] = []
    // On a phone Teams puts a card's buttons one below the other.
    const actions = { ...TEAMS_LIKE.actions, actionsOrientation: width < 400 ? 'vertical' : 'horizontal' }
    page.removeAllListeners('pageerror')
    page.on('pageerror', (error) => problems.push(error.message))
    await page.setViewportSize({ width, height: 900 })
    await page.setContent(
      `<meta charset="utf-8"><title>card</title><style>body{margin:0;padding:8px;font:14px system-ui} button{white-space:normal!important;max-width:100%;padding:6px 12px;border:1px solid #d1d1d1;border-radius:4px;background:#fff;font:600 14px system-ui} .ac-pushButton.style-positive{background:#5b5fc7;color:#fff} input,textarea,select{font:14px system-ui;border:1px solid #d1d1d1;border-radius:4px;padding:6px}</style><main id="card"></main>`,
    )
    await page.addScriptTag({ content: LIBRARY })
    await page.evaluate(
      ([json, config]) => {
        const { AdaptiveCard, HostConfig } = (globalThis as unknown as { AdaptiveCards: Drawer }).AdaptiveCards
        const drawn = new AdaptiveCard()
        drawn.hostConfig = new HostConfig(config)
        Object.assign(globalThis, { pressed: [] })
        drawn.onExecuteAction = (action) =>
          (globalThis as unknown as { pressed: unknown[] }).pressed.push({ ...action.data })
        drawn.parse(json)
        document.getElementById('card')!.append(drawn.render()!)
      },
      [card, { ...TEAMS_LIKE, actions }] as const,
    )
    return problems
  }

  it.each(
    Object.entries(WIDTHS),
  )('fit on a %s, with every word in sight and every field named', async (device, width) => {
    for (const [name, card] of cards) {
      expect(await draw(card, width), name).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, `${name} is wider than the screen`).toBeLessThanOrEqual(0)
      const cut = await page
        .locator('button:visible')
        .evaluateAll((buttons) =>
          buttons
            .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
            .map((one) => one.textContent),
        )
      expect(cut, `${name} has buttons that are cut off`).toEqual([])
      const unnamed = await page
        .locator('input:visible, textarea:visible, select:visible')
        .evaluateAll(
          (fields) =>
            fields.filter(
              (field) =>
                !(field as HTMLInputElement).labels?.length &&
                !field.getAttribute('aria-labelledby') &&
                !field.getAttribute('aria-label'),
            ).length,
        )
      expect(unnamed, `${name} has fields without a name`).toBe(0)
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${device} ${name}.png`, fullPage: true })
    }
  })

  it('open the law, and close it again', async () => {
    const [, myth] = cards.find(([name]) => name === 'a myth')!
    await draw(myth, WIDTHS.desktop)
    const sources = page.getByText('Sources', { exact: true })
    expect(await sources.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Show the law' }).click()
    expect(await sources.isVisible()).toBe(true)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/desktop a myth, law open.png`, fullPage: true })
    await page.getByRole('button', { name: 'Show the law' }).click()
    expect(await sources.isVisible()).toBe(false)
  })

  it('send the form with what was filled in, and keep it while a field that is needed is empty', async () => {
    const [, form] = cards.find(([name]) => name === 'form in a chat')!
    await draw(form, WIDTHS.desktop)
    const pressed = () => page.evaluate(() => (globalThis as unknown as { pressed: Record<string, string>[] }).pressed)
    const words = page.getByLabel('What do you need help with?')
    await words.fill('')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await pressed()).toEqual([])
    await words.fill('Help, please')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await pressed()).toMatchObject([{ verb: 'send', once: 'k', words: 'Help, please', stage: 'live' }])
  })

  it('offer a specialist every act, each with the field it needs', async () => {
    const [, request] = cards.find(([name]) => name === 'request, specialist')!
    await draw(request, WIDTHS.desktop)
    await page.getByRole('button', { name: 'Answer', exact: true }).first().click()
    expect(await page.getByLabel('Your answer').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: 'Pass it on' }).first().click()
    expect(await page.getByLabel('Who should have it').isVisible()).toBe(true)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/desktop request, passing on.png`, fullPage: true })
  })
})

interface Drawer {
  AdaptiveCard: new () => {
    hostConfig: unknown
    onExecuteAction: (action: { data: object }) => void
    parse(card: unknown): void
    render(): HTMLElement | undefined
  }
  HostConfig: new (config: unknown) => unknown
}
