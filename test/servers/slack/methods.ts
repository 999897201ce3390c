import { problemsIn, problemsInView } from './limits.ts'
import { APP_TOKEN, imOf, type Message, type Team, userOf, type View, type World } from './world.ts'

type Json = Record<string, unknown>
type Answer = Json & { ok: boolean }
type Method = (world: World, args: Json, team: Team) => Answer

const no = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more })
/** A trigger opens one view, within three seconds. */
const TRIGGER_AGE = 3000
/** Undocumented: all text of one message's blocks. */
const MOST_TEXT = 13_200

/** The scope each method asks of the bot. */
export const SCOPE_OF: Readonly<Record<string, string | undefined>> = {
  'auth.test': undefined,
  'oauth.v2.access': undefined,
  'apps.connections.open': undefined,
  'views.open': undefined,
  'views.update': undefined,
  'views.push': undefined,
  'views.publish': undefined,
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'assistant.threads.setStatus': 'chat:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'conversations.open': 'mpim:write',
  'conversations.history': 'im:history',
  'conversations.replies': 'im:history',
  'users.info': 'users:read',
}

function post(world: World, args: Json, team: Team, only?: string): Answer {
  const named = String(args.channel)
  if (/^[UW]/.test(named) && !world.users.has(named)) return no('channel_not_found')
  const channel = /^[UW]/.test(named) ? imOf(world, named) : world.channels.get(named)
  if (!channel) return no('channel_not_found')
  if (channel.archived) return no('is_archived')
  if (!channel.members.has(team.bot) && channel.kind !== 'im') return no('not_in_channel')
  const refused = refusedMessage(args)
  if (refused) return refused
  const message: Message = {
    team: team.id,
    channel: channel.id,
    ts: world.ts(),
    user: team.bot,
    text: String(args.text ?? ''),
    blocks: (args.blocks ?? []) as Json[],
    ...(args.thread_ts ? { thread_ts: String(args.thread_ts) } : {}),
    ...(args.metadata ? { metadata: args.metadata } : {}),
    ...(only && { only }),
  }
  world.messages.push(message)
  return { ok: true, channel: channel.id, ts: message.ts, message_ts: message.ts, message }
}

export function refusedMessage(args: Json): Answer | undefined {
  const blocks = (args.blocks ?? []) as (Json & { type: string })[]
  if (!args.text && !blocks.length) return no('no_text')
  if (!args.text) return no('no_text', { detail: 'blocks without text beside them' })
  if (String(args.text).length > 40_000) return no('msg_too_long')
  const problems = problemsIn(blocks, 'message')
  if (problems.length) return no('invalid_blocks', { response_metadata: { messages: problems } })
  const length = blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)
  return length > MOST_TEXT * 1.5 ? no('msg_blocks_too_long') : undefined
}

const own = (world: World, args: Json, team: Team) =>
  world.messages.find(({ channel, ts, user }) => channel === args.channel && ts === args.ts && user === team.bot)

function view(world: World, args: Json, team: Team, user: string, id = world.id('V')): Answer {
  const given = args.view as Json
  const problems = problemsInView(given)
  if (problems.length) return no('invalid_arguments', { response_metadata: { messages: problems } })
  const made: View = { ...given, id, hash: world.id('hash'), team: team.id, user }
  world.views.set(id, made)
  return { ok: true, view: made }
}

function trigger(world: World, id: unknown): Answer | { user: string } {
  const known = world.triggers.get(String(id))
  if (!known) return no('invalid_trigger_id')
  if (world.now() - known.at > TRIGGER_AGE) return no('expired_trigger_id')
  if (known.used) return no('exchanged_trigger_id')
  known.used = true
  return { user: String(id).split('.')[1]! }
}

export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_, __, team) => ({ ok: true, user_id: team.bot, bot_id: 'B0BOT', team_id: team.id, team: team.id }),
  'chat.postMessage': (world, args, team) => post(world, args, team),
  'chat.postEphemeral': (world, args, team) =>
    /^[UW]/.test(String(args.channel)) ? no('channel_not_found') : post(world, args, team, String(args.user)),
  'chat.update'(world, args, team) {
    const message = own(world, args, team)
    if (!message) return no('message_not_found')
    const refused = refusedMessage(args)
    if (refused) return refused
    Object.assign(message, { text: args.text, blocks: args.blocks ?? [], edited: true })
    return { ok: true, channel: message.channel, ts: message.ts }
  },
  'chat.delete'(world, args, team) {
    const message = own(world, args, team)
    if (!message) return no('message_not_found')
    world.messages.splice(world.messages.indexOf(message), 1)
    return { ok: true }
  },
  'conversations.open'(world, args, team) {
    const users = String(args.users).split(',')
    if (users.some((user) => !world.users.has(user))) return no('users_not_found')
    const id = `G${users.sort().join('')}`
    if (!world.channels.has(id)) world.channels.set(id, { id, kind: 'mpim', members: new Set([...users, team.bot]) })
    return { ok: true, channel: { id } }
  },
  'conversations.history': (world, args) => ({
    ok: true,
    messages: world.messages.filter(({ channel, thread_ts }) => channel === args.channel && !thread_ts),
  }),
  'conversations.replies': (world, args) => ({
    ok: true,
    messages: world.messages.filter(
      ({ channel, thread_ts, ts }) => channel === args.channel && (thread_ts ?? ts) === args.ts,
    ),
  }),
  'users.info'(world, args) {
    const user = world.users.get(String(args.user))
    if (!user) return no('user_not_found')
    const { id, name, guest = false } = user
    return { ok: true, user: { id, name: id.toLowerCase(), real_name: name, is_restricted: guest } }
  },
  'views.open'(world, args, team) {
    const opened = trigger(world, args.trigger_id)
    return 'user' in opened ? view(world, args, team, String(opened.user)) : opened
  },
  'views.push'(world, args, team) {
    const opened = trigger(world, args.trigger_id)
    return 'user' in opened ? view(world, args, team, String(opened.user)) : opened
  },
  'views.update'(world, args, team) {
    const known = world.views.get(String(args.view_id))
    if (!known) return no('not_found')
    if (args.hash && args.hash !== known.hash) return no('hash_conflict')
    return view(world, args, team, known.user, known.id)
  },
  'views.publish'(world, args, team) {
    const user = String(args.user_id)
    const known = world.homes.get(user)
    if (args.hash && args.hash !== known?.hash) return no('hash_conflict')
    const published = view(world, args, team, user, known?.id)
    if (published.ok) world.homes.set(user, published.view as View)
    return published
  },
  'assistant.threads.setStatus'(world, args) {
    if (!args.thread_ts) return no('invalid_arguments')
    world.statuses.push({
      channel: String(args.channel_id),
      thread: String(args.thread_ts),
      status: String(args.status),
    })
    return { ok: true }
  },
  'assistant.threads.setSuggestedPrompts'(world, args) {
    const prompts = args.prompts as { title: string; message: string }[]
    // In an agent app a call with thread_ts fails without a word; here it says so.
    if (args.thread_ts || prompts.length > 4) return no('invalid_arguments')
    world.prompts.push({ channel: String(args.channel_id), prompts })
    return { ok: true }
  },
}

/** Calls made without a workspace's token. */
export const OPEN_METHODS: Readonly<Record<string, (world: World, args: Json, url: string, bearer: string) => Answer>> =
  {
    'apps.connections.open': (_, __, url, bearer) =>
      bearer === APP_TOKEN ? { ok: true, url: `${url.replace('http', 'ws')}/socket` } : no('invalid_auth'),
    'oauth.v2.access'(world, args) {
      const code = world.codes.get(String(args.code))
      world.codes.delete(String(args.code))
      if (!code) return no('invalid_code')
      const id = code.team ?? code.enterprise!
      const bot = `U0BOT${id}`
      const token = `xoxb-${id}-${world.id('')}`
      const before = world.teams.find((team) => team.id === id)
      const team = { id, token, bot, installed: true, ...(code.enterprise && { enterprise: code.enterprise }) }
      if (before) Object.assign(before, team)
      else world.teams.push(team)
      userOf(world, code.user)
      return {
        ok: true,
        app_id: 'A1',
        authed_user: { id: code.user },
        scope: world.scopes.join(','),
        token_type: 'bot',
        access_token: token,
        bot_user_id: bot,
        team: code.team ? { id: code.team, name: `Council ${code.team}` } : null,
        enterprise: code.enterprise ? { id: code.enterprise, name: 'Org' } : null,
        is_enterprise_install: !code.team,
      }
    },
  }
