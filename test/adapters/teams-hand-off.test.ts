import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpenStores, openStores } from '../../adapters/database/open-stores.ts'
import { REQUEST, WARNINGS } from '../../src/cards/request-words.ts'
import { Specialist } from '../../src/domain/specialist.ts'
import { assistantOver } from '../helpers.ts'
import type { Card, Sent } from '../servers/connector.ts'
import { until } from '../servers/http.ts'
import { assistantIn, DIRECTORY, setUpCouncil, type TeamsBot, teamsBot } from '../servers/teams.ts'

const SPECIALISTS = [
  { id: 'priya', name: 'Priya Shah', contacts: { teams: 'priya', web: 'priya@example.uk' }, places: ['anytown'] },
  { id: 'tom', name: 'Tom Webb', contacts: { teams: 'tom', web: 'tom@example.uk' } },
].map((one) => Specialist.parse(one))
const asPriya = {
  from: { id: '29:priya', name: 'Priya Shah', aadObjectId: 'priya' },
  conversation: { id: 'a:priya', tenantId: DIRECTORY, conversationType: 'personal' },
}
const asTom = {
  from: { id: '29:tom', name: 'Tom Webb', aadObjectId: 'tom' },
  conversation: { id: 'a:tom', tenantId: DIRECTORY, conversationType: 'personal' },
}
const NEED = {
  words: 'We want to talk to suppliers about home care',
  stage: 'problem',
  value: 'unknown',
  place: 'Anytown',
}

let over: Awaited<ReturnType<typeof assistantOver>>
let stores: OpenStores
let bot: TeamsBot

beforeAll(async () => {
  over = await assistantOver()
})
beforeEach(async () => {
  stores = await openStores({ data: ':memory:' })
  await setUpCouncil(stores)
  await stores.roster.replace('exampleshire', SPECIALISTS)
  bot = await teamsBot({ ...over, stores, assistant: assistantIn(over, stores) })
})
afterEach(() => bot.close())
afterAll(() => over.stores.close())

const cardOf = (sent: Sent | undefined) => sent?.activity.attachments?.[0]?.content
const text = (card: unknown) => JSON.stringify(card)
const to = (conversation: string) => bot.connector.messages().filter((one) => one.conversation === conversation)
const elements = (card: Card): Record<string, unknown>[] =>
  [...card.body, ...(card.actions ?? [])].flatMap(function all(one): Record<string, unknown>[] {
    const inner = [one.items, one.actions, one.columns, (one.card as Card)?.body, (one.card as Card)?.actions].flatMap(
      (list) => (Array.isArray(list) ? list : []),
    )
    return [one, ...inner.flatMap(all)]
  })
/** The data a button of a card carries. */
const button = (card: Card, title: string): Record<string, unknown> => {
  const found = elements(card).filter((one) => one.title === title && one.data)
  expect(
    found.length,
    `${title} in ${elements(card)
      .map((one) => one.title)
      .filter(Boolean)
      .join(', ')}`,
  ).toBeGreaterThan(0)
  return found[0]!.data as Record<string, unknown>
}
const values = (card: Card) =>
  Object.fromEntries(
    elements(card).flatMap(({ id, value, type }) => (String(type).startsWith('Input') ? [[id, value ?? '']] : [])),
  )
const press = (card: Card, title: string, fields: Record<string, unknown> = {}, as = {}) => {
  const data = button(card, title)
  return bot.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: data.verb, data: { ...data, ...fields } } },
    as,
  )
}
/** Fills the form in as the asker does, and gives the request. */
async function ask(fields: Record<string, unknown> = NEED, as = {}) {
  const { body } = await bot.invoke('task/fetch', { data: { verb: 'specialist' } }, as)
  const form = body.task.value.card.content as Card
  const sent = await bot.invoke('task/submit', { data: { ...button(form, 'Send'), ...fields } }, as)
  await bot.deliver()
  const [request] = await stores.requests.list('exampleshire')
  return { form, sent: sent.body, request: request! }
}
/** The latest card of a request in a conversation. */
const latest = (conversation: string): Card => {
  const ids = new Set(to(conversation).map(({ id }) => id))
  return cardOf(bot.connector.sent.filter((one) => ids.has(one.id) && one.activity.attachments).at(-1))!
}

describe('the form', () => {
  it('is filled in from the conversation, says who gets it and by when, and sends it once', async () => {
    await bot.send({ text: 'we want to pilot a sensor, our tender is live and worth £95k, by 31 March 2027' })
    await until(() => to('a:sam').length === 1, 'an answer')
    const open = button(cardOf(to('a:sam')[0])!, 'Bring in a specialist')
    const { body } = await bot.invoke('task/fetch', { data: open })
    const form = body.task.value.card.content as Card
    expect(values(form)).toMatchObject({
      words: expect.stringContaining('pilot a sensor'),
      stage: 'live',
      deadline: '2027-03-31',
    })
    expect(text(form)).toContain(WARNINGS.live.slice(0, 30))
    expect(text(form)).toContain('It goes to')
    expect(text(form)).toContain('first reply by')
    const data = { ...button(form, 'Send'), ...values(form) }
    const first = await bot.invoke('task/submit', { data })
    expect(first.body.task).toMatchObject({ type: 'message', value: expect.stringContaining('Sent to') })
    const again = await bot.invoke('task/submit', { data })
    expect(again.body.task.value).toBe(REQUEST.sentOnce)
    expect(await stores.requests.list('exampleshire')).toHaveLength(1)
    expect((await stores.requests.list('exampleshire'))[0]!.origin).toMatchObject({
      platform: 'teams',
      conversation: 'a:sam',
    })
  })

  it('comes back with what is wrong, and with a warning once', async () => {
    const { body } = await bot.invoke('task/fetch', { data: { verb: 'specialist' } })
    const form = body.task.value.card.content as Card
    const send = async (fields: object, from = form) =>
      (await bot.invoke('task/submit', { data: { ...button(from, 'Send'), ...fields } })).body.task
    expect(text((await send({ words: ' ' })).value)).toContain(REQUEST.nothing)
    expect(text((await send({ ...NEED, deadline: '2020-01-01' })).value)).toContain(REQUEST.badDay.slice(0, 30))
    const personal = { ...NEED, words: 'Mrs Jane Doe (jane@example.uk) asks whether we may pilot' }
    const warned = await send(personal)
    expect(text(warned.value)).toContain(WARNINGS.personal.slice(0, 30))
    expect(await stores.requests.list('exampleshire')).toEqual([])
    expect((await send(personal, warned.value.card.content)).type).toBe('message')
  })

  it('works as a plain card where dialogs do not', async () => {
    await bot.send({ text: 'can I speak to a procurement specialist' })
    await until(() => to('a:sam').length === 1, 'an answer')
    await press(cardOf(to('a:sam')[0])!, 'Fill it in here')
    await until(() => to('a:sam').length === 2, 'the form')
    const form = to('a:sam')[1]!
    const { body } = await press(cardOf(form)!, 'Send', NEED, { replyToId: form.id })
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
    expect(text(body.value)).toContain('Sent to')
    expect(await stores.requests.list('exampleshire')).toHaveLength(1)
  })

  it('works in a client that only sends messages', async () => {
    const { body } = await bot.invoke('task/fetch', { data: { verb: 'specialist' } })
    const data = button(body.task.value.card.content, 'Send')
    await bot.send({ text: undefined, value: { ...data, ...NEED }, replyToId: 'm0' })
    await until(() => bot.connector.updates().length === 1, 'the form to change')
    expect(text(cardOf(bot.connector.updates()[0]))).toContain('Sent to')
  })

  it('says what helps where nobody is set up, and sends nothing', async () => {
    await stores.roster.replace('exampleshire', [])
    await setUpCouncil(stores, { desk: undefined })
    const { body } = await bot.invoke('task/fetch', { data: { verb: 'specialist' } })
    expect(text(body.task.value)).toContain('No procurement specialist is set up here')
  })
})

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
    expect(colleagues.map(({ title }) => title)).toEqual(['Tom Webb'])
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

describe('messages nobody asked for', () => {
  it('that a person blocks are parked where people see it; those Teams puts off wait as long as it says', async () => {
    bot.connector.fail({ status: 403, body: { errorCode: 209 }, where: (path) => path.includes('opened') })
    bot.connector.fail({ status: 429, headers: { 'retry-after': '600' }, where: (path) => path.includes('19:desk') })
    await ask()
    const [blocked] = await stores.outbox.parked('exampleshire')
    expect(blocked).toMatchObject({ kind: 'new', problem: 'blocked-or-uninstalled' })
    const waiting = await stores.db
      .selectFrom('outbox')
      .selectAll()
      .where('problem', '=', '429')
      .executeTakeFirstOrThrow()
    expect(waiting.held_until - Date.now()).toBeGreaterThan(590_000)
  })

  it('never go anywhere but to Microsoft, whatever address was stored', async () => {
    await ask()
    const place = JSON.parse((await stores.platforms.get('exampleshire', 'teams', 'conversation', 'a:sam'))!)
    const evil = JSON.stringify({ ...place, serviceUrl: 'https://evil.example/' })
    await stores.platforms.put('exampleshire', 'teams', 'conversation', 'a:sam', evil)
    await bot.invoke('adaptiveCard/action', { action: { verb: 'queue', data: {} } }, asPriya)
    const [request] = await stores.requests.list('exampleshire')
    await bot.desk.act({ tenant: 'exampleshire', platform: 'web', id: 'priya@example.uk' }, request!.id, {
      act: 'take',
    })
    await bot.deliver()
    expect(await stores.outbox.parked('exampleshire')).toMatchObject([{ problem: 'service-not-allowed' }])
  })

  it('list what is open each morning, with a button that opens each', async () => {
    const { request } = await ask()
    await stores.outbox.add([
      {
        id: 'd1',
        tenant: 'exampleshire',
        to: { member: request.assignee! },
        kind: 'digest',
        urgent: true,
        notBefore: 0,
        createdAt: 0,
      },
    ])
    await bot.deliver()
    const digest = bot.connector.messages().at(-1)!
    const who = digest.conversation.replace('a:opened-', '') === 'priya' ? asPriya : asTom
    const title = elements(cardOf(digest)!).find(({ title: name }) => String(name).startsWith('Open:'))!.title as string
    const { body } = await press(cardOf(digest)!, title, {}, who)
    expect(body.value).toBe('It is in our chat, below.')
    expect(text(cardOf(bot.connector.messages().at(-1)))).toContain('home care')
  })
})

describe('lists', () => {
  it('show a specialist the queue, drawn anew when they look, and an asker their requests', async () => {
    await ask()
    await bot.send({ ...asPriya, text: 'queue' })
    await until(() => to('a:priya').length === 1, 'the queue')
    const queue = latest('a:priya')
    expect(queue.refresh).toMatchObject({ action: { verb: 'queue' }, userIds: ['29:priya'] })
    expect(text(queue)).toContain('home care')
    await bot.send({ text: 'my requests' })
    await until(() => text(latest('a:sam')).includes('Your requests'), 'my requests')
    await bot.send({ text: 'queue' })
    await until(
      () => to('a:sam').some(({ activity }) => activity.text?.includes('Only a procurement specialist')),
      'a no',
    )
    const { body } = await bot.invoke('adaptiveCard/action', { action: { verb: 'queue', data: {} } }, asPriya)
    expect(text(body.value)).toContain('home care')
  })
})

describe('across platforms and a restart', () => {
  it('an asker in Teams reads what a specialist answers on the page, in order, once', async () => {
    const { request } = await ask()
    const page = { tenant: 'exampleshire', platform: 'web', id: 'priya@example.uk' }
    expect(await bot.desk.act(page, request.id, { act: 'take' })).toHaveProperty('done')
    await bot.close({ keep: true })
    const { connector, identity } = bot
    connector.sent.length = 0
    bot = await teamsBot({ ...over, stores, assistant: assistantIn(over, stores), connector, identity })
    await bot.desk.act(page, request.id, { act: 'ask-back', text: 'Which service?' })
    await bot.desk.act(page, request.id, { act: 'reply', text: 'You may.' })
    await bot.deliver()
    const told = to('a:sam').map((one) => text(cardOf(one)))
    expect(told).toHaveLength(3)
    expect(told[0]).toContain('took it')
    expect(told[1]).toContain('Which service?')
    expect(told[2]).toContain('You may.')
    expect(told[2]).toContain('Priya Shah')
    await until(() => text(bot.connector.updates()).includes('You may.'), 'the card of the desk to change')
    expect(
      text(
        cardOf(
          bot.connector
            .updates()
            .filter(({ conversation }) => conversation === '19:desk@thread.tacv2')
            .at(-1),
        ),
      ),
    ).toContain('You may.')
    const { body } = await press(latest('a:sam'), 'Add something', { 'add-text': 'Thank you' })
    expect(text(body.value)).toContain('Thank you')
    expect((await bot.desk.open(page, request.id))!.events.at(-1)).toMatchObject({
      kind: 'added',
      from: 'teams',
      text: 'Thank you',
    })
  })

  it('what was taken in but not answered before the end is answered after the start', async () => {
    const payload = {
      app: bot.adapter ? '11111111-2222-4333-8444-555555555555' : '',
      activity: {
        type: 'message',
        id: 'left',
        text: 'hello',
        serviceUrl: `${bot.connector.url}/uk/`,
        conversation: { id: 'a:left', tenantId: DIRECTORY },
      },
    }
    await stores.inbox.take({
      key: 'left',
      tenant: 'exampleshire',
      platform: 'teams',
      lane: 'a:left',
      payload: JSON.stringify(payload),
      at: 0,
    })
    await bot.close({ keep: true })
    bot = await teamsBot({
      ...over,
      ...{ stores, assistant: assistantIn(over, stores), connector: bot.connector, identity: bot.identity },
    })
    await until(() => to('a:left').length === 1, 'the answer')
  })
})
