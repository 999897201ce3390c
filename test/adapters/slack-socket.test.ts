import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { type LocalSlack, localSlack, person } from '../servers/slack.ts'

let slack: LocalSlack
let waymark: SlackService
beforeEach(async () => {
  slack = await localSlack()
  waymark = await slackService(slack, { mode: 'socket' })
  await eventually(() => slack.connected() && waymark.adapter.ready(), 'a connection')
})
afterEach(async () => {
  await waymark.stop()
  await slack.close()
})

const CLAIM = 'no contact with suppliers until the tender is live, right?'

describe('Socket Mode', () => {
  it('answers, opens windows and takes what is sent, without an address of its own', async () => {
    const sam = person(slack, 'U1')
    await sam.dm(CLAIM)
    await eventually(() => sam.sees().length === 1, 'an answer')
    await sam.press(sam.sees()[0]!, 'Show the law')
    expect(sam.view()).toBeDefined()
    await sam.command('hello')
    await eventually(() => sam.sees('C1').length === 1, 'a private answer')
    await sam.press(sam.sees()[0]!, 'feedback', 'no')
    const answer = await sam.submit(sam.view()!, { why: 'because' })
    expect(answer.body).toMatchObject({ response_action: 'update' })
  })

  it('connects anew when Slack asks it to', async () => {
    const sam = person(slack, 'U1')
    const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length
    const before = opened()
    slack.recycle()
    await eventually(() => opened() > before && slack.connected() && waymark.adapter.ready(), 'a new connection')
    await sam.dm(CLAIM)
    await eventually(() => sam.sees().length === 1, 'an answer')
  })

  it('lives through Slack being away for longer than any retries, and comes back', async () => {
    const sam = person(slack, 'U1')
    slack.down(true)
    await eventually(() => !waymark.adapter.ready(), 'noticing')
    await new Promise((resolve) => setTimeout(resolve, 1200))
    const tries = waymark.log.lines.filter(({ event }) => event === '[slack] no connection').length
    expect(tries).toBeGreaterThan(3)
    slack.down(false)
    await eventually(() => slack.connected() && waymark.adapter.ready(), 'a connection')
    await sam.dm(CLAIM)
    await eventually(() => sam.sees().length === 1, 'an answer')
  })

  it('lives with a token Slack refuses, and is not ready', async () => {
    slack.fail('apps.connections.open', 'invalid_auth', 1000)
    slack.drop()
    await eventually(() => waymark.log.lines.some(({ fields }) => fields.code === 'invalid_auth'), 'the refusal', 8000)
    expect(waymark.adapter.ready()).toBe(false)
  })
})
