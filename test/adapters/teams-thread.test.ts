import { describe, expect, it } from 'vitest'
import { Activity } from '../../adapters/teams/activity.ts'
import type { Turn } from '../../adapters/teams/conversation.ts'
import type { Element } from '../../adapters/teams/elements.ts'
import { createInvokes } from '../../adapters/teams/invokes.ts'
import { FAILED } from '../../src/cards/words.ts'
import { keptLog } from '../helpers.ts'
import { until } from '../servers/http.ts'
import { DIRECTORY } from '../servers/teams.ts'
import { ask, asPriya, bot, cardOf, latest, press, stores, text, to, useCouncil } from './teams-council.ts'

useCouncil()

const FILE = 'application/vnd.microsoft.teams.file.download.info'
/** What Sam quotes to go on with the request: the message that told them of the answer. */
async function answeredRequest() {
  const { request } = await ask()
  await press(latest('a:opened-priya'), 'Answer', { 'reply-text': 'Publish a notice first.' }, asPriya)
  await bot.deliver()
  const quote = { contentType: 'messageReference', content: { messageId: to('a:sam').at(-1)!.id } }
  const events = async () => (await stores.requests.events('exampleshire', request.id)).map((one) => one.text)
  return { request, quote, events }
}
const passedOn = (times: number) =>
  until(() => to('a:sam').filter((one) => one.activity.text?.includes('Passed on')).length === times, 'passed on')

describe('what is written about a request', () => {
  it('takes its files and links with it, as addresses that the reader opens with their own rights', async () => {
    const { quote, events } = await answeredRequest()
    const file = {
      contentType: FILE,
      name: 'Plan for\nhome care.docx',
      contentUrl: 'https://council-my.sharepoint.com/personal/sam/Documents/plan.docx',
      content: { downloadUrl: 'https://council-my.sharepoint.com/download?tempauth=secret', fileType: 'docx' },
    }
    const html = {
      contentType: 'text/html',
      content:
        '<blockquote><a href="https://quoted.example/">old</a></blockquote><p>See <a title="" href="https://gov.example/a?b=1&amp;c=2">the page</a>, <a href="javascript:alert(1)">x</a> and <a href="https://said.example/">https://said.example</a></p>',
    }
    await bot.send({ text: 'See the page and https://said.example', attachments: [quote, file, html] })
    await passedOn(1)
    expect((await events()).at(-1)).toBe(
      [
        'See the page and https://said.example',
        'Plan for home care.docx https://council-my.sharepoint.com/personal/sam/Documents/plan.docx',
        'https://gov.example/a?b=1&c=2',
      ].join('\n'),
    )
    await bot.deliver()
    const told = text(cardOf(to('a:priya').at(-1)))
    expect(told).toContain('Documents/plan.docx')
    expect(told).not.toMatch(/tempauth|javascript/)
  })

  it('is no question when it is edited: the correction follows in the record, once, in order', async () => {
    const { quote, events } = await answeredRequest()
    const message = { id: '1700009000001', attachments: [quote] }
    await bot.send({ ...message, text: 'How many days must we wait before we sign? On Tuesday.' })
    await passedOn(1)
    const edit = { ...message, type: 'messageUpdate', timestamp: '2026-11-21T09:31:00.123Z' }
    for (let times = 0; times < 2; times++)
      await bot.send({ ...edit, text: 'How many days must we wait before we sign? On Monday.' })
    await passedOn(2)
    expect((await events()).slice(-2)).toEqual([
      'How many days must we wait before we sign? On Tuesday.',
      'Corrected: How many days must we wait before we sign? On Monday.',
    ])
    expect(to('a:sam').filter((one) => one.activity.text?.includes('eight working days'))).toEqual([])
  })
})

describe('a question that an edit has overtaken', () => {
  it('is answered as it is now, once', async () => {
    const message = { id: '1700009000002' }
    await bot.send({ ...message, type: 'messageUpdate', text: 'how many days must we wait before we sign' })
    await until(() => to('a:sam').length === 1, 'an answer')
    await bot.send({ ...message, text: 'can we talk to suppliers before we tender?' })
    await bot.send({ text: 'thank you' })
    await until(() => to('a:sam').length === 2, 'the next answer')
    expect(
      to('a:sam')
        .map((one) => one.activity.text)
        .join(),
    ).not.toContain('You can')
  })

  it('of another bot is left alone, edited or not', async () => {
    const from = { id: '28:another-bot', name: 'Another' }
    await bot.send({ from, type: 'messageUpdate', text: 'how many days must we wait before we sign' })
    await bot.send({ text: 'thank you', conversation: { id: 'a:sam', tenantId: DIRECTORY } })
    await until(() => to('a:sam').length === 1, 'the next answer')
    expect(to('a:sam')[0]!.activity.text).not.toContain('eight working days')
  })
})

describe('what is left of a request where the app was removed', () => {
  it('is nothing there, and all of it elsewhere', async () => {
    const { request } = await answeredRequest()
    const kept = async () => {
      const all = ['card', 'about'].map((kind) => stores.platforms.list('exampleshire', 'teams', kind))
      return text(await Promise.all(all))
    }
    expect(await kept()).toContain('a:sam')
    await bot.send({ type: 'installationUpdate', action: 'remove' })
    for (let tries = 0; tries < 100 && (await kept()).includes('a:sam'); tries++)
      await new Promise((go) => setTimeout(go, 10))
    expect(await kept()).not.toContain('a:sam')
    expect(await kept()).toContain('19:desk@thread.tacv2')
    expect(await kept()).toContain(request.id)
  })
})

describe('what goes wrong while Teams waits', () => {
  it.each([
    ['task/fetch', 'task.value'],
    ['task/submit', 'task.value'],
    ['adaptiveCard/action', 'value'],
    ['composeExtension/query', 'composeExtension.text'],
    ['composeExtension/fetchTask', 'task.value'],
  ])('is said in words: %s', async (name, where) => {
    const away = new Proxy({} as never, {
      get: () => async () => {
        throw new Error('away')
      },
    })
    const invoke = createInvokes({
      ...{ assistant: away, answers: away, requests: away, presses: away, extension: away },
      log: keptLog(),
    })
    const activity = Activity.parse({ type: 'invoke', name, value: {} })
    const { status, body } = await invoke({ activity } as Turn)
    expect(status).toBe(200)
    expect(where.split('.').reduce((found, key) => found[key] as Element, body as Element)).toBe(FAILED)
  })

  it('is no button with other than words in it', async () => {
    const data = { verb: 'form', question: { $ne: 1 }, request: ['x'] }
    for (const verb of ['form', 'act', 'request', 'open', 'send'])
      expect((await bot.invoke('adaptiveCard/action', { action: { verb, data } })).status).toBe(200)
    expect(text(latest('a:sam'))).toContain('What do you need help with?')
  })
})
