import { createHash } from 'node:crypto'
import type { Receiver, ReceiverEvent } from '@slack/bolt'
import type { Clock, Log } from '../../src/ports.ts'
import type { Inbox } from '../../src/stores.ts'
import type { Tenancy } from '../../src/tenancy.ts'
import { ACTION } from './actions.ts'
import type { Clients } from './clients.ts'
import {
  changedMessage,
  type Envelope,
  isFromPerson,
  mentionsIn,
  privateTo,
  type SlackMessage,
  threadOf,
} from './events.ts'
import type { Memory } from './memory.ts'

interface Deps {
  inbox: Inbox
  tenancy: Tenancy
  clients: Clients
  memory: Memory
  clock: Clock
  log: Log
  /** Something new is waiting. */
  poke(): void
}

/** Milliseconds. */
const A_MOMENT = 15

/** A payload as it waits: whose it is, and the lane it keeps its turn in. */
interface Waiting {
  key: string
  alsoKnownAs?: string[]
  lane: string
}

export interface Source {
  team: string
  enterprise?: string | undefined
}

/** Which workspace a payload came to: with Slack Connect not always the one its author belongs to. */
export function sourceOf(body: Record<string, unknown>): Source {
  const { authorizations, team_id, team, enterprise_id, user } = body as Partial<Envelope> & {
    team?: { id: string; enterprise_id?: string } | null
    user?: { team_id?: string }
  }
  const [first] = authorizations ?? []
  return {
    team: first?.team_id ?? team_id ?? team?.id ?? user?.team_id ?? '',
    enterprise: first?.enterprise_id ?? enterprise_id ?? team?.enterprise_id ?? undefined,
  }
}

/**
 * Stands between Slack and Bolt. What can be done later is stored and then acknowledged, so nothing acknowledged is ever
 * lost; it comes to Bolt from the inbox, in its turn. What opens a window on somebody's screen goes to Bolt at once.
 */
export function createIntake({ inbox, tenancy, clients, memory, clock, log, poke }: Deps) {
  async function waitingFor(body: Record<string, unknown>, tenant: string, bot: string): Promise<Waiting | undefined> {
    if (body.type === 'event_callback') return waitingEvent(body as unknown as Envelope, tenant, bot)
    return waitingPress(body)
  }

  async function waitingEvent(envelope: Envelope, tenant: string, bot: string): Promise<Waiting | undefined> {
    const { event, event_id } = envelope
    const key = `slack:${event_id}`
    if (event.type === 'app_home_opened') return { key, lane: `home:${event.user}` }
    if (event.type === 'app_uninstalled' || event.type === 'tokens_revoked') return { key, lane: 'workspace' }
    const changed = event.type === 'message' ? changedMessage(event) : undefined
    const message: SlackMessage = changed?.message ?? event
    if (!isFromPerson({ ...message, subtype: changed ? undefined : message.subtype }) || message.user === bot)
      return undefined
    if (!(await isForUs(event.type, message, tenant, bot, changed?.kind))) return undefined
    const lane = `${message.channel}:${threadOf(message)}`
    if (changed) return { key, lane }
    // A mention comes as two events, and Slack sends again what it thinks was lost.
    return { key, alsoKnownAs: [`slack:${sourceOf({ ...envelope }).team}:${message.channel}:${message.ts}`], lane }
  }

  /** Messages of channels are looked at for one thing: whether they stand in a thread Waymark speaks in. */
  async function isForUs(type: string, message: SlackMessage, tenant: string, bot: string, changed?: string) {
    if (type === 'app_mention' || message.channel_type === 'im') return true
    // Edited or deleted before its answer came, a question is known by naming us or by its thread alone.
    if (changed && (await memory.get(tenant, 'asked', `${message.channel}:${message.ts}`))) return true
    if (mentionsIn(message.text ?? '').includes(bot)) return true
    if (message.channel_type === 'mpim' && (await isTalk(tenant, message.channel))) return true
    if (!message.thread_ts) return false
    return Boolean(await memory.get(tenant, 'thread', `${message.channel}:${message.thread_ts}`))
  }

  /** A conversation of several that was opened for a request. */
  const isTalk = async (tenant: string, channel: string) => Boolean(await memory.get(tenant, 'about', channel))

  let underWay = 0
  let latest = Number.NEGATIVE_INFINITY
  return {
    /** Something is being stored, and Slack waits for it; or was a moment ago, and more is likely on its way. */
    taking: () => underWay > 0 || clock.now() - latest < A_MOMENT,

    /** Gives back whether it was dealt with here: stored, known already, or not for us. */
    async take(event: Pick<ReceiverEvent, 'body' | 'ack'>): Promise<boolean> {
      underWay++
      try {
        return await takeIn(event)
      } finally {
        underWay--
        latest = clock.now()
      }
    },

    /** The same receiver, with the intake in front of what it hands to Bolt. */
    before(receiver: Receiver): Receiver {
      return {
        init: (app) =>
          receiver.init({
            processEvent: async (event: ReceiverEvent) => {
              if (!(await this.take(event))) await app.processEvent(event)
            },
          } as typeof app),
        start: (...args) => receiver.start(...args),
        stop: (...args) => receiver.stop(...args),
      }
    },
  }

  async function takeIn(event: Pick<ReceiverEvent, 'body' | 'ack'>): Promise<boolean> {
    const body = event.body as Record<string, unknown>
    const { team, enterprise } = sourceOf(body)
    const leaving = ['app_uninstalled', 'tokens_revoked'].includes((body as unknown as Envelope).event?.type)
    const bot = leaving ? undefined : await clients.find(team, enterprise)
    if (!bot && !leaving) {
      log.warn('[slack] from a workspace that has not installed the app', { team })
      await event.ack()
      return true
    }
    const { id: tenant } = await tenancy.tenantOf(`slack:${team}`)
    const waiting = await waitingFor(body, tenant, bot?.user ?? '')
    if (!waiting) {
      if (body.type !== 'event_callback') return false
      await event.ack()
      return true
    }
    const { key, alsoKnownAs = [], lane } = waiting
    const payload = JSON.stringify(body)
    await inbox.take({ key, tenant, platform: 'slack', lane, payload, at: clock.time() }, alsoKnownAs)
    await event.ack()
    poke()
    return true
  }
}

export type Intake = ReturnType<typeof createIntake>

interface Press {
  type?: string
  command?: string
  callback_id?: string
  trigger_id?: string
  user_id?: string
  channel_id?: string
  user?: { id: string }
  channel?: { id: string }
  container?: { message_ts?: string; thread_ts?: string; is_ephemeral?: boolean }
  actions?: { action_id: string; action_ts?: string }[]
}

/** Presses, commands and shortcuts that are answered by a message: they may wait their turn. */
function waitingPress(body: Record<string, unknown>): Waiting | undefined {
  const { type, command, trigger_id, actions, container, channel, user, user_id, channel_id } = body as Press
  const key = `slack:${hash(`${trigger_id}:${actions?.[0]?.action_ts ?? ''}`)}`
  if (command) return { key, lane: privateTo(channel_id!, user_id!) }
  if (type === 'message_action') return { key, lane: privateTo(channel!.id, user!.id) }
  const [kind] = (actions?.[0]?.action_id ?? '').split(':')
  if (type !== 'block_actions' || !container || !channel || (kind !== ACTION.ask && kind !== ACTION.share))
    return undefined
  if (container.is_ephemeral) return { key, lane: privateTo(channel.id, user!.id) }
  return { key, lane: `${channel.id}:${container.thread_ts ?? container.message_ts}` }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
