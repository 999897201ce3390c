import { describe, expect, it } from 'vitest'
import { REQUEST } from '../../src/cards/request-words.ts'
import type { Card } from '../servers/connector.ts'
import { until } from '../servers/http.ts'
import { DIRECTORY } from '../servers/teams.ts'
import {
  ask,
  asPriya,
  asTom,
  bot,
  cardOf,
  elements,
  latest,
  NEED,
  press,
  stores,
  text,
  to,
  useCouncil,
} from './teams-council.ts'

useCouncil()

describe('a request', () => {
  it('reaches its specialist and the desk, though neither has written since the start', async () => {
    await ask()
    const card = latest('a:opened-priya')
    expect(text(card)).toContain('home care')
    expect(text(card)).toContain('Sam Lee')
    expect(text(latest('19:desk@thread.tacv2'))).toContain('home care')
    expect(text(latest('a:sam'))).toContain('Sent to')
    expect(bot.connector.messages().find(({ activity }) => activity.summary)!.activity).toMatchObject({
      summary: expect.stringContaining('Somebody needs a procurement specialist'),
      channelData: { notification: { alert: true } },
    })
  })

  it('is taken, and every card of it says so', async () => {
    await bot.send({ ...asPriya, text: 'hello' })
    await ask()
    const { body } = await press(latest('19:desk@thread.tacv2'), 'Take it', {}, asPriya)
    expect(text(body.value)).toContain('Priya Shah')
    await until(() => bot.connector.updates().length >= 3, 'the other cards to change')
    const changed = bot.connector.updates().map(({ conversation }) => conversation)
    expect(changed).toEqual(expect.arrayContaining(['a:sam', '19:desk@thread.tacv2']))
    for (const { activity } of bot.connector.updates())
      expect(text(activity.attachments![0]!.content)).toContain('A specialist has it')
    await bot.deliver()
    expect(text(latest('a:sam'))).toContain('took it')
  })

  it('goes through asking back, adding, answering and closing, each side reading where they are', async () => {
    const { request } = await ask()
    await press(latest('19:desk@thread.tacv2'), 'Take it', {}, asPriya)
    const own = async (as = asPriya) =>
      (
        await bot.invoke(
          'adaptiveCard/action',
          { action: { verb: 'request', data: { verb: 'request', request: request.id } } },
          as,
        )
      ).body.value as Card
    await press(await own(), 'Ask something back', { 'ask-back-text': 'Which service?' }, asPriya)
    await bot.deliver()
    expect(text(latest('a:sam'))).toContain('Which service?')
    await press(latest('a:sam'), 'Add something', { 'add-text': 'Home care <at>all</at>' })
    await bot.deliver()
    const heard = bot.connector
      .messages()
      .filter(({ conversation }) => conversation.includes('priya'))
      .at(-1)
    expect(text(cardOf(heard))).toContain('Home care <at>all</at>')
    await press(await own(), 'Answer', { 'reply-text': 'You may. Publish a notice first.' }, asPriya)
    await bot.deliver()
    expect(text(latest('a:sam'))).toContain('You may. Publish a notice first.')
    const { body } = await press(latest('a:sam'), 'Close')
    expect(text(body.value)).toContain('Closed')
    const kinds = (await stores.requests.events('exampleshire', request.id)).map(({ kind }) => kind)
    expect(kinds).toEqual(['made', 'taken', 'asked-back', 'added', 'replied', 'closed'])
  })

  it('is gone on with by writing: in the thread of its card at the desk, or quoting what was told', async () => {
    const { request } = await ask()
    const root = to('19:desk@thread.tacv2')[0]!.id.replace('m', '')
    const at = {
      ...asPriya,
      conversation: { id: `19:desk@thread.tacv2;messageid=${root}`, tenantId: DIRECTORY, conversationType: 'channel' },
    }
    await stores.platforms.put('exampleshire', 'teams', 'about', `19:desk@thread.tacv2 ${root}`, request.id)
    const mention = [
      { type: 'mention', text: '<at>Waymark</at>', mentioned: { id: '28:11111111-2222-4333-8444-555555555555' } },
    ]
    await bot.send({ ...at, text: '<at>Waymark</at> You may; publish a notice.', entities: mention })
    await until(() => to(at.conversation.id).length === 1, 'a word that it was passed on')
    await bot.deliver()
    const told = to('a:sam').at(-1)!
    expect(text(cardOf(told))).toContain('You may; publish a notice.')
    const quote = { contentType: 'messageReference', content: JSON.stringify({ messageId: told.id }) }
    await bot.send({ text: 'Thank you, that helps', attachments: [quote] })
    await until(() => to('a:sam').at(-1)!.activity.text?.includes('Passed on') ?? false, 'the same')
    const events = await stores.requests.events('exampleshire', request.id)
    expect(events.map(({ kind, text: words }) => [kind, words])).toEqual([
      ['made', NEED.words],
      ['replied', 'You may; publish a notice.'],
      ['added', 'Thank you, that helps'],
    ])
  })

  it('is passed on, declined and put off', async () => {
    const { request } = await ask()
    const own = async (as = asPriya) =>
      (
        await bot.invoke(
          'adaptiveCard/action',
          { action: { verb: 'request', data: { verb: 'request', request: request.id } } },
          as,
        )
      ).body.value as Card
    await press(await own(), 'Take it', {}, asPriya)
    const colleagues = elements(await own()).find(({ id }) => id === 'reassign-to')!.choices as {
      title: string
      value: string
    }[]
    expect(colleagues.map(({ title }) => title)).toEqual(['Tom Webb', 'Procurement desk'])
    await press(
      await own(),
      'Pass it on',
      { 'reassign-to': colleagues[0]!.value, 'reassign-text': 'Yours, I think' },
      asPriya,
    )
    await bot.deliver()
    expect(text(latest('a:opened-tom'))).toContain('home care')
    await press(
      await own(asTom),
      'Put off',
      { 'snooze-until': new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10) },
      asTom,
    )
    const refused = await press(await own(asTom), 'Put off', { 'snooze-until': '2001-01-01' }, asTom)
    expect(text(refused.body.value)).toContain(REQUEST.notAhead)
    await press(await own(asTom), 'I can’t take it', { 'decline-text': 'On leave' }, asTom)
    const kinds = (await stores.requests.events('exampleshire', request.id)).map(({ kind }) => kind)
    expect(kinds).toEqual(['made', 'taken', 'reassigned', 'snoozed', 'declined'])
  })

  it('does not change for whoever may not change it, nor twice for one press', async () => {
    const { request } = await ask()
    const stranger = {
      from: { id: '29:x', aadObjectId: 'x' },
      conversation: { id: 'a:x', tenantId: DIRECTORY, conversationType: 'personal' },
    }
    const act = (data: object, as: Record<string, unknown>) =>
      bot.invoke('adaptiveCard/action', { action: { verb: 'act', data: { request: request.id, ...data } } }, as)
    expect((await act({ act: 'take' }, stranger)).body).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: REQUEST.notFound,
    })
    expect(text((await act({ act: 'take' }, {})).body.value)).toContain(REQUEST.notYours)
    expect((await act({ act: 'dance' }, asPriya)).status).toBe(200)
    await act({ act: 'take' }, asPriya)
    expect(text((await act({ act: 'take' }, asTom)).body)).toContain('application/vnd.microsoft.card.adaptive')
    const once = { id: 'f:one-press' }
    await Promise.all([1, 2].map(() => act({ act: 'reply', 'reply-text': 'Once' }, { ...asTom, ...once })))
    const events = await stores.requests.events('exampleshire', request.id)
    expect(events.filter(({ kind }) => kind === 'replied')).toHaveLength(1)
  })
})
