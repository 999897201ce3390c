import { describe, expect, it } from 'vitest'
import { REQUEST, WARNINGS } from '../../src/cards/request-words.ts'
import type { Card } from '../servers/connector.ts'
import { until } from '../servers/http.ts'
import { DIRECTORY, setUpCouncil } from '../servers/teams.ts'
import {
  ask,
  asPriya,
  asTom,
  bot,
  button,
  cardOf,
  elements,
  latest,
  NEED,
  press,
  stores,
  text,
  to,
  useCouncil,
  values,
} from './teams-council.ts'

useCouncil()

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

  it('about a live procurement cannot be sent where people from outside read along', async () => {
    const outside = {
      conversation: { id: '19:shared@thread.tacv2', tenantId: DIRECTORY, conversationType: 'channel' },
      channelData: { channel: { id: '19:shared@thread.tacv2', type: 'shared' }, tenant: { id: DIRECTORY } },
    }
    const { sent, request } = await ask({ ...NEED, stage: 'live' }, outside)
    expect(text(sent)).toContain('a live procurement can’t be sent from here')
    expect(request).toBeUndefined()
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
