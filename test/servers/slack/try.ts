import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '../../../adapters/pino/log.ts'
import { composeService } from '../../../src/compose.ts'
import { readConfig } from '../../../src/config.ts'
import { projectRoot } from '../../../src/open-library.ts'
import { bodyOf } from '../http.ts'
import { COUNCIL } from './council.ts'
import { person, type Somebody } from './person.ts'
import { localSlack } from './server.ts'
import { APP_TOKEN, type Message, type View } from './world.ts'

/**
 * `npm run local-slack`: the bot in a small Slack of our own, in the browser, without a workspace or the network. Nothing
 * is kept: council, people and messages go when it ends.
 */
const PEOPLE = {
  USAM: 'Sam Okafor, commissioner',
  UPRIYA: 'Priya Shah, procurement specialist',
  UJON: 'Jon Reed, procurement specialist',
} as const
const CHANNELS = { C2: '#housing', CDESK: '#procurement-desk' } as const
const PORT = Number(process.env.PORT ?? 3456)

const slack = await localSlack({ port: PORT, pages })
const people = new Map<string, Somebody>(
  Object.entries(PEOPLE).map(([id, name]) => [id, person(slack, id, { name: name.split(',')[0]! })]),
)
const folder = mkdtempSync(join(tmpdir(), 'waymark-local-slack-'))
const tenants = join(folder, 'tenants')
mkdirSync(tenants)
writeFileSync(join(tenants, 'local.yml'), COUNCIL)
const service = await composeService(
  readConfig({
    ...{ PORT: '0', WAYMARK_DATA: folder, WAYMARK_TENANTS: tenants, LOG_LEVEL: 'warn' },
    ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: APP_TOKEN, SLACK_API_URL: slack.apiUrl },
  }),
  createLog('warn'),
)
await service.start()
console.log(`A small Slack with Waymark in it: ${slack.url}\nStop with Ctrl-C; nothing is kept.`)
process.once('SIGINT', async () => {
  await service.stop()
  await slack.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})

/** The page, what somebody sees on it, and what they do. */
async function pages(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local')
  if (pathname === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(readFileSync(join(projectRoot(), 'test/servers/slack/page.html')))
    return true
  }
  response.setHeader('content-type', 'application/json')
  if (pathname === '/state') response.end(JSON.stringify(seenBy(searchParams.get('who') ?? 'USAM')))
  else if (pathname === '/do') response.end(JSON.stringify((await act(JSON.parse(await bodyOf(request)))) ?? {}))
  else return false
  return true
}

function seenBy(id: string) {
  const who = people.get(id)!
  const { world } = slack
  const mine = [...world.channels.values()].filter(({ kind, members }) => kind === 'mpim' && members.has(id))
  const places = {
    [who.im()]: 'Waymark (direct message)',
    ...CHANNELS,
    ...Object.fromEntries(mine.map((one) => [one.id, 'shared conversation'])),
  }
  return {
    people: PEOPLE,
    places,
    names: Object.fromEntries([...world.users.values()].map((user) => [user.id, user.name])),
    messages: world.messages.filter(({ channel, only }) => channel in places && (!only || only === id)),
    home: who.home(),
    view: [...world.views.values()]
      .filter((one) => one.user === id && one.type === 'modal' && !closed.has(one.id))
      .at(-1),
    prompts: world.prompts.at(-1)?.prompts ?? [],
  }
}

const closed = new Set<string>()
interface Doing {
  who: string
  what: string
  channel: string
  thread?: string
  text: string
  ts: string
  label: string
  option?: string
  view: string
  fields: Record<string, string>
}

async function act({ who: id, what, channel, thread, text, ts, label, option, view, fields }: Doing): Promise<unknown> {
  const who = people.get(id)!
  const { world } = slack
  who.im()
  const message = world.messages.find((one) => one.ts === ts) as Message
  const shown = (world.views.get(view) ?? world.homes.get(id)) as View
  if (what === 'say' && text.startsWith('/waymark')) return who.command(text.slice('/waymark'.length).trim(), channel)
  if (what === 'say') return who.says(channel, text.replaceAll('@Waymark', '<@U0BOT>'), thread ? { thread } : {})
  if (what === 'press') return who.press(message, label, option)
  if (what === 'pressIn') return who.pressIn(shown, label, option)
  if (what === 'check') return who.shortcut(message)
  if (what === 'opens') return who.opens(text as 'home')
  if (what === 'close') return void closed.add(view)
  if (what !== 'submit') return undefined
  const answer = (await who.submit(shown, fields)) as { body: { response_action?: string } }
  if (!answer.body.response_action || answer.body.response_action === 'clear')
    for (const one of world.views.keys()) closed.add(one)
  return answer.body
}
