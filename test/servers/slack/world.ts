import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../src/open-library.ts'

/** What our Slack keeps: workspaces, who is in them, channels, messages, views and triggers. */
export interface Team {
  id: string
  token: string
  bot: string
  enterprise?: string
  /** false once uninstalled */
  installed: boolean
}

export interface User {
  id: string
  name: string
  guest?: boolean
}

export interface Channel {
  id: string
  kind: 'channel' | 'group' | 'im' | 'mpim'
  members: Set<string>
  /** Shared with another organisation. */
  shared?: boolean
  archived?: boolean
}

export interface Message {
  team: string
  channel: string
  ts: string
  thread_ts?: string
  user: string
  text: string
  blocks: Record<string, unknown>[]
  metadata?: unknown
  /** Only this person sees it. */
  only?: string
  edited?: boolean
}

export interface View extends Record<string, unknown> {
  id: string
  hash: string
  team: string
  user: string
}

export interface Manifest {
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions: { bot_events: string[] } }
  features: { slash_commands?: { command: string }[]; shortcuts?: { callback_id: string; type: string }[] }
}

export const manifestOnDisk = (): Manifest =>
  JSON.parse(readFileSync(join(projectRoot(), 'manifest/slack/manifest.json'), 'utf8'))

export interface World {
  teams: Team[]
  users: Map<string, User>
  channels: Map<string, Channel>
  messages: Message[]
  views: Map<string, View>
  homes: Map<string, View>
  triggers: Map<string, { at: number; used: boolean }>
  /** response_url tokens: where they write, and how often they were used. */
  replies: Map<string, { channel: string; user: string; team: string; ts?: string; uses: number }>
  codes: Map<string, { team?: string; enterprise?: string; user: string }>
  statuses: { channel: string; thread: string; status: string }[]
  prompts: { channel: string; prompts: { title: string; message: string }[] }[]
  scopes: string[]
  events: string[]
  manifest: Manifest
  now(): number
  ts(): string
  id(prefix: string): string
}

export const BOT = 'U0BOT'
export const SIGNING_SECRET = 'not-a-real-secret'
export const APP_TOKEN = 'xapp-test'

export function createWorld(now: () => number): World {
  let count = 0
  const manifest = manifestOnDisk()
  const world: World = {
    teams: [{ id: 'T1', token: 'xoxb-test', bot: BOT, installed: true }],
    users: new Map(),
    channels: new Map(),
    messages: [],
    views: new Map(),
    homes: new Map(),
    triggers: new Map(),
    replies: new Map(),
    codes: new Map(),
    statuses: [],
    prompts: [],
    scopes: manifest.oauth_config.scopes.bot,
    events: manifest.settings.event_subscriptions.bot_events,
    manifest,
    now,
    ts: () => `${Math.floor(now() / 1000)}.${String(++count).padStart(6, '0')}`,
    id: (prefix) => `${prefix}${String(++count).padStart(6, '0')}`,
  }
  for (const id of ['C1', 'C2', 'CDESK']) world.channels.set(id, { id, kind: 'channel', members: new Set([BOT]) })
  return world
}

/** The direct conversation of a person with the bot. */
export function imOf(world: World, user: string): Channel {
  const id = `D${user.slice(1)}`
  const known = world.channels.get(id)
  if (known) return known
  const made: Channel = { id, kind: 'im', members: new Set([user, BOT]) }
  world.channels.set(id, made)
  return made
}

export function userOf(world: World, id: string): User {
  const known = world.users.get(id)
  if (known) return known
  const made = { id, name: `Person ${id.slice(1)}` }
  world.users.set(id, made)
  return made
}
