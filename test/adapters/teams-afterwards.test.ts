import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Assistant } from '../../src/assistant.ts'
import { GREETINGS } from '../../src/cards/words.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver } from '../helpers.ts'
import type { SentActivity } from '../servers/connector.ts'
import { until } from '../servers/http.ts'
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

describe('coming and going', () => {
  it('greets once when it is added itself, not for each colleague', async () => {
    for (const name of ['colleague-added', 'bot-added', 'app-added', 'bot-added']) await play(name)
    await answered()
    await play('personal-message', { ...alone(), text: 'hello' })
    await answered(2)
    expect(said().map(({ text }) => text)).toEqual([
      expect.stringContaining('Hello.'),
      expect.stringContaining('Hello.'),
    ])
    expect(GREETINGS.hello.slice(0, 6)).toBe('Hello.')
  })

  it('forgets where somebody was written to when they remove it', async () => {
    await play('personal-message')
    await answered()
    const tenant = `teams:${DIRECTORY}`
    expect(await bot.stores.platforms.get(tenant, 'teams', 'conversation', 'a:1PersonalChatOfSam')).toContain(
      'serviceUrl',
    )
    await play('app-removed')
    for (let tries = 0; tries < 100; tries++) {
      if (!(await bot.stores.platforms.get(tenant, 'teams', 'conversation', 'a:1PersonalChatOfSam'))) break
      await new Promise((go) => setTimeout(go, 10))
    }
    expect(await bot.stores.platforms.get(tenant, 'teams', 'conversation', 'a:1PersonalChatOfSam')).toBeUndefined()
    expect(await bot.stores.platforms.list(tenant, 'teams', 'person')).not.toContainEqual(
      expect.objectContaining({ key: '0a0a0a0a-0000-4000-8000-000000000001' }),
    )
  })
})

it('an update of the app is no removal: nothing is forgotten, and nobody is greeted again', async () => {
  await play('bot-added', { conversation: { id: 'a:updated', tenantId: DIRECTORY, conversationType: 'personal' } })
  await answered()
  const here = { conversation: { id: 'a:updated', tenantId: DIRECTORY, conversationType: 'personal' } }
  for (const action of ['remove-upgrade', 'add-upgrade']) await play('app-removed', { ...here, id: action, action })
  await play('bot-added', { ...here, id: 'again' })
  await play('personal-message', { ...here, id: 'next', text: 'how many days must we wait before we sign' })
  await answered(2)
  expect(said().map(({ text }) => text)[1]).toContain('eight working days')
})

describe('a question', () => {
  it('that is edited has its answer changed in place', async () => {
    const here = alone()
    await play('personal-message', here)
    await answered()
    await play('message-edited', here)
    await until(() => bot.connector.updates().length === 1, 'a changed answer')
    expect(bot.connector.updates()[0]).toMatchObject({ id: bot.connector.messages()[0]!.id })
    expect(bot.connector.updates()[0]!.activity.text).toContain('eight working days')
    expect(said()).toHaveLength(1)
  })

  it('that is taken back takes its answer with it', async () => {
    const here = alone()
    await play('personal-message', here)
    await answered()
    await play('message-deleted', here)
    await until(() => bot.connector.removed.length === 1, 'a removed answer')
    expect(bot.connector.removed).toEqual([bot.connector.messages()[0]!.id])
    const turns = () => over.stores.conversations.turns(`teams:${DIRECTORY}`, here.conversation.id)
    for (let tries = 0; tries < 100 && (await turns()).length; tries++) await new Promise((go) => setTimeout(go, 10))
    expect(await turns()).toEqual([])
  })

  it('edited before its answer could be changed is answered anew', async () => {
    const here = alone()
    await play('personal-message', here)
    await answered()
    bot.connector.fail({ status: 404, where: (_, method) => method === 'PUT' })
    await play('message-edited', here)
    expect((await answered(2))[1]!.text).toContain('eight working days')
  })

  it('taken back before it was answered, or that we never saw, harms nothing', async () => {
    await play('message-deleted', alone())
    await play('message-edited', alone())
    expect((await answered())[0]!.text).toContain('eight working days')
    expect(bot.connector.removed).toEqual([])
  })
})

describe('feedback', () => {
  const feedback = (value: unknown, message: string, more = {}) =>
    bot.invoke('message/submitAction', value, { ...more, replyToId: message })
  const stored = async () => over.stores.feedback.list(`teams:${DIRECTORY}`)

  it('is stored with why, for the answer it was given to', async () => {
    const here = alone()
    await play('personal-message', here)
    await answered()
    const { value } = recorded('feedback')
    const { id } = bot.connector.messages()[0]!
    expect(await feedback(value, id, here)).toEqual({ status: 200, body: {} })
    const [first] = await stored()
    expect(first).toMatchObject({ helpful: false, why: 'It is about works, not services.' })
    const plain = { actionName: 'feedback', actionValue: { reaction: 'like', feedback: 'Thanks, clear.' } }
    await feedback(plain, id, here)
    const again = await stored()
    expect(again).toHaveLength(1)
    expect(again[0]).toMatchObject({ helpful: true, why: 'Thanks, clear.' })
  })

  it.each([
    [{ actionName: 'feedback', actionValue: { reaction: 'like' } }, 'no-such-message'],
    [{ actionName: 'feedback', actionValue: { reaction: 'love' } }, 'm1'],
    [null, 'm1'],
  ])('that fits no answer is acknowledged and left: %j', async (value, message) => {
    const before = await stored()
    expect(await feedback(value, message)).toEqual({ status: 200, body: {} })
    expect(await stored()).toEqual(before)
  })
})
