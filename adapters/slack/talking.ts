import { REFUSALS } from '../../src/cards/request-words.ts'
import { isSpecialist } from '../../src/domain/member.ts'
import type { SlackMessage } from './events.ts'
import { threadOf } from './events.ts'
import type { Thread } from './memory.ts'
import { sentence, whisper } from './reply.ts'
import type { Tools, Who } from './tools.ts'
import { SAY } from './words.ts'

interface Heard {
  message: SlackMessage
  thread: Thread | undefined
  words: string
  /** Waymark is named in it. */
  named: boolean
  /** A direct message to Waymark. */
  alone: boolean
}

/**
 * What is typed where a request is talked about becomes part of the request:
 *   below its card, a specialist's direct message or a message at the desk that names Waymark is the answer;
 *   in a conversation opened for it, everything is, unless it names Waymark;
 *   in the thread it was asked in, what the asker writes after the specialist is added, and what the specialist who has
 *   it writes is the answer.
 * Colleagues at the desk talk among themselves: without naming Waymark nothing of theirs leaves the desk.
 */
export function createTalking(tools: Tools) {
  const { memory, desk, tenancy } = tools

  /** The request a message belongs to, and whether both sides read it where it is. */
  async function requestOf({ tenant, person }: Who, { message, thread, named, alone }: Heard) {
    const below = await memory.get(tenant, 'about', `${message.channel}:${threadOf(message)}`)
    if (below) return alone || named ? { id: below, both: false } : { id: below, ignored: true as const }
    const shared = message.channel_type === 'mpim' && (await memory.get(tenant, 'about', message.channel))
    if (shared) return named ? undefined : { id: shared, both: true }
    if (named || !thread?.talk) return undefined
    const view = await desk.open(person, thread.talk)
    const { member } = await tenancy.known(person)
    if (!view) return undefined
    if (view.request.askedBy === member.id && view.acts.includes('add'))
      return thread.last === 'us' || thread.last === message.user ? { id: thread.talk, both: false } : undefined
    const has = isSpecialist(member) && view.request.assignee === member.id
    return has ? { id: thread.talk, both: true } : undefined
  }

  return {
    /** True when the message was for a request, and is dealt with. */
    async hear(who: Who, heard: Heard): Promise<boolean> {
      const { tenant, person } = who
      const found = await requestOf(who, heard)
      if (!found) return false
      if ('ignored' in found) return true
      const { message, words } = heard
      const view = await desk.open(person, found.id)
      const asks = view?.acts.includes('add')
      const quiet = `${found.id}:${message.channel}`
      if (found.both) await memory.put(tenant, 'said', quiet, message.ts)
      const acted = await desk.act(person, found.id, { act: asks ? 'add' : 'reply', text: words })
      if (found.both) await settle(who, found.id, message, quiet)
      const to = view ? (asks ? view.holder : view.asker) : ''
      const confirmed = asks ? SAY.addedTo(to || 'the specialist') : SAY.passedOn(to || 'the person who asked')
      const said = 'done' in acted ? (found.both ? undefined : confirmed) : REFUSALS[acted.refused](acted.by ?? '')
      if (said) await tell(who, message, said)
      return true
    },

    /** Whether what an event says was typed where its reader reads it anyway. */
    async isKnownThere(tenant: string, request: string, event: number, channel: string): Promise<boolean | 'soon'> {
      if (await memory.get(tenant, 'said', `${request}:${event}`)) return true
      return (await memory.get(tenant, 'said', `${request}:${channel}`)) ? 'soon' : false
    },
  }

  /** Notes which event the message became, so that the event is not shown a second time beside it. */
  async function settle({ tenant, person }: Who, request: string, message: SlackMessage, quiet: string): Promise<void> {
    const latest = (await desk.open(person, request))?.events.at(-1)
    if (latest) await memory.put(tenant, 'said', `${request}:${latest.n}`, message.ts)
    await memory.remove(tenant, 'said', quiet)
  }

  /** That it arrived is worth saying, and not worth failing over. */
  async function tell({ bot, person }: Who, message: SlackMessage, text: string): Promise<void> {
    const place = { channel: message.channel, thread_ts: threadOf(message) }
    await whisper(bot, place, person.id, sentence(text)).catch(() => undefined)
  }
}

export type Talking = ReturnType<typeof createTalking>
