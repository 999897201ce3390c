import type { KnownBlock } from '@slack/types'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { escapeSlack, toMessages } from '../../adapters/slack/blocks.ts'
import { plainTextOf } from '../../adapters/slack/events.ts'
import { LIMITS } from '../../adapters/slack/limits.ts'
import { createSlackAdapter } from '../../adapters/slack/slack-adapter.ts'
import { createWebApp } from '../../adapters/web/app.ts'
import type { Card } from '../../src/domain/card.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'
import { serve, until } from '../servers/http.ts'
import { BOT, localSlack, SIGNING_SECRET, signed, signedEvent } from '../servers/slack.ts'

let slack: Awaited<ReturnType<typeof localSlack>>
let waymark: Awaited<ReturnType<typeof serve>>
let log: Awaited<ReturnType<typeof assistantOver>>['log']
beforeAll(async () => {
  slack = await localSlack()
  const over = await assistantOver()
  log = over.log
  const adapter = createSlackAdapter({
    config: { botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl },
    assistant: over.assistant,
    seen: over.stores.seen,
    log,
  })
  waymark = await serve(
    createWebApp({ assistant: over.assistant, log, root: projectRoot(), readiness: [], mounts: [adapter.mount] }),
  )
})
afterAll(async () => {
  await waymark.close()
  await slack.close()
})
beforeEach(() => {
  slack.calls.length = 0
})

const send = (request: ReturnType<typeof signedEvent>) => fetch(`${waymark.url}/slack/events`, request)
const dm = (text: string, more = {}) => ({
  type: 'message',
  channel: 'D1',
  channel_type: 'im',
  user: 'U1',
  text,
  ts: String(Math.random()),
  ...more,
})
const settle = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('Slack', () => {
  it('answers a direct message in its own thread, with verdict, conditions, steps and sources', async () => {
    const response = await send(
      signedEvent(dm('no contact with suppliers until the tender is live, right?', { ts: '100.1' })),
    )
    expect(response.status).toBe(200)
    await until(() => slack.posts().length === 1, 'an answer')
    const [post] = slack.posts()
    expect(post).toMatchObject({ channel: 'D1', thread_ts: '100.1', unfurl_links: 'false' })
    const drawn = JSON.stringify(post!.blocks)
    for (const part of [
      '*You can.*',
      'Myth',
      '*As long as*',
      '*Do next*',
      'legislation.gov.uk/ukpga/2023/54/section/16',
      'procurement specialist',
    ])
      expect(drawn).toContain(part)
    expect(String(post!.text)).toContain('You can.')
  })

  it('answers a mention in the thread it stands in, without reading its own name', async () => {
    await send(
      signedEvent({
        type: 'app_mention',
        channel: 'C1',
        user: 'U1',
        text: `<@${BOT}> how many days must we wait before we sign`,
        ts: '200.2',
        thread_ts: '200.1',
      }),
    )
    await until(() => slack.posts().length === 1, 'an answer')
    expect(slack.posts()[0]).toMatchObject({ channel: 'C1', thread_ts: '200.1' })
    expect(JSON.stringify(slack.posts()[0]!.blocks)).toContain('eight working days')
  })

  it('remembers the thread for a follow-up', async () => {
    await send(signedEvent(dm('how many days must we wait before we sign', { ts: '300.1' })))
    await until(() => slack.posts().length === 1, 'the first answer')
    await send(signedEvent(dm('why is that?', { ts: '300.2', thread_ts: '300.1' })))
    await until(() => slack.posts().length === 2, 'the second answer')
    expect(JSON.stringify(slack.posts()[1]!.blocks)).toContain('eight working days')
  })

  it('answers once when Slack delivers an event twice, and when one message comes as two events', async () => {
    const event = dm('hello', { ts: '400.1' })
    await send(signedEvent(event, { eventId: 'EvTwice' }))
    await send(signedEvent(event, { eventId: 'EvTwice' }))
    await send(signedEvent({ ...event, type: 'app_mention' }, { eventId: 'EvOther' }))
    await settle()
    expect(slack.posts()).toHaveLength(1)
  })

  it.each([
    ['another bot', { bot_id: 'B9' }],
    ['itself', { user: BOT }],
    ['an edit', { subtype: 'message_changed' }],
    ['a delete', { subtype: 'message_deleted' }],
    ['somebody joining', { subtype: 'channel_join' }],
    ['a channel it was not mentioned in', { channel_type: 'channel' }],
  ])('says nothing to %s', async (_, more) => {
    await send(signedEvent(dm('can we talk to suppliers', more)))
    await settle()
    expect(slack.posts()).toEqual([])
  })

  it.each([
    ['a wrong signature', signedEvent(dm('hello'), { secret: 'wrong' })],
    ['a stale one', signedEvent(dm('hello'), { at: Math.floor(Date.now() / 1000) - 600 })],
    ['none', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } as Record<string, string> }],
  ])('refuses %s with 401', async (_, request) => {
    expect((await fetch(`${waymark.url}/slack/events`, request)).status).toBe(401)
    await settle()
    expect(slack.posts()).toEqual([])
  })

  it('answers Slack’s address check', async () => {
    const request = signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' }))
    expect(await (await fetch(`${waymark.url}/slack/events`, request)).json()).toEqual({ challenge: 'abc' })
  })

  it('asks Slack who it is once, not before every event', async () => {
    await send(signedEvent(dm('hello', { ts: '900.1' })))
    await send(signedEvent(dm('hello', { ts: '900.2' })))
    await until(() => slack.posts().length === 2, 'two answers')
    expect(slack.calls.filter(({ method }) => method === 'auth.test').length).toBeLessThanOrEqual(1)
  })

  it('keeps question text and tokens out of the log', async () => {
    await send(signedEvent(dm('is our secret bidder Acme allowed')))
    await settle()
    expect(JSON.stringify(log.lines)).not.toMatch(/Acme|xoxb/)
  })
})

describe('what a person typed, out of Slack’s markup', () => {
  it.each([
    [`<@${BOT}> can we talk`, 'can we talk'],
    ['ask <@U77> about <#C1|highways>', 'ask someone about #highways'],
    ['see <https://example.org/a|this page>', 'see this page'],
    ['price &lt; £5k &amp; small', 'price < £5k & small'],
    ['tell <!here>', 'tell @here'],
  ])('%s', (text, plain) => {
    expect(plainTextOf(text, BOT)).toBe(plain)
  })
})

describe('blocks', () => {
  const HOSTILE = '<!channel> <@U1> <https://evil.example|click> *bold* `code` & [9]'
  const card: Card = {
    title: HOSTILE,
    first: [HOSTILE],
    body: [HOSTILE],
    conditions: [HOSTILE],
    parts: [{ heading: HOSTILE, kind: 'steps', items: [HOSTILE], folded: false }],
    evidence: [{ id: 'x', type: 'claim', title: HOSTILE, line: HOSTILE }],
    nearest: [],
    citations: [{ n: 1, title: HOSTILE, url: 'https://ok.example/a|b', entry: 'x', version: '1' }],
    holdsFor: [HOSTILE],
    choices: [HOSTILE],
    actions: [],
    footnote: HOSTILE,
  }

  it('turn nothing hostile into a mention or a link of its own', () => {
    const drawn = JSON.stringify(toMessages(card))
    const marks = [...drawn.matchAll(/<([^>]*)>/g)].map(([, inside]) => inside!)
    expect(marks.length).toBeGreaterThan(0)
    for (const mark of marks) expect(mark).toMatch(/^https:\/\/ok\.example\/a%7Cb\|/)
  })

  it('stay within Slack’s limits however long the card, and lose no word', () => {
    const words = Array.from({ length: 4000 }, (_, index) => `word${index}`)
    const long = {
      ...card,
      parts: [{ heading: 'Long', kind: 'text' as const, items: [words.join(' ')], folded: false }],
    }
    const messages = toMessages(long)
    for (const blocks of messages) {
      expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocks)
      for (const block of blocks as (KnownBlock & { text?: { text: string } })[])
        expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(LIMITS.sectionText)
    }
    const drawn = JSON.stringify(messages)
    expect(words.filter((word) => !drawn.includes(word))).toEqual([])
  })

  it('hold for every answer the real library gives to its own claims', async () => {
    const { assistant, library } = await assistantOver(KNOWLEDGE)
    for (const entry of library.entries.filter(({ type }) => type === 'claim')) {
      const { card: real } = await assistant.ask({ text: entry.claims[0]!.says, askedBy: ME, conversation: entry.id })
      const messages = toMessages(real)
      expect(messages.length, entry.id).toBeLessThanOrEqual(2)
      const drawn = JSON.stringify(messages)
      for (const condition of real.conditions)
        expect(drawn, entry.id).toContain(
          JSON.stringify(escapeSlack(condition.replace(/\s*\[\d+\].*/, '').slice(0, 40))).slice(1, -1),
        )
    }
  })
})
