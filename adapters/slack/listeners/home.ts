import type { App } from '@slack/bolt'
import { ACTION } from '../actions.ts'
import { doing } from '../errors.ts'
import type { Envelope } from '../events.ts'
import { homeView, nationFrom } from '../home.ts'
import { modal, textField, WINDOW } from '../modals/view.ts'
import { pressFrom } from '../press.ts'
import { type Tools, type Who, whoDid } from '../tools.ts'
import { lookAfter } from '../welcome.ts'
import { PROMPTS } from '../words.ts'

/** Draws somebody's Home tab as things are now. */
export function createHome({ desk, settings }: Tools) {
  return async ({ bot, person }: Who): Promise<void> => {
    const { member, tenant } = await settings.of(person)
    const [mine, queue, parked] = await Promise.all([desk.mine(person), desk.queue(person), desk.parked(person)])
    const view = homeView({ member, tenant, mine, queue, parked })
    await doing('draw the Home tab', bot.client.views.publish({ user_id: person.id, view }))
  }
}

/** The Home tab, and what an agent's empty conversation offers. */
export function addHome(app: App, tools: Tools, publish: (who: Who) => Promise<void>): void {
  const { desk, settings, memory, people } = tools

  app.event('app_home_opened', async ({ event, body }) => {
    const who = await whoDid(tools, body as unknown as Envelope, event.user)
    await memory.put(who.tenant, 'home', event.user, who.team)
    if (event.tab !== 'messages') {
      const { name } = await people(who.bot, who.team, event.user)
      await tools.tenancy.known(who.person, { ...(name && { name }) })
      await lookAfter(tools, who)
      return publish(who)
    }
    // Without thread_ts: with it, Slack takes the call of an agent and does nothing.
    const prompts = PROMPTS.map((prompt) => ({ ...prompt })) as [{ title: string; message: string }]
    const { client } = who.bot
    await doing('offer questions', client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, prompts }))
  })

  app.action(ACTION.nation, async ({ ack, body }) => {
    await ack()
    const press = await pressFrom(tools, body)
    await settings.setNation(press.person, nationFrom(press.value))
    await publish(press)
  })

  app.action(ACTION.off, async ({ ack, body }) => {
    await ack()
    const { bot, trigger } = await pressFrom(tools, body)
    const reason = textField({ id: 'reason', label: 'Why? Everybody who asks reads this.', lines: true, most: 500 })
    const view = modal({ callback: WINDOW.off, title: 'Switch Waymark off', submit: 'Switch off', blocks: [reason] })
    await doing('open a window', bot.client.views.open({ trigger_id: trigger, view }))
  })

  app.action(ACTION.on, async ({ ack, body }) => {
    await ack()
    const press = await pressFrom(tools, body)
    await settings.switchOn(press.person)
    await publish(press)
  })

  app.action(ACTION.retry, async ({ ack, body }) => {
    await ack()
    const press = await pressFrom(tools, body)
    for (const { id } of (await desk.parked(press.person)) ?? []) await desk.retry(press.person, id)
    await publish(press)
  })
}
