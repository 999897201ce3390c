import { describe, expect, it } from 'vitest'
import { until } from '../servers/http.ts'
import { DIRECTORY } from '../servers/teams.ts'
import { ask, bot, cardOf, latest, press, restart, stores, text, to, useCouncil } from './teams-council.ts'

useCouncil()

describe('across platforms and a restart', () => {
  it('an asker in Teams reads what a specialist answers on the page, in order, once', async () => {
    const { request } = await ask()
    const page = { tenant: 'exampleshire', platform: 'web', id: 'priya@example.uk' }
    expect(await bot.desk.act(page, request.id, { act: 'take' })).toHaveProperty('done')
    await restart()
    bot.connector.sent.length = 0
    await bot.desk.act(page, request.id, { act: 'ask-back', text: 'Which service?' })
    await bot.desk.act(page, request.id, { act: 'reply', text: 'You may.' })
    await bot.deliver()
    const told = to('a:sam').map((one) => text(cardOf(one)))
    expect(told).toHaveLength(3)
    expect(told[0]).toContain('took it')
    expect(told[1]).toContain('Which service?')
    expect(told[2]).toContain('You may.')
    expect(told[2]).toContain('Priya Shah')
    const atDesk = () => bot.connector.updates().filter(({ conversation }) => conversation === '19:desk@thread.tacv2')
    await until(() => text(cardOf(atDesk().at(-1)) ?? '').includes('You may.'), 'the card of the desk to change')
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
    await restart()
    await until(() => to('a:left').length === 1, 'the answer')
  })
})
