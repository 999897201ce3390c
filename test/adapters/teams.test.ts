import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isFromHere } from '../../adapters/teams/admit.ts'
import { createTeamsAdapter } from '../../adapters/teams/teams-adapter.ts'
import { createWebApp } from '../../adapters/web/app.ts'
import type { Assistant } from '../../src/assistant.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver } from '../helpers.ts'
import type { SentActivity } from '../servers/connector.ts'
import { serve, until } from '../servers/http.ts'
import { DIRECTORY, type TeamsBot, teamsBot } from '../servers/teams.ts'

/** Payloads as Teams sends them, scrubbed. */
const recorded = (name: string): Record<string, unknown> => {
  const { serviceUrl: _, ...rest } = JSON.parse(
    readFileSync(join(projectRoot(), `test/fixtures/teams/${name}.json`), 'utf8'),
  )
  return rest
}
let over: Awaited<ReturnType<typeof assistantOver>>
let bot: TeamsBot
/** Wraps the assistant to be slow, or to fail, on demand. */
let ask: Assistant['ask']
let number = 0

beforeAll(async () => {
  over = await assistantOver()
  ask = over.assistant.ask
  bot = await teamsBot({ ...over, assistant: { ...over.assistant, ask: (asked) => ask(asked) } })
})
afterAll(() => bot.close())
beforeEach(() => {
  ask = over.assistant.ask
  bot.connector.reset()
  over.log.lines.length = 0
})

const said = () => bot.connector.messages().map(({ activity }) => activity)
const answered = async (times = 1): Promise<SentActivity[]> => {
  await until(() => said().length >= times, `${times} answers`)
  return said()
}
/** A recorded activity, in a conversation of its own unless it says otherwise. */
const play = (name: string, more: Record<string, unknown> = {}) => bot.send({ ...recorded(name), ...more })
const alone = () => ({
  id: `play-${++number}`,
  conversation: { id: `a:${number}`, tenantId: DIRECTORY, conversationType: 'personal' },
})
const drawn = (activity: SentActivity | undefined) => JSON.stringify(activity?.attachments?.[0]?.content)

describe('a message to the bot', () => {
  it('in a personal chat is answered with text, citations that open, and a card', async () => {
    await play('personal-message', alone())
    const [answer] = await answered()
    expect(answer!.text).toContain('**You can.**')
    expect(answer!.text).toContain('[1]')
    for (const part of ['You can.', 'Myth', 'As long as', 'Do next', 'section/16', 'procurement specialist'])
      expect(drawn(answer)).toContain(part)
    expect(answer!.channelData).toEqual({ feedbackLoop: { type: 'default' } })
  })

  it('keeps its citations whole on the wire, and says that a model wrote only where one did', async () => {
    await play('personal-message', { ...alone(), text: 'how many days must we wait before we sign' })
    const [answer] = await answered()
    const entity = answer!.entities!.find(({ type }) => type === 'https://schema.org/Message')
    expect(entity?.citation?.[0]).toMatchObject({
      position: 1,
      appearance: { url: 'https://www.legislation.gov.uk/ukpga/2023/54/section/51' },
    })
    expect(JSON.stringify(entity)).not.toContain('AIGeneratedContent')
  })

  it('in a channel is answered in its thread when it mentions us, and is no business of ours otherwise', async () => {
    await play('channel-without-mention')
    await play('channel-mention')
    const [answer] = await answered()
    expect(answer!.text).toContain('eight working days')
    expect(bot.connector.messages()[0]!.conversation).toBe('19:channel@thread.tacv2;messageid=1699999999000')
    expect(said()).toHaveLength(1)
  })

  it('in a group chat is read without our name and with the others’', async () => {
    let heard = ''
    ask = (asked) => {
      heard = asked.text
      return over.assistant.ask(asked)
    }
    await play('group-mention')
    await answered()
    expect(heard).toBe('Priya Shah says we must wait; how many days must we wait before we sign')
  })

  it('that follows another leans on it, in the same conversation alone', async () => {
    const here = alone()
    await play('personal-message', { ...here, text: 'how many days must we wait before we sign' })
    await answered()
    await play('personal-message', { ...here, id: `${here.id}b`, text: 'why is that?' })
    expect((await answered(2))[1]!.text).toMatch(/standstill|wait/i)
  })

  it.each(['hi', 'help', 'thank you'])('"%s" gets words, prompts and a way to a person', async (text) => {
    await play('personal-message', { ...alone(), text })
    const [answer] = await answered()
    expect(drawn(answer)).toContain('Can we talk to suppliers before we tender?')
    expect(drawn(answer)).toContain('Bring in a specialist')
    expect(answer!.channelData).toBeUndefined()
  })

  it('is answered once, however often and however fast it comes', async () => {
    const here = alone()
    const twice = { ...recorded('personal-message'), ...here }
    expect(
      (await Promise.all([bot.send(twice), bot.send(twice), bot.send(twice)])).map(({ status }) => status),
    ).toEqual([200, 200, 200])
    await play('personal-message', { ...here, id: 'last', text: 'hello' })
    await answered(2)
    expect(said()).toHaveLength(2)
  })

  it('without text, entities or an id is taken in our stride', async () => {
    for (const odd of [
      { text: null, entities: null },
      { text: 'hello', id: undefined },
      { text: 'hello', entities: [null, 5, { type: 'mention' }] },
    ])
      await play('personal-message', { ...alone(), ...odd })
    await answered(3)
  })

  it('of another bot is left alone', async () => {
    await play('personal-message', { ...alone(), from: { id: '28:another-bot', name: 'Bot' } })
    await play('personal-message', { ...alone(), text: 'hello' })
    await answered()
    expect(said()).toHaveLength(1)
  })

  it('where people from outside read along is marked so', async () => {
    const heard: unknown[] = []
    ask = (asked) => {
      heard.push(asked.outsiders)
      return over.assistant.ask(asked)
    }
    const channelData = { channel: { id: '19:c', type: 'shared' }, tenant: { id: DIRECTORY } }
    await play('channel-mention', { id: 'shared', channelData })
    await play('channel-mention', { id: 'not-shared' })
    await answered(2)
    expect(heard).toEqual([true, undefined])
    expect(said().map(({ text }) => text!.includes('People from outside'))).toEqual([true, false])
  })

  it('that is hostile mark-up is read in no time', async () => {
    const started = performance.now()
    await play('personal-message', { ...alone(), text: '<at'.repeat(60_000) })
    expect(performance.now() - started).toBeLessThan(2000)
    await answered()
  })
})

describe('a turn', () => {
  it('ends at once whatever a model does; "typing" shows meanwhile, and the answer comes afterwards', async () => {
    let go = () => {}
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    ask = async (asked) => {
      await gate
      return over.assistant.ask(asked)
    }
    const started = performance.now()
    expect((await play('personal-message', alone())).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(1000)
    await until(() => bot.connector.sent.some(({ activity }) => activity.type === 'typing'), 'typing')
    expect(said()).toEqual([])
    go()
    expect((await answered())[0]!.text).toContain('You can.')
  })

  it.each([429, 412, 502, 504])('tries again when Teams says %i, and says it once', async (status) => {
    bot.connector.fail({ status, times: 1, headers: { 'retry-after': '0' } })
    await play('personal-message', alone())
    await answered()
    expect(said()).toHaveLength(1)
  })

  it('that fails says so in words, and the log has a code without the question', async () => {
    ask = async () => {
      throw new Error('no contact with suppliers until the tender is live')
    }
    await play('personal-message', alone())
    expect((await answered())[0]!.text).toContain('Something went wrong on our side')
    expect(JSON.stringify(over.log.lines)).toContain('[teams] cannot answer')
    expect(JSON.stringify(over.log.lines)).not.toContain('suppliers')
  })

  it('in a conversation that blocks us ends quietly', async () => {
    bot.connector.fail({ status: 403 })
    await play('personal-message', alone())
    await until(() => over.log.lines.some(({ event }) => event === '[teams] cannot answer'), 'a line')
    expect(over.log.lines.at(-1)!.fields).toEqual({ code: 'blocked-or-uninstalled', type: 'message' })
  })

  it('leaves reactions, read receipts and whatever Teams adds alone', async () => {
    for (const name of ['reaction', 'read-receipt']) expect((await play(name)).status).toBe(200)
    expect((await play('reaction', { type: 'somethingNew' })).status).toBe(200)
    for (const name of ['something/new', 'constructor', '__proto__'])
      expect((await bot.invoke(name, {})).status).toBe(501)
    expect(bot.connector.sent).toEqual([])
  })
})

describe('without a token, for an emulator on this machine', () => {
  it('answers, to this machine alone', async () => {
    const adapter = createTeamsAdapter({
      ...over,
      ...{ desk: bot.desk, tenancy: bot.tenancy, stores: bot.stores },
      requestCard: async () => undefined,
      clock: { today: () => '2026-11-21', now: () => 0, time: () => Date.now() },
      config: { apps: [{ appId: '', type: 'MultiTenant', allowed: [] }], anonymous: true },
    })
    const site = await serve(createWebApp({ ...over, root: projectRoot(), readiness: [], mounts: [adapter.mount] }))
    const post = (serviceUrl: string, headers = {}) =>
      fetch(`${site.url}/api/messages`, {
        method: 'POST',
        body: JSON.stringify({ ...recorded('personal-message'), ...alone(), text: 'hello', serviceUrl }),
        headers: { 'content-type': 'application/json', ...headers },
      })
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host'])
      expect((await post(bot.connector.url, { [header]: '127.0.0.1' })).status).toBe(401)
    expect(isFromHere({ host: 'evil.example' })).toBe(false)
    expect(isFromHere({ host: 'localhost:3000' })).toBe(true)
    expect((await post('https://smba.trafficmanager.net/uk/')).status).toBe(401)
    expect((await post(bot.connector.url)).status).toBe(200)
    await until(() => bot.connector.refused.includes('token'), 'a call without a token')
    await adapter.stop()
    await site.close()
  })
})
