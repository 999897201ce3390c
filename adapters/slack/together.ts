import type { KnownBlock } from '@slack/types'
import { ACTION, button, row } from './actions.ts'
import { doing } from './errors.ts'
import type { Press } from './press.ts'
import { drawn, post, sentence } from './reply.ts'
import type { Tools } from './tools.ts'
import { SAY } from './words.ts'

/**
 * A conversation of the asker, the specialist who has the request, and Waymark: a multi-person direct message, so that
 * nobody else reads along and neither has to be let into a channel. It takes two scopes, and both are asked for this alone.
 */
export function createTogether(tools: Tools) {
  const { desk, memory, stores, requestCard } = tools

  /** Opens it, or finds it; undefined when one of the two is not in Slack or nobody has the request yet. */
  async function open({ tenant, person, bot, team }: Press, request: string): Promise<true | undefined> {
    const view = await desk.open(person, request)
    if (!view?.request.assignee) return undefined
    const { askedBy, assignee } = view.request
    const slackId = async (member: string) =>
      (await stores.people.identities(tenant, member)).find(({ platform }) => platform === 'slack')?.id
    const users = await Promise.all([slackId(askedBy), slackId(assignee)])
    if (users.some((user) => !user)) return undefined
    const { channel } = await doing('open a conversation', bot.client.conversations.open({ users: users.join(',') }))
    const id = channel!.id!
    if ((await memory.get(tenant, 'about', id)) === request) return true
    await memory.put(tenant, 'about', id, request)
    const card = await requestCard(tenant, request, person)
    const [ts] = await post(bot, { channel: id }, [
      sentence(SAY.together),
      ...(card ? drawn({ ...card, actions: [] }) : []),
    ])
    tools.log.info('[slack] shared conversation opened', { team, ts })
    return true
  }

  return Object.assign(open, {
    button: (request: string): KnownBlock[] => row([button('Talk about it together', ACTION.together, request)]),
  })
}

export type Together = ReturnType<typeof createTogether>
