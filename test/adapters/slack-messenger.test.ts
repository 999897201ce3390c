import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemory } from '../../adapters/slack/memory.ts'
import { type SlackService, slackService } from '../servers/slack/service.ts'
import { localSlack, person, type Somebody } from '../servers/slack.ts'

let slack: Awaited<ReturnType<typeof localSlack>>
let waymark: SlackService
let jon: Somebody
beforeAll(async () => {
  slack = await localSlack()
  waymark = await slackService(slack)
  jon = person(slack, 'UJON', { name: 'Jon Reed' })
})
afterAll(async () => {
  await waymark.stop()
  await slack.close()
})

describe('writing to people unasked', () => {
  const card = (text: string) => ({
    ...{ title: text, first: [], body: [text], conditions: [], parts: [], evidence: [], nearest: [] },
    ...{ citations: [], holdsFor: [], choices: [], actions: [] },
  })
  const delivery = (key: string, id: string, text = key) => ({
    key,
    tenant: 'local',
    to: { platform: 'slack', id },
    card: card(text),
  })

  it('shows a message once for its key', async () => {
    const { messenger } = waymark.adapter
    const before = jon.sees().length
    await messenger.deliver(delivery('once', jon.id))
    await messenger.deliver(delivery('once', jon.id))
    expect(jon.sees()).toHaveLength(before + 1)
  })

  it('finds a message that Slack took although we never heard so', async () => {
    const { messenger } = waymark.adapter
    await messenger.deliver(delivery('lost', 'CDESK'))
    await waymark.stores.platforms.put('local', 'slack', 'delivered', 'lost', 'begun')
    const before = jon.sees('CDESK').length
    await messenger.deliver(delivery('lost', 'CDESK'))
    expect(jon.sees('CDESK')).toHaveLength(before)
  })

  it.each([
    ['channel_not_found', true],
    ['is_archived', true],
    ['account_inactive', true],
    ['internal_error', false],
  ])('%s: permanent %s', async (code, permanent) => {
    slack.fail('chat.postMessage', code, 1)
    await expect(waymark.adapter.messenger.deliver(delivery(`fails-${code}`, jon.id))).rejects.toMatchObject({
      code,
      permanent,
    })
  })

  it('says how long Slack asked to wait', async () => {
    slack.limit('chat.postMessage', 30)
    await expect(waymark.adapter.messenger.deliver(delivery('slow', jon.id))).rejects.toMatchObject({
      retryAfter: 30,
      permanent: false,
    })
  })
})

describe('what is remembered', () => {
  it('is forgotten at the start of a service that never runs for a whole day', async () => {
    const { platforms } = waymark.stores
    await platforms.put('local', 'slack', 'thread', 'C1:1600000000.000100', '{}')
    const recent = `C1:${Math.floor(Date.now() / 1000)}.000100`
    await platforms.put('local', 'slack', 'thread', recent, '{}')
    const again = await slackService(slack, { stores: waymark.stores as never })
    await again.stop({ keepStores: true })
    expect((await platforms.list('local', 'slack', 'thread')).map(({ key }) => key)).toEqual([recent])
  })

  it('goes with what was said, and holds no words', async () => {
    const memory = createMemory(waymark.stores.platforms)
    const old = String(Date.now() / 1000 - 100 * 86_400)
    await memory.put('local', 'thread', `C2:${old}`, { askers: ['U1'], last: 'us', askedBack: false })
    await memory.put('local', 'said', 'r1:4', old)
    const rows = async () =>
      (await waymark.stores.db.selectFrom('platform_data').selectAll().execute()).map((row) => row)
    expect(JSON.stringify(await rows())).not.toMatch(/home care|suppliers/)
    const before = (await rows()).length
    await memory.forgetBefore('local', Date.now() - 90 * 86_400_000)
    expect(before - (await rows()).length).toBe(2)
  })
})
