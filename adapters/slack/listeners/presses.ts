import type { App, SlackCommandMiddlewareArgs } from '@slack/bolt'
import { cardFor } from '../../../src/cards/answer-card.ts'
import { ACTION, askedBy } from '../actions.ts'
import type { Answering } from '../answering.ts'
import { plainTextOf, privateTo } from '../events.ts'
import { type Press, pressFrom } from '../press.ts'
import { drawn, respond, sentence } from '../reply.ts'
import { type Tools, whoDid } from '../tools.ts'
import { SAY } from '../words.ts'

export const COMMAND = '/waymark'
export const SHORTCUT = 'check_claim'

/** What is answered by a message: the command, the shortcut, a follow-up by button, sharing. They come from the inbox. */
export function addPresses(app: App, tools: Tools, answering: Answering): void {
  const { assistant, memory, people } = tools

  app.command(COMMAND, async ({ command, ack }) => {
    await ack()
    await inPrivate(command, command.text, command.user_id, command.channel_id)
  })

  app.shortcut({ callback_id: SHORTCUT, type: 'message_action' }, async ({ shortcut, ack }) => {
    await ack()
    const { message, user, channel } = shortcut
    await inPrivate(shortcut, message.text ?? '', user.id, channel.id)
  })

  app.action(new RegExp(`^${ACTION.ask}:`), async ({ ack, body, context }) => {
    await ack()
    await followUp(await pressFrom(tools, body), Boolean(context.retryNum))
  })

  app.action(ACTION.share, async ({ ack, body }) => {
    await ack()
    await share(await pressFrom(tools, body))
  })

  type From = Pick<SlackCommandMiddlewareArgs['command'], 'response_url' | 'trigger_id'>

  /** Only who asked sees the answer, until they share it. */
  async function inPrivate(body: From & object, typed: string, user: string, channel: string): Promise<void> {
    const who = await whoDid(tools, body, user)
    const text = plainTextOf(typed, who.bot.user)
    if (!text) return respond(body.response_url, [sentence(SAY.usage)])
    const { guest } = await people(who.bot, who.team, user)
    const asked = {
      text,
      askedBy: who.person,
      conversation: privateTo(channel, user),
      ...(guest && { outsiders: true }),
    }
    const { messages } = await answering.give(who, asked, body.trigger_id, { mine: true })
    await respond(body.response_url, messages)
  }

  /** A button that asks: the question is read from the answer it stands on, never from the button. */
  async function followUp(press: Press, again: boolean): Promise<void> {
    const { person, tenant, value, conversation, place, mine, action } = press
    const recorded = await assistant.find(person, value)
    const text = recorded && askedBy(action, cardFor(recorded.answer))
    if (!text || !conversation || !place) return press.say([sentence(SAY.notHere)])
    const outsiders = (await memory.get(tenant, 'thread', conversation))?.outsiders
    const asked = { text, askedBy: person, conversation, ...(outsiders && { outsiders }) }
    if (mine) return press.say((await answering.give(press, asked, press.key, { mine })).messages)
    const thread = { channel: place.channel, thread_ts: place.thread_ts! }
    await answering.answerIn(press, thread, asked, press.key, { first: outsiders ? [SAY.outsiders] : [], again })
  }

  /** Everybody in the channel sees the answer, and who shared it; buttons come along, rights are checked at each. */
  async function share(press: Press): Promise<void> {
    const recorded = await assistant.find(press.person, press.value)
    if (!recorded) return press.say([sentence(SAY.notHere)])
    const [first, ...rest] = drawn(cardFor(recorded.answer), { questionId: press.value, feedback: true })
    const by = { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: SAY.shared(press.person.id) }] }
    await press.say([{ ...first!, blocks: [by, ...first!.blocks] }, ...rest], { everybody: true })
  }
}
