import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { plainTextOf } from '../../adapters/slack/events.ts'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { BOT, localSlack, person, problemsIn, signed, signedEvent } from '../servers/slack.ts'

let slack: Awaited<ReturnType<typeof localSlack>>
let waymark: SlackService
beforeAll(async () => {
  slack = await localSlack()
  waymark = await slackService(slack)
})
afterAll(async () => {
  await waymark.stop()
  await slack.close()
})
beforeEach(() => {
  slack.calls.length = 0
})

const settled = () => eventually(async () => (await waymark.waiting()) === 0, 'an empty inbox')
const send = (request: ReturnType<typeof signedEvent>) => fetch(`${waymark.url}/slack/events`, request)
let people = 0
const somebody = () => person(slack, `U${1000 + people++}`)
const CLAIM = 'no contact with suppliers until the tender is live, right?'

describe('asking in Slack', () => {
  it('answers a direct message in its own thread, with verdict, conditions, steps and sources', async () => {
    const sam = somebody()
    const ts = await sam.dm(CLAIM)
    await settled()
    const [answer, ...more] = sam.sees()
    expect(more).toEqual([])
    expect(answer!.thread_ts).toBe(ts)
    const drawn = JSON.stringify(answer!.blocks)
    for (const part of [
      '*You can.*',
      'Myth',
      '*As long as*',
      '*Do next*',
      'ukpga/2023/54/section/16',
      'Bring in a specialist',
    ])
      expect(drawn).toContain(part)
    expect(answer!.text).toContain('You can.')
    expect(slack.posts()[0]).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', parse: 'none' })
    expect(problemsIn(answer!.blocks as never, 'message')).toEqual([])
  })

  it('answers a mention in the thread it stands in, once, although it comes as two events', async () => {
    const sam = somebody()
    await sam.mention('C2', 'how many days must we wait before we sign', { thread: '200.1' })
    await settled()
    const answers = sam.sees('C2')
    expect(answers).toHaveLength(1)
    expect(answers[0]!.thread_ts).toBe('200.1')
    expect(JSON.stringify(answers[0]!.blocks)).toContain('eight working days')
  })

  it('answers a follow-up in the thread without a new mention, and leaves people to talk', async () => {
    const [sam, kim] = [somebody(), somebody()]
    const thread = await sam.mention('C2', 'how many days must we wait before we sign')
    await settled()
    const before = sam.sees('C2').length
    await sam.says('C2', 'and why is that?', { thread })
    await settled()
    expect(sam.sees('C2')).toHaveLength(before + 1)
    await kim.says('C2', 'is the kettle on?', { thread })
    await sam.says('C2', 'yes, is it?', { thread })
    await sam.says('C2', `<@${kim.id}> can you bring biscuits?`, { thread })
    await sam.says('C2', 'what about another thread?')
    await settled()
    expect(sam.sees('C2')).toHaveLength(before + 1)
  })

  it('answers what a person asks in one thread in the order they asked it', async () => {
    const sam = somebody()
    const thread = await sam.dm('how many days must we wait before we sign')
    const asked = [CLAIM, 'thanks', 'how many days must we wait before we sign', 'hello']
    await Promise.all(asked.map((text) => sam.dm(text, { thread })))
    await settled()
    const heads = sam.sees().map(({ text }) => text.slice(0, 5))
    expect(heads).toHaveLength(5)
    expect(heads[1]).toBe('You c')
    expect(heads[2]).toBe('You a')
    expect(heads[4]).toBe('Hello')
  })

  it('answers once when Slack delivers an event twice', async () => {
    const sam = somebody()
    await sam.dm('hello', { ts: '400.1', eventId: 'EvTwice' })
    await sam.dm('hello', { ts: '400.1', eventId: 'EvTwice' })
    await sam.dm('hello', { ts: '400.1', eventId: 'EvThrice' })
    await settled()
    expect(sam.sees()).toHaveLength(1)
  })

  it('answers an edited question again, in the place of its answer, and takes no unfurl for an edit', async () => {
    const sam = somebody()
    const ts = await sam.dm('how many days must we wait before we sign')
    await settled()
    const answered = sam.sees()[0]!.ts
    await sam.edits(sam.im(), ts, 'how many days must we wait before we sign')
    await settled()
    expect(sam.sees()[0]!.edited).toBeUndefined()
    await sam.edits(sam.im(), ts, CLAIM)
    await settled()
    const [edited, ...more] = sam.sees()
    expect(more).toEqual([])
    expect(edited!.ts).toBe(answered)
    expect(edited!.text).toContain('You can.')
    expect(edited!.text).toContain('Answered again')
  })

  it('takes its answer back, and what it kept, when the question is deleted', async () => {
    const sam = somebody()
    const ts = await sam.dm(CLAIM)
    await settled()
    const { id } = (await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id: sam.id })).member
    const kept = () => waymark.stores.data.exportMember('local', id)
    expect((await kept()).answers).toHaveLength(1)
    await sam.deletes(sam.im(), ts)
    await settled()
    expect(sam.sees()).toEqual([])
    expect((await kept()).answers ?? []).toHaveLength(0)
  })

  it.each([
    ['another bot', { bot_id: 'B9' }],
    ['itself', { user: BOT }],
    ['Slackbot', { user: 'USLACKBOT' }],
    ['somebody joining', { subtype: 'channel_join' }],
    ['a channel it was not mentioned in', { channel: 'C2', channel_type: 'channel' }],
  ])('says nothing to %s', async (_, more) => {
    const sam = somebody()
    const body = { channel: sam.im(), channel_type: 'im', user: sam.id, text: CLAIM, ts: slack.world.ts(), ...more }
    await sam.event('message', body)
    await settled()
    expect(slack.posts()).toEqual([])
  })

  it('says that something went wrong, and gets over it', async () => {
    const sam = somebody()
    const broken = await slackService(slack, {
      assistant: (real) => ({ ...real, ask: () => Promise.reject(new Error('broken')) }),
    })
    await sam.dm(CLAIM)
    await eventually(() => sam.sees().length === 1, 'a word')
    expect(sam.sees()[0]!.text).toContain('Something went wrong')
    await broken.stop()
    slack.connect(waymark.url)
  })

  it('shows that it is at work when an answer takes its time', async () => {
    const sam = somebody()
    const slow = await slackService(slack, {
      assistant: (real) => ({
        ...real,
        ask: async (asked) => {
          await new Promise((resolve) => setTimeout(resolve, 450))
          return real.ask(asked)
        },
      }),
    })
    const ts = await sam.dm(CLAIM)
    await eventually(() => sam.sees().length === 1, 'an answer')
    expect(slack.world.statuses).toContainEqual({ channel: sam.im(), thread: ts, status: 'is checking the rules…' })
    await slow.stop()
    slack.connect(waymark.url)
  })
})

describe('requests that are not Slack’s', () => {
  it.each([
    ['a wrong signature', () => signedEvent({ type: 'message' }, { secret: 'wrong' })],
    ['a stale one', () => signedEvent({ type: 'message' }, { at: Math.floor(Date.now() / 1000) - 600 })],
    ['one from the future', () => signedEvent({ type: 'message' }, { at: Math.floor(Date.now() / 1000) + 600 })],
    [
      'none',
      () => ({ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } as Record<string, string> }),
    ],
  ])('%s: 401', async (_, request) => {
    expect((await fetch(`${waymark.url}/slack/events`, request())).status).toBe(401)
  })

  it('lets a clock be a little ahead, and answers the address check', async () => {
    const at = Math.floor(Date.now() / 1000) + 120
    const request = signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' }), { at })
    expect(await (await fetch(`${waymark.url}/slack/events`, request)).json()).toEqual({ challenge: 'abc' })
  })

  it('acknowledges before it works', async () => {
    const started = performance.now()
    const event = { type: 'message', channel: 'D9', channel_type: 'im', user: 'U9', text: CLAIM, ts: '900.1' }
    expect((await send(signedEvent(event))).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(1000)
    await settled()
  })

  it('keeps question text and tokens out of the log', async () => {
    await somebody().dm('is our secret bidder Acme allowed')
    await settled()
    expect(JSON.stringify(waymark.log.lines)).not.toMatch(/Acme|xoxb/)
  })
})

describe('what a person typed, out of Slack’s markup', () => {
  it.each([
    [`<@${BOT}> can we talk`, 'can we talk'],
    ['ask <@U77> about <#C1|highways>', 'ask someone about #highways'],
    ['see <https://example.org/a|this page>', 'see this page'],
    ['price &lt; £5k &amp; small', 'price < £5k & small'],
    ['tell <!here>', 'tell @here'],
  ])('%s', (text, plain) => {
    expect(plainTextOf(text, BOT)).toBe(plain)
  })
})
