import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Activity } from '../../adapters/teams/activity.ts'
import type { Connection, Place } from '../../adapters/teams/connection.ts'
import { COMMANDS, createMessageExtension } from '../../adapters/teams/message-extension.ts'
import { createPlaces } from '../../adapters/teams/places.ts'
import type { Assistant } from '../../src/assistant.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver, keptLog } from '../helpers.ts'
import { until } from '../servers/http.ts'
import { app, assistantIn, DIRECTORY, type TeamsBot, teamsBot } from '../servers/teams.ts'

const recorded = (name: string) => {
  const {
    serviceUrl: _,
    id: __,
    ...rest
  } = JSON.parse(readFileSync(join(projectRoot(), `test/fixtures/teams/${name}.json`), 'utf8'))
  return rest
}
let bot: TeamsBot
let assistant: Assistant
let ask: Assistant['ask']

beforeAll(async () => {
  const over = await assistantOver()
  assistant = assistantIn(over, over.stores)
  bot = await teamsBot({ ...over, assistant: { ...assistant, ask: (asked) => ask(asked) } })
})
afterAll(() => bot.close())
beforeEach(() => {
  ask = assistant.ask
  bot.connector.reset()
})
const play = async (name: string, more: Record<string, unknown> = {}) => {
  const { name: invoke, value, ...rest } = recorded(name)
  return (await bot.invoke(invoke, value, { ...rest, ...more })).body
}

describe('a search from the box where people write', () => {
  it('finds entries and gives each as a card with its sources, to be dropped into any conversation', async () => {
    const { composeExtension } = await play('search')
    expect(composeExtension).toMatchObject({ type: 'result', attachmentLayout: 'list' })
    const [first] = composeExtension.attachments
    expect(first.preview.content.title).toMatch(/standstill|wait/i)
    const card = JSON.stringify(first.content)
    expect(card).toContain('legislation.gov.uk')
    expect(card).toContain('who has won')
    // Where the card lands we may not be: no button of it may need us.
    expect(card).not.toMatch(/Action\.(?:Submit|Execute)/)
  })

  it.each([
    [[]],
    [[{ name: COMMANDS.parameter, value: '  ' }]],
    [undefined],
    [[{ name: 'initialRun', value: 'true' }]],
  ])('with nothing typed finds nothing: %j', async (parameters) => {
    const { body } = await bot.invoke('composeExtension/query', { commandId: 'search', parameters })
    expect(body.composeExtension.attachments).toEqual([])
  })
})

describe('"Check this claim" on a message', () => {
  it('reads the message and shows the ruling, to be added to the conversation', async () => {
    let heard = ''
    ask = (asked) => {
      heard = asked.text
      return assistant.ask(asked)
    }
    const { task } = await play('check-message')
    expect(heard).toBe('Priya Shah we were told there is no contact with suppliers until the tender is live')
    const card = task.value.card.content
    expect(JSON.stringify(card)).toContain('Myth')
    const add = card.actions.find(({ type }: { type: string }) => type === 'Action.Submit')
    const { body } = await bot.invoke('composeExtension/submitAction', { commandId: 'check', data: add.data })
    expect(JSON.stringify(body.composeExtension.attachments[0].content)).toContain('Myth')
    expect(JSON.stringify(body)).not.toMatch(/Action\.(?:Submit|Execute)/)
  })

  it('leaves no trace in the conversation the message stands in', async () => {
    await play('check-message')
    const turns = await bot.stores.conversations.turns(
      `teams:${DIRECTORY}`,
      '19:channel@thread.tacv2;messageid=1699999999000',
    )
    expect(turns).toEqual([])
    expect(bot.connector.sent).toEqual([])
  })

  it('in a chat of two others is not taken for the person’s own chat with us, and that chat is not remembered', async () => {
    await play('personal-message')
    const theirs = { id: '19:sam_priya@unq.gbl.spaces', tenantId: DIRECTORY, conversationType: 'personal' }
    const { id, aadObjectId } = recorded('personal-message').from as { id: string; aadObjectId: string }
    await play('check-message', { from: { id, aadObjectId }, conversation: theirs })
    const person = await bot.stores.platforms.get(`teams:${DIRECTORY}`, 'teams', 'person', aadObjectId)
    expect(JSON.parse(person!).conversation).toBe('a:1PersonalChatOfSam')
    expect(await bot.stores.platforms.get(`teams:${DIRECTORY}`, 'teams', 'conversation', theirs.id)).toBeUndefined()
  })

  it('of another council’s answer adds nothing', async () => {
    const { body } = await bot.invoke('composeExtension/submitAction', {
      commandId: 'check',
      data: { question: 'no-such' },
    })
    expect(body).toEqual({})
  })

  it('that takes longer than Teams waits comes to the person’s chat, or says that it cannot', async () => {
    let go = () => {}
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    ask = async (asked) => {
      await gate
      return assistant.ask(asked)
    }
    const me = { from: { id: '29:new', aadObjectId: 'new' } }
    const sent: string[] = []
    const places = createPlaces(bot.stores.platforms)
    const tenant = await bot.tenancy.tenantOf(`teams:${DIRECTORY}`)
    const extension = createMessageExtension({
      assistant: { ...assistant, ask: (asked) => ask(asked) },
      places,
      connection: {
        ...({} as Connection),
        async send({ conversation }: Place) {
          sent.push(conversation)
          return 'm'
        },
      },
      log: keptLog(),
      patience: 50,
    })
    const activity = Activity.parse({ ...recorded('check-message'), ...me, serviceUrl: bot.connector.url })
    const place = await places.learn(tenant.id, activity, app())
    expect(JSON.stringify(await extension.check({ activity, place, tenant }))).toContain('longer than Teams waits')
    const personal = Activity.parse({ ...recorded('personal-message'), ...me, serviceUrl: bot.connector.url })
    await places.learn(tenant.id, personal, app())
    expect(JSON.stringify(await extension.check({ activity, place, tenant }))).toContain('come to you in our chat')
    go()
    await until(() => sent.length > 0, 'the answer')
    expect(sent).toEqual(['a:1PersonalChatOfSam'])
  })

  it('on a message without words says so', async () => {
    const value = { commandId: 'check', messagePayload: { body: { contentType: 'html', content: '<img src="x">' } } }
    const { body } = await bot.invoke('composeExtension/fetchTask', value)
    expect(JSON.stringify(body)).toContain('no words')
  })
})
