import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { type LocalSlack, localSlack, type Message, person } from '../servers/slack.ts'

let slack: LocalSlack
let waymark: SlackService
beforeEach(async () => {
  slack = await localSlack()
  waymark = await slackService(slack)
})
afterEach(async () => {
  await waymark.stop()
  await slack.close()
})

const settled = () => eventually(async () => (await waymark.waiting()) === 0, 'an empty inbox')
async function delivered() {
  await settled()
  while ((await waymark.deliver()) > 0);
  await settled()
}
const words = (message: Message | undefined) => JSON.stringify(message?.blocks ?? [])
const ASKED = [
  'how many days must we wait before we sign',
  'thanks',
  'hello',
  'can we talk to suppliers before we tender?',
]

describe('a commissioner and a specialist, in Slack from end to end', () => {
  it('asks in a channel, follows up, brings in a specialist, is answered in the thread, and closes', async () => {
    const sam = person(slack, 'USAM', { name: 'Sam Okafor' })
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    const thread = await sam.mention('C2', 'can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.says('C2', 'and how many days must we wait before we sign?', { thread })
    await settled()
    const [first, second] = sam.sees('C2')
    expect(words(first)).toContain('*You can.*')
    expect(words(second)).toContain('eight working days')

    await sam.press(second!, 'Bring in a specialist')
    await sam.submit(sam.view()!, { words: 'Help us plan supplier talks for home care', place: 'Adult social care' })
    await delivered()
    const card = priya.sees().at(-1)!
    expect(words(card)).toContain('Adult social care')
    await priya.press(card, 'Take it')
    await priya.press(card, 'Answer')
    await priya.submit(priya.view()!, { words: 'Start with an open day. I can come on Tuesday.' })
    await delivered()
    const inThread = sam.sees('C2').filter(({ thread_ts }) => thread_ts === thread)
    expect(inThread.some((one) => words(one).includes('I can come on Tuesday'))).toBe(true)

    await sam.says('C2', 'Tuesday at ten, please.', { thread })
    await delivered()
    expect(words(priya.sees().at(-1))).toContain('Tuesday at ten')
    const mine = sam.sees('C2').find((one) => words(one).includes('What is needed'))!
    await sam.press(mine, 'acts', 'Close')
    await sam.submit(sam.view()!)
    await delivered()
    for (const shown of [
      priya.sees().find(({ ts }) => ts === card.ts),
      sam.sees('C2').find(({ ts }) => ts === mine.ts),
    ])
      expect(words(shown)).toContain('Closed')
    const events = await waymark.stores.requests.list('local')
    expect(events).toMatchObject([{ status: 'closed' }])
  })

  it('hears the specialist in the asker’s thread as well, and shows that once', async () => {
    const sam = person(slack, 'USAM', { name: 'Sam Okafor' })
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    const thread = await sam.mention('C2', 'can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees('C2')[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!)
    await delivered()
    await priya.press(priya.sees().at(-1)!, 'Take it')
    await delivered()
    await priya.says('C2', 'Hello Sam, I have this one.', { thread })
    await delivered()
    const [request] = await waymark.stores.requests.list('local')
    const said = (await waymark.stores.requests.events('local', request!.id)).map(({ text }) => text)
    expect(said).toContain('Hello Sam, I have this one.')
    expect(
      sam
        .sees('C2')
        .filter(
          (one) =>
            words(one).includes('*A request') &&
            words(one).includes('I have this one') &&
            !words(one).includes('What is needed'),
        ),
    ).toEqual([])
  })
})

/** A clock that can be put forward. */
function clockAhead() {
  let ahead = 0
  return {
    time: () => Date.now() + ahead,
    forward(ms: number) {
      ahead += ms
    },
  }
}

const MINUTE = 60_000

describe('what comes by itself', () => {
  it('reminds the specialist before and after the promised time, and lists in the morning what waits', async () => {
    const clock = clockAhead()
    await waymark.stop()
    waymark = await slackService(slack, { clock: { time: clock.time } })
    const sam = person(slack, 'USAM', { name: 'Sam Okafor' })
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    const jon = person(slack, 'UJON', { name: 'Jon Reed' })
    await sam.dm('can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees()[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!)
    await delivered()
    await waymark.due.begin((await waymark.stores.tenants.find('local'))!)
    const came: string[] = []
    for (let hour = 0; hour < 30; hour++) {
      const before = [priya, jon].map((one) => one.sees().length)
      clock.forward(60 * MINUTE)
      while ((await waymark.due.run()) > 0);
      await delivered()
      came.push(
        ...[priya, jon].flatMap((one, who) =>
          one
            .sees()
            .slice(before[who])
            .map(({ text }) => text),
        ),
      )
    }
    const first = (start: string) => came.findIndex((text) => text.startsWith(start))
    expect(first('A reply is due soon')).toBeGreaterThanOrEqual(0)
    expect(first('A reply is late')).toBeGreaterThan(first('A reply is due soon'))
    const digests = priya.sees().filter(({ text }) => text.startsWith('Open requests this morning'))
    expect(digests.length).toBeGreaterThan(0)
    expect(digests.length).toBeLessThanOrEqual(2)
    await priya.press(digests[0]!, 'act:open:0')
    expect(JSON.stringify(priya.view()!.blocks)).toContain('talk to suppliers about home care')
  }, 30_000)
})

describe('when things break', () => {
  it('lives through an hour without Slack: both sides’ words arrive afterwards, in order and once', async () => {
    const clock = clockAhead()
    await waymark.stop()
    waymark = await slackService(slack, { clock: { time: clock.time } })
    const sam = person(slack, 'USAM', { name: 'Sam Okafor' })
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    await sam.dm('can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees()[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!)
    await delivered()
    const [request] = await waymark.stores.requests.list('local')
    const before = priya.sees().length
    const asker = { tenant: 'slack:T1', platform: 'slack', id: 'USAM' }
    const WORDS = ['first of all, the budget', 'second, the date', 'third, the place']
    slack.down(true)
    for (const text of WORDS) {
      await waymark.desk.act(asker, request!.id, { act: 'add', text })
      for (let minute = 0; minute < 20; minute++) {
        clock.forward(MINUTE)
        await waymark.deliver()
      }
    }
    expect(priya.sees()).toHaveLength(before)
    slack.down(false)
    for (let minute = 0; minute < 20; minute++) {
      clock.forward(MINUTE)
      await waymark.deliver()
    }
    clock.forward(MINUTE)
    await delivered()
    const said = priya.sees().slice(before).map(words)
    expect(said.map((one) => WORDS.findIndex((text) => one.includes(text)))).toEqual([0, 1, 2])
  }, 30_000)

  it('answers everything afterwards, in order, when Slack was away', async () => {
    const sam = person(slack, 'USAM')
    const thread = await sam.dm('hello')
    await settled()
    slack.down(true)
    for (const text of ASKED) await sam.dm(text, { thread })
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(sam.sees()).toHaveLength(1)
    slack.down(false)
    await settled()
    expect(
      sam
        .sees()
        .map(({ text }) => text.slice(0, 6))
        .slice(2),
    ).toEqual(['You ar', 'Hello.', 'You ca'])
    expect(words(sam.sees()[1])).toContain('eight working days')
  })

  it('delivers what waits for people when Slack is back, in order', async () => {
    const sam = person(slack, 'USAM', { name: 'Sam Okafor' })
    const priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
    await sam.dm('can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees()[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!)
    slack.down(true)
    await waymark.deliver()
    expect(priya.sees()).toEqual([])
    slack.down(false)
    await waymark.stores.db
      .updateTable('outbox')
      .set({ not_before: 0, held_until: 0 } as never)
      .execute()
    await delivered()
    expect(priya.sees()).toHaveLength(1)
  })

  it('waits as Slack asks, and answers', async () => {
    const sam = person(slack, 'USAM')
    slack.limit('chat.postMessage', 1)
    await sam.dm('hello')
    await settled()
    expect(sam.sees()).toHaveLength(1)
  })

  it('goes on after a restart in the middle: nothing lost, nothing twice', async () => {
    const sam = person(slack, 'USAM')
    slack.fail('chat.postMessage', 'internal_error', 3)
    const thread = slack.world.ts()
    for (const text of ASKED) await sam.dm(text, { thread })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const { stores } = waymark
    await waymark.stop({ keepStores: true })
    waymark = await slackService(slack, { stores: stores as never })
    await settled()
    expect(sam.sees()).toHaveLength(ASKED.length)
    expect(words(sam.sees()[0])).toContain('eight working days')
    const { member } = await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id: 'USAM' })
    expect((await waymark.stores.data.exportMember('local', member.id)).answers).toHaveLength(ASKED.length)
  })
})
