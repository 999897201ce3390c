import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isAllowedService } from '../../adapters/teams/activities.ts'
import { escapeMarkdown, toAdaptiveCard } from '../../adapters/teams/adaptive-card.ts'
import { LIMITS } from '../../adapters/teams/limits.ts'
import { activityFor } from '../../adapters/teams/reply.ts'
import { createTeamsAdapter } from '../../adapters/teams/teams-adapter.ts'
import { createWebApp } from '../../adapters/web/app.ts'
import type { TeamsConfig } from '../../src/config.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'
import { bodyOf, serve, until } from '../servers/http.ts'

type Sent = {
  type: string
  text?: string
  entities?: { type: string; citation?: { position: number; appearance: { url: string } }[] }[]
  attachments?: { content: { version: string; body: unknown[] } }[]
}

const sent: Sent[] = []
let connector: Awaited<ReturnType<typeof serve>>
let waymark: Awaited<ReturnType<typeof serve>>
let guarded: Awaited<ReturnType<typeof serve>>
let over: Awaited<ReturnType<typeof assistantOver>>

async function waymarkWith(config: TeamsConfig) {
  const adapter = createTeamsAdapter({
    config,
    assistant: over.assistant,
    seen: over.stores.seen,
    log: over.log,
  })
  return serve(
    createWebApp({
      assistant: over.assistant,
      log: over.log,
      root: projectRoot(),
      readiness: [],
      mounts: [adapter.mount],
    }),
  )
}

beforeAll(async () => {
  connector = await serve(async (request, response) => {
    sent.push(JSON.parse(await bodyOf(request)))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ id: `reply-${sent.length}` }))
  })
  over = await assistantOver()
  waymark = await waymarkWith({ appId: '', appPassword: '', anonymous: true })
  guarded = await waymarkWith({ appId: '00000000-0000-0000-0000-000000000001', appPassword: 'x', anonymous: false })
})
afterAll(async () => {
  await Promise.all([waymark.close(), guarded.close(), connector.close()])
})
beforeEach(() => {
  sent.length = 0
})

let number = 0
const message = (text: string, more = {}) => ({
  type: 'message',
  id: `a${++number}`,
  channelId: 'msteams',
  serviceUrl: connector.url,
  text,
  textFormat: 'plain',
  from: { id: '29:u', aadObjectId: 'person' },
  recipient: { id: '28:bot', name: 'Waymark' },
  conversation: { id: `conv${number}`, tenantId: 'tenant-1' },
  ...more,
})
const send = (activity: unknown, to = waymark, headers = {}) =>
  fetch(`${to.url}/api/messages`, {
    method: 'POST',
    body: typeof activity === 'string' ? activity : JSON.stringify(activity),
    headers: { 'content-type': 'application/json', ...headers },
  })
const answers = () => sent.filter(({ type }) => type === 'message')

describe('Teams', () => {
  it('answers a personal message with text, citations that open, and a card', async () => {
    expect((await send(message('no contact with suppliers until the tender is live'))).status).toBe(200)
    await until(() => answers().length === 1, 'an answer')
    const [answer] = answers()
    expect(answer!.text).toContain('You can.')
    expect(answer!.text).toContain('[1]')
    const card = JSON.stringify(answer!.attachments![0]!.content)
    for (const part of ['You can.', 'Myth', 'As long as', 'Do next', 'section/16', 'procurement specialist'])
      expect(card).toContain(part)
  })

  it('keeps the citation entity whole on the wire', async () => {
    await send(message('how many days must we wait before we sign'))
    await until(() => answers().length === 1, 'an answer')
    const entity = answers()[0]!.entities!.find(({ type }) => type === 'https://schema.org/Message')
    expect(entity?.citation?.[0]).toMatchObject({
      position: 1,
      appearance: { url: 'https://www.legislation.gov.uk/ukpga/2023/54/section/51' },
    })
    expect(JSON.stringify(entity)).not.toContain('AIGeneratedContent')
  })

  it('reads a mention in a channel without its own name', async () => {
    await send(
      message('<at>Waymark</at> how many days must we wait before we sign', {
        conversation: { id: '19:c;messageid=1', tenantId: 'tenant-1', conversationType: 'channel' },
        entities: [{ type: 'mention', text: '<at>Waymark</at>', mentioned: { id: '28:bot' } }],
      }),
    )
    await until(() => answers().length === 1, 'an answer')
    expect(answers()[0]!.text).toContain('eight working days')
  })

  it('answers a repeated activity once', async () => {
    const activity = message('hello')
    await send(activity)
    await send(activity)
    expect(answers()).toHaveLength(1)
  })

  it('greets once, when it is added itself', async () => {
    await send(message('', { type: 'conversationUpdate', membersAdded: [{ id: '29:someone' }] }))
    expect(answers()).toHaveLength(0)
    await send(message('', { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }))
    expect(answers()).toHaveLength(1)
  })

  it('refuses to post where it should not', async () => {
    expect((await send(message('hello', { serviceUrl: 'https://evil.example/' }))).status).toBe(401)
    expect(isAllowedService('https://smba.trafficmanager.net/uk/', { loopback: false })).toBe(true)
    expect(isAllowedService('https://smba.trafficmanager.net.evil.example/', { loopback: false })).toBe(false)
    expect(isAllowedService('http://127.0.0.1:9/', { loopback: false })).toBe(false)
  })

  it('refuses a caller without a token with 401 and one line in the log', async () => {
    over.log.lines.length = 0
    const response = await send(message('hello', { serviceUrl: 'https://smba.trafficmanager.net/uk/' }), guarded)
    expect(response.status).toBe(401)
    expect(over.log.lines).toHaveLength(1)
    expect(answers()).toEqual([])
  })

  it('refuses another directory than the one it is set to', async () => {
    const own = await waymarkWith({
      appId: '00000000-0000-0000-0000-000000000001',
      appPassword: 'x',
      tenantId: 'tenant-9',
      anonymous: false,
    })
    over.log.lines.length = 0
    expect((await send(message('hello', { serviceUrl: 'https://smba.trafficmanager.net/uk/' }), own)).status).toBe(401)
    expect(over.log.lines[0]?.fields).toEqual({ reason: 'tenant is not allowed' })
    await own.close()
  })

  it('takes null fields and a missing id in its stride', async () => {
    await send(message('x', { text: null, entities: null }))
    await send(message('hello', { id: undefined, conversation: { id: 'same', tenantId: 'tenant-1' } }))
    await send(message('hello', { id: undefined, conversation: { id: 'same', tenantId: 'tenant-1' } }))
    await until(() => answers().length === 3, 'three answers')
  })

  it('reads hostile markup in no time', async () => {
    const started = performance.now()
    await send(message('<at'.repeat(60_000)))
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it.each([
    ['[]', 400],
    ['{"type":5}', 400],
    ['{', 400],
  ])('answers %s with %i and lives on', async (body, status) => {
    expect((await send(body)).status).toBe(status)
    expect((await send(message('hello'))).status).toBe(200)
  })
})

describe('the Teams card', () => {
  it('takes the meaning out of every mark somebody wrote', () => {
    expect(escapeMarkdown('[x](javascript:1) **b** <at>all</at> `c`')).toBe(
      '\\[x\\](javascript:1) \\*\\*b\\*\\* \\<at\\>all\\</at\\> \\`c\\`',
    )
  })

  it('is version 1.5, wraps its text, and fits for every claim of the real library', async () => {
    const { assistant, library } = await assistantOver(KNOWLEDGE)
    for (const entry of library.entries.filter(({ type }) => type === 'claim')) {
      const { card } = await assistant.ask({ text: entry.claims[0]!.says, askedBy: ME, conversation: entry.id })
      const activity = activityFor(card)
      expect(Buffer.byteLength(JSON.stringify(activity)), entry.id).toBeLessThanOrEqual(LIMITS.activityBytes)
      const drawn = JSON.stringify(activity)
      for (const condition of card.conditions)
        expect(drawn, entry.id).toContain(
          JSON.stringify(escapeMarkdown(condition.replace(/\s*\[\d+\].*/, '').slice(0, 40))).slice(1, -1),
        )
    }
  })

  it('falls back to plain text for a host that cannot draw it', async () => {
    const { card } = await over.assistant.ask({
      text: 'how many days must we wait before we sign',
      askedBy: ME,
      conversation: 'f',
    })
    expect(toAdaptiveCard(card, 'plain words')).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: 'plain words',
    })
  })
})
