import type { Answering } from '../answering.ts'
import { doing } from '../errors.ts'
import {
  changedMessage,
  conversationOf,
  type Envelope,
  mentionsIn,
  personIn,
  questionFromMessage,
  type SlackMessage,
  threadOf,
  wordsOf,
} from '../events.ts'
import { isFollowUp } from '../follow-up.ts'
import type { Thread } from '../memory.ts'
import { post, update } from '../reply.ts'
import type { Talking } from '../talking.ts'
import { type Tools, type Who, whoDid } from '../tools.ts'
import { SAY } from '../words.ts'

/** Messages people write: new ones, edited ones, deleted ones. */
export function createMessages(tools: Tools, answering: Answering, talking: Talking) {
  const { memory, people, assistant } = tools

  /** `again` when a try before this one failed. */
  async function heard(envelope: Envelope, again: boolean): Promise<void> {
    const changed = changedMessage(envelope.event)
    const message = changed?.message ?? envelope.event
    const who = await whoDid(tools, envelope, message.user!)
    if (changed?.kind === 'deleted') return deleted(who, message)
    if (changed) return edited(who, message, envelope)
    return said(who, message, envelope, again)
  }

  async function said(who: Who, message: SlackMessage, envelope: Envelope, again: boolean): Promise<void> {
    const { tenant, bot } = who
    const text = message.text ?? ''
    const mentions = mentionsIn(text)
    const named = mentions.includes(bot.user)
    const alone = message.channel_type === 'im'
    const conversation = conversationOf(message)
    const thread = await memory.get(tenant, 'thread', conversation)
    const words = wordsOf(text, bot.user)
    if (await talking.hear(who, { message, thread, words, named, alone })) return

    const others = mentions.filter((user) => user !== bot.user)
    if (!alone && !named && !isFollowUp(thread, { text: words, user: message.user!, others })) {
      if (thread) await memory.put(tenant, 'thread', conversation, { ...thread, last: message.user! })
      return
    }
    const outsiders = await readAlong(who, message, envelope, thread)
    const place = { channel: message.channel, thread_ts: threadOf(message) }
    const asked = { ...questionFromMessage(message, who.team, bot.user), ...(outsiders && { outsiders }) }
    const first = outsiders ? [SAY.outsiders] : []
    const { asksBack } = await answering.answerIn(who, place, asked, keyOf(message), { first, again })
    if (alone && !thread && !outsiders) return
    const { talk: _, ...before }: Partial<Thread> = thread ?? {}
    const askers = [...new Set([...(before.askers ?? []), message.user!])]
    await memory.put(tenant, 'thread', conversation, {
      ...before,
      askers,
      last: 'us',
      askedBack: asksBack,
      ...(outsiders && { outsiders }),
    })
  }

  /** People from outside the council: in a channel shared with another organisation, or a guest who asks. */
  async function readAlong(
    { bot, team }: Who,
    { user }: SlackMessage,
    { is_ext_shared_channel }: Envelope,
    thread?: Thread,
  ) {
    if (is_ext_shared_channel || thread?.outsiders) return true
    return (await people(bot, team, user!)).guest
  }

  /** An edited question is answered again in the place of its answer. What Slack itself adds to a message is no edit. */
  async function edited(who: Who, message: SlackMessage, { event }: Envelope): Promise<void> {
    if (event.previous_message?.text === message.text) return
    const key = keyOf(message)
    const before = await memory.get(who.tenant, 'asked', key)
    if (!before) return
    // Asked under a key of its own: what was answered before stays known until the new answer stands in its place.
    const edit = `${key}:${event.ts}`
    const thread = await memory.get(who.tenant, 'thread', conversationOf(message))
    const outsiders = Boolean(thread?.outsiders)
    const asked = { ...questionFromMessage(message, who.team, who.bot.user), ...(outsiders && { outsiders }) }
    const first = [SAY.edited, ...(outsiders ? [SAY.outsiders] : [])]
    const { questionId, messages } = await answering.give(who, asked, edit, { first })
    if (questionId) await memory.put(who.tenant, 'asked', edit, { questionId })
    const old = before.ts ?? []
    const ts: string[] = []
    for (const [place, one] of messages.entries()) {
      const known = old[place]
      if (known) await update(who.bot, message.channel, known, one)
      ts.push(known ?? (await post(who.bot, { channel: message.channel, thread_ts: threadOf(message) }, [one]))[0]!)
    }
    for (const left of old.slice(messages.length)) await remove(who, message.channel, left)
    const earlier = [...(before.earlier ?? []), before.questionId]
    if (questionId) await memory.put(who.tenant, 'asked', key, { questionId, ts, earlier })
    await memory.remove(who.tenant, 'asked', edit)
  }

  /** With a deleted question go our answer and what was kept of both. A request made from it stays: it was sent. */
  async function deleted(who: Who, message: SlackMessage): Promise<void> {
    const key = keyOf(message)
    const asked = await memory.get(who.tenant, 'asked', key)
    if (!asked) return
    for (const ts of asked.ts ?? []) await remove(who, message.channel, ts)
    for (const questionId of [...(asked.earlier ?? []), asked.questionId])
      await assistant.forget(personIn(who.team, message.user!), questionId)
    await memory.remove(who.tenant, 'asked', key)
  }

  /** Gone already is gone. */
  async function remove({ bot }: Who, channel: string, ts: string): Promise<void> {
    await doing('take an answer back', bot.client.chat.delete({ channel, ts })).catch((error) => {
      if (!error.permanent) throw error
    })
  }

  return { heard }
}

const keyOf = ({ channel, ts }: SlackMessage): string => `${channel}:${ts}`
