import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeService, type Service } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { FIXTURE, keptLog } from '../helpers.ts'
import { type Card, type ConnectorService, connectorService } from '../servers/connector.ts'
import { type IdentityPlatform, identityPlatform } from '../servers/identity-platform.ts'
import { eventually } from '../servers/slack/service.ts'
import { type LocalSlack, localSlack, type Message, person } from '../servers/slack.ts'
import { APP, activity, DIRECTORY } from '../servers/teams.ts'

const DAYS = 'mon tue wed thu fri sat sun'.split(' ')
const COUNCIL = `
name: Exampleshire
nation: england
workspaces: [slack:T1, teams:${DIRECTORY}]
hours: { ${DAYS.map((day) => `${day}: 00:00-24:00`).join(', ')} }
specialists:
  - { id: priya, name: Priya Shah, contacts: { slack: UPRIYA }, places: [adult social care] }
  - { id: tom, name: Tom Webb, contacts: { teams: tom }, places: [housing] }
`
type Json = Record<string, unknown>

let slack: LocalSlack
let connector: ConnectorService
let identity: IdentityPlatform
let folder: string
let service: Service
let address: string

/** The whole service, as main.ts starts it, over services of our own. */
async function start(): Promise<void> {
  const config = readConfig({
    ...{ PORT: '0', WAYMARK_DATA: folder, WAYMARK_KNOWLEDGE: FIXTURE, WAYMARK_TENANTS: join(folder, 'tenants') },
    ...{ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: 'not-a-real-secret', SLACK_API_URL: slack.apiUrl },
    ...{ TEAMS_APP_ID: APP, TEAMS_APP_PASSWORD: 'secret', TEAMS_TENANT_ID: DIRECTORY },
  })
  service = await composeService(config, keptLog(), {
    teamsCloud: {
      openIdMetadata: identity.openIdMetadata,
      issuer: 'https://api.botframework.com',
      loopback: true,
      tokenFor: () => identity.tokenFor(APP, 'secret'),
    },
  })
  address = await service.start()
  slack.connect(address)
}

beforeEach(async () => {
  slack = await localSlack()
  identity = await identityPlatform()
  identity.register(APP, 'secret')
  connector = await connectorService(identity)
  folder = mkdtempSync(join(tmpdir(), 'waymark-journey-'))
  mkdirSync(join(folder, 'tenants'))
  writeFileSync(join(folder, 'tenants/exampleshire.yml'), COUNCIL)
  await start()
})
afterEach(async () => {
  await service.stop()
  await Promise.all([slack.close(), connector.close(), identity.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** Somebody in Teams, in their own chat with Waymark. */
function inTeams(id: string, name: string) {
  const chat = `a:${id}`
  const own = () => connector.messages().filter(({ conversation }) => [chat, `a:opened-${id}`].includes(conversation))
  const seen = () =>
    own().map(({ id: message, activity: first }) =>
      JSON.stringify(connector.updates().findLast((update) => update.id === message)?.activity ?? first),
    )
  async function send(more: Json): Promise<Json> {
    const sent = activity(connector, {
      ...{ from: { id: `29:${id}`, name, aadObjectId: id } },
      conversation: { id: chat, tenantId: DIRECTORY, conversationType: 'personal' },
      ...more,
    })
    const token = await identity.mint({ audience: APP, serviceUrl: sent.serviceUrl })
    const response = await fetch(`${address}/api/messages`, {
      method: 'POST',
      body: JSON.stringify(sent),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(200)
    return JSON.parse((await response.text()) || '{}')
  }
  const invoke = (invoked: string, value: Json) => send({ type: 'invoke', name: invoked, value })
  return {
    seen,
    sees: (words: string) => eventually(() => seen().some((one) => one.includes(words)), `"${words}" in Teams`),
    says: (text: string) => send({ text }),
    sends: send,
    async asksForSpecialist(fields: Json) {
      const { task } = (await invoke('task/fetch', { data: { verb: 'specialist' } })) as {
        task: { value: { card: { content: Card } } }
      }
      const [sending] = task.value.card.content.actions!
      return invoke('task/submit', { data: { ...(sending!.data as Json), ...fields } })
    },
    /** Acts on the request of the latest card that shows one. */
    act(act: string, fields: Json = {}) {
      const request = /"request":"([0-9a-f-]{36})"/.exec(seen().findLast((one) => one.includes('"request"'))!)![1]
      const data = { verb: 'act', act, request, ...fields }
      return invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'act', data } })
    },
  }
}
const words = (message: Message | undefined) => JSON.stringify(message?.blocks ?? [])

describe('one request, two platforms, one thread of record', () => {
  it('Teams asker, Slack specialist, a restart in the middle: the reply arrives, and so does what is added', async () => {
    const sam = inTeams('sam', 'Sam Lee')
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    await sam.says('can we talk to suppliers about home care before we tender?')
    await sam.sees('You can.')
    await sam.asksForSpecialist({ words: 'Help us plan supplier talks', place: 'Adult social care' })
    await sam.sees('Sent to Priya Shah')
    const sees = (text: string) =>
      eventually(() => priya.sees().some((one) => words(one).includes(text)), `"${text}" in Slack`)
    await sees('Help us plan supplier talks')
    expect(words(priya.sees().at(-1))).toContain('Sam Lee')

    await service.stop()
    await start()
    await priya.press(priya.sees().at(-1)!, 'Take it')
    await sam.sees('A specialist has it')
    const card = () => priya.sees().findLast((one) => words(one).includes('Help us plan supplier talks'))!
    await priya.press(card(), 'Answer')
    await priya.submit(priya.view()!, { words: 'Start with an open day. <at>everyone</at>' })
    await sam.sees('Start with an open day.')
    await sam.act('add', { 'add-text': 'On Tuesday at ten, please.' })
    await sees('On Tuesday at ten, please.')
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'plan.docx',
      contentUrl: 'https://council-my.sharepoint.com/plan.docx',
    }
    const written = { id: '1700009000009', text: 'Here is our plan for Monday' }
    const told = connector.messages().findLast((one) => one.conversation === 'a:sam' && one.activity.attachments)!
    const quote = { contentType: 'messageReference', content: { messageId: told.id } }
    await sam.sends({ ...written, attachments: [quote, file] })
    await sees('https://council-my.sharepoint.com/plan.docx')
    await sam.sends({ ...written, type: 'messageUpdate', text: 'Here is our plan for Friday', attachments: [quote] })
    await sees('Corrected: Here is our plan for Friday')
    expect(
      sam.seen().filter((one) => one.includes('"title":"Close"') && one.includes('open day')).length,
    ).toBeGreaterThan(0)
    expect(connector.refused).toEqual([])
  })

  it('Slack asker, Teams specialist: taken, asked back, answered', async () => {
    const kim = person(slack, 'UKIM', { name: 'Kim Park' })
    const tom = inTeams('tom', 'Tom Webb')
    await tom.says('hello')
    await tom.sees('Hello.')
    await kim.dm('how many days must we wait before we sign')
    await eventually(() => kim.sees().length > 0, 'an answer in Slack')
    await kim.press(kim.sees().at(-1)!, 'Bring in a specialist')
    await kim.submit(kim.view()!, { words: 'May we sign early for the night shelter?', place: 'Housing' })
    await tom.sees('night shelter')
    await tom.act('take')
    await tom.act('ask-back', { 'ask-back-text': 'Who else has bid?' })
    const sees = (text: string) =>
      eventually(() => kim.sees().some((one) => words(one).includes(text)), `"${text}" in Slack`)
    await sees('Who else has bid?')
    await tom.act('reply', { 'reply-text': 'No. Wait the eight working days.' })
    await sees('Wait the eight working days.')
    expect(kim.sees().filter((one) => words(one).includes('Wait the eight working days.')).length).toBeGreaterThan(0)
  })
})
