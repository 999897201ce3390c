import { actionOf, type Element, elementsOf, labelled } from './elements.ts'
import type { LocalSlack } from './server.ts'
import { envelope } from './signing.ts'
import { imOf, type Message, type Team, userOf, type View } from './world.ts'

type Json = Record<string, unknown>

/** Milliseconds without a call. */
const QUIET = 25

/** Somebody in a workspace: what they do becomes the payloads Slack would send. */
export function person(slack: LocalSlack, id: string, { team: teamId = 'T1', name = '', guest = false } = {}) {
  const { world } = slack
  const user = userOf(world, id)
  Object.assign(user, { guest, ...(name && { name }) })
  const team = (): Team =>
    world.teams.find((one) => one.id === teamId) ?? { id: teamId, token: '', bot: 'U0', installed: false }
  const im = () => imOf(world, id)
  const base = () => ({
    team: { id: teamId, domain: 'council', ...(team().enterprise && { enterprise_id: team().enterprise }) },
    user: { id, username: id.toLowerCase(), name: id.toLowerCase(), team_id: teamId },
    api_app_id: 'A1',
    token: 'unused',
    is_enterprise_install: false,
    enterprise: null,
  })

  function trigger(): string {
    const made = `${world.id('trigger')}.${id}`
    world.triggers.set(made, { at: world.now(), used: false })
    return made
  }

  function responseUrl(channel: string, ts?: string): string {
    const key = world.id('reply')
    world.replies.set(key, { channel, user: id, team: teamId, uses: 0, ...(ts && { ts }) })
    return `${slack.url}/respond/${key}`
  }

  async function event(type: string, body: Json, more: Parameters<typeof envelope>[1] = {}): Promise<Json> {
    const kind = world.channels.get(String(body.channel))?.kind
    const named =
      type === 'message'
        ? `message.${{ im: 'im', mpim: 'mpim', group: 'groups', channel: 'channels' }[kind ?? 'im']}`
        : type
    if (!world.events.includes(named)) return { status: 'not subscribed' }
    const shared = Boolean(world.channels.get(String(body.channel))?.shared)
    const { bot, enterprise } = team()
    return slack.send(
      'events_api',
      envelope(
        { type, event_ts: String(body.ts ?? world.ts()), ...body },
        { team: teamId, bot, shared, ...(enterprise && { enterprise }), ...more },
      ),
    )
  }

  /** Says something; a mention of the bot comes as two events, as in Slack. */
  async function says(
    channel: string,
    text: string,
    { thread, ts = world.ts(), eventId }: { thread?: string; ts?: string; eventId?: string } = {},
  ): Promise<string> {
    const { kind } = world.channels.get(channel)!
    const message = { channel, user: id, text, ts, team: teamId, ...(thread && { thread_ts: thread }) }
    world.messages.push({ ...message, blocks: [] } as Message)
    const channelType = { im: 'im', mpim: 'mpim', group: 'group', channel: 'channel' }[kind]
    if (text.includes(`<@${team().bot}>`) && kind !== 'im') await event('app_mention', message)
    await event('message', { ...message, channel_type: channelType }, eventId ? { eventId } : {})
    return ts
  }

  /** A press is acknowledged before what it causes is done; this waits until nothing has happened for a moment. */
  async function interact(payload: Json): Promise<Json> {
    const answer = await slack.send('interactive', { ...base(), ...payload })
    for (let seen = -1; seen !== slack.calls.length; ) {
      seen = slack.calls.length
      await new Promise((resolve) => setTimeout(resolve, QUIET))
    }
    return answer
  }

  return {
    id,
    dm: (text: string, more: Parameters<typeof says>[2] = {}) => says(im().id, text, more),
    says,
    mention: (channel: string, text: string, more: Parameters<typeof says>[2] = {}) =>
      says(channel, `<@${team().bot}> ${text}`, more),
    event,
    im: () => im().id,

    async edits(channel: string, ts: string, text: string): Promise<void> {
      const message = world.messages.find((one) => one.channel === channel && one.ts === ts)!
      const previous = { ...message }
      message.text = text
      await event('message', {
        subtype: 'message_changed',
        channel,
        channel_type: world.channels.get(channel)!.kind,
        ts: world.ts(),
        message: { type: 'message', ...message },
        previous_message: { type: 'message', ...previous },
      })
    },

    async deletes(channel: string, ts: string): Promise<void> {
      const index = world.messages.findIndex((one) => one.channel === channel && one.ts === ts)
      const [previous] = world.messages.splice(index, 1)
      const replies = world.messages.filter((one) => one.channel === channel && one.thread_ts === ts).length
      // What has replies is not deleted in Slack: a tombstone takes its place.
      const gone = { type: 'message', subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT' }
      await event('message', {
        ...(replies
          ? {
              subtype: 'message_changed',
              message: { ...gone, hidden: true, ts, thread_ts: ts, reply_count: replies, is_locked: false },
            }
          : { subtype: 'message_deleted', deleted_ts: ts }),
        hidden: true,
        channel,
        channel_type: world.channels.get(channel)!.kind,
        ts: world.ts(),
        previous_message: { type: 'message', ...previous, ...(replies && { thread_ts: ts }) },
      })
    },

    /** Presses what carries this label, or this action_id, on a message. */
    async press(message: Message, label: string, option?: string): Promise<Json> {
      const found = elementsOf(message.blocks).find(labelled(label))
      if (!found) throw new Error(`no "${label}" on: ${JSON.stringify(message.blocks).slice(0, 1500)}`)
      return interact({
        type: 'block_actions',
        trigger_id: trigger(),
        response_url: responseUrl(message.channel, message.ts),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: Boolean(message.only),
          ...(message.thread_ts && { thread_ts: message.thread_ts }),
        },
        channel: { id: message.channel, name: 'somewhere' },
        ...(message.only ? {} : { message: { ...message } }),
        actions: [actionOf(found.element, found.block, world.ts(), option)],
      })
    },

    /** The same on a view. */
    async pressIn(view: View, label: string, option?: string): Promise<Json> {
      const found = elementsOf((view.blocks ?? []) as Json[]).find(labelled(label))
      if (!found) throw new Error(`no "${label}" in: ${JSON.stringify(view.blocks).slice(0, 1500)}`)
      return interact({
        type: 'block_actions',
        trigger_id: trigger(),
        container: { type: 'view', view_id: view.id },
        view,
        actions: [actionOf(found.element, found.block, world.ts(), option)],
      })
    },

    /** Sends a modal, with these fields changed; what is not named keeps its initial value. */
    async submit(view: View, fields: Record<string, string> = {}): Promise<Json> {
      const values: Record<string, Json> = {}
      for (const block of (view.blocks ?? []) as { type: string; block_id: string; element: Element }[]) {
        if (block.type !== 'input') continue
        const { element } = block
        const given = fields[block.block_id]
        const options = (element.options ?? []) as { value: string }[]
        values[block.block_id] = {
          [element.action_id]:
            element.type === 'static_select' || element.type === 'radio_buttons'
              ? {
                  type: element.type,
                  selected_option:
                    given === undefined
                      ? (element.initial_option ?? null)
                      : (options.find(({ value }) => value === given) ?? null),
                }
              : element.type === 'datepicker'
                ? { type: element.type, selected_date: given ?? element.initial_date ?? null }
                : { type: element.type, value: given ?? element.initial_value ?? null },
        }
      }
      const answer = await interact({
        type: 'view_submission',
        trigger_id: trigger(),
        view: { ...view, state: { values } },
        response_urls: [],
      })
      const body = answer.body as { response_action?: string; view?: Json }
      if (body.response_action === 'update')
        world.views.set(view.id, { ...view, ...body.view, hash: world.id('hash') } as View)
      return answer
    },

    async command(text: string, channel = 'C1'): Promise<Json> {
      return slack.send('slash_commands', {
        command: '/waymark',
        text,
        team_id: teamId,
        channel_id: channel,
        user_id: id,
        user_name: id.toLowerCase(),
        api_app_id: 'A1',
        trigger_id: trigger(),
        response_url: responseUrl(channel),
      })
    },

    async shortcut(message: Message, callback = 'check_claim'): Promise<Json> {
      return interact({
        type: 'message_action',
        callback_id: callback,
        trigger_id: trigger(),
        message_ts: message.ts,
        message: { type: 'message', user: message.user, ts: message.ts, text: message.text },
        channel: { id: message.channel, name: 'somewhere' },
        response_url: responseUrl(message.channel),
        action_ts: world.ts(),
      })
    },

    opens: (tab: 'home' | 'messages') => event('app_home_opened', { user: id, channel: im().id, tab }),
    home: () => world.homes.get(id),
    /** The latest view opened for this person. */
    view: () => [...world.views.values()].filter((one) => one.user === id && one.type === 'modal').at(-1),
    /** What this person sees in a channel, the bot's messages only. */
    sees: (channel = im().id) =>
      world.messages.filter(
        (one) => one.channel === channel && one.user === team().bot && (!one.only || one.only === id),
      ),
  }
}

export type Somebody = ReturnType<typeof person>
