import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { localSlack, person } from '../servers/slack.ts'

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

const settled = () => eventually(async () => (await waymark.waiting()) === 0, 'an empty inbox')
const drawn = (it: object | undefined) => JSON.stringify((it as { blocks?: unknown } | undefined)?.blocks ?? [])
const person_ = (id: string) => ({ tenant: 'slack:T1', platform: 'slack', id })
let people = 0
const somebody = () => person(slack, `UP${++people}`, { name: `Person ${people}` })
const CLAIM = 'no contact with suppliers until the tender is live, right?'

describe('/waymark', () => {
  it('answers in private, and shares when asked to', async () => {
    const [sam, kim] = [somebody(), somebody()]
    await sam.command(CLAIM, 'C1')
    await settled()
    const [answer] = sam.sees('C1')
    expect(answer!.only).toBe(sam.id)
    expect(answer!.text).toContain('You can.')
    expect(kim.sees('C1')).toEqual([])
    await sam.press(answer!, 'Share with the channel')
    await settled()
    expect(drawn(kim.sees('C1')[0])).toContain(`Shared by <@${sam.id}>`)
    expect(drawn(kim.sees('C1')[0])).toContain('*You can.*')
  })

  it('goes on in private when a follow-up is pressed', async () => {
    const [sam, kim] = [somebody(), somebody()]
    await sam.command('how many days must we wait before we sign', 'C2')
    await settled()
    await sam.press(sam.sees('C2')[0]!, 'Who has done this')
    await settled()
    expect(sam.sees('C2')).toHaveLength(2)
    expect(kim.sees('C2')).toEqual([])
  })

  it('says how it is used when nothing is typed', async () => {
    const sam = somebody()
    await sam.command('')
    await settled()
    expect(sam.sees('C1').at(-1)!.text).toContain('Type what you were told')
  })

  it('acknowledges and answers a command once when Slack is sent it twice', async () => {
    const sam = somebody()
    const seen = slack.calls.length
    await sam.command('hello', 'C2')
    await settled()
    expect(slack.calls.slice(seen).filter(({ method }) => method === 'response_url')).toHaveLength(1)
  })
})

it('“Check this claim” answers on anybody’s message, to the one who asked only', async () => {
  const [sam, kim] = [somebody(), somebody()]
  await kim.says('CDESK', CLAIM)
  const message = slack.world.messages.at(-1)!
  await sam.shortcut(message)
  await settled()
  expect(sam.sees('CDESK')[0]).toMatchObject({ only: sam.id, text: expect.stringContaining('You can.') })
  expect(kim.sees('CDESK')).toEqual([])
})

describe('buttons on an answer', () => {
  it('open the law and the whole answer, with sections cited', async () => {
    const sam = somebody()
    await sam.dm(CLAIM)
    await settled()
    const [answer] = sam.sees()
    await sam.press(answer!, 'Show the law')
    expect(drawn(sam.view())).toContain('legislation.gov.uk')
    await sam.press(answer!, 'law')
    expect((sam.view()!.title as { text: string }).text).toBe('The law behind it')
  })

  it('ask a follow-up in the thread, read from the answer and not from the button', async () => {
    const sam = somebody()
    const thread = await sam.dm(CLAIM)
    await settled()
    await sam.press(sam.sees()[0]!, 'Who has done this')
    await settled()
    expect(sam.sees()).toHaveLength(2)
    expect(sam.sees()[1]!.thread_ts).toBe(thread)
  })

  it('store whether it was right, and ask why when not', async () => {
    const sam = somebody()
    await sam.dm(CLAIM)
    await settled()
    await sam.press(sam.sees()[0]!, 'feedback', 'yes')
    const mine = async () => {
      const { member } = await waymark.tenancy.known(person_(sam.id))
      return (await waymark.stores.feedback.list('local')).filter((one) => one.member === member.id)
    }
    expect(await mine()).toMatchObject([{ helpful: true }])
    await sam.press(sam.sees()[0]!, 'feedback', 'no')
    expect(await mine()).toMatchObject([{ helpful: false }])
    await sam.submit(sam.view()!, { why: 'It is about works, not services.' })
    expect(await mine()).toMatchObject([{ helpful: false, why: 'It is about works, not services.' }])
  })

  it('say so when an answer can’t be found any more, or is another council’s', async () => {
    const sam = somebody()
    await sam.dm(CLAIM)
    await settled()
    const answer = structuredClone(sam.sees()[0]!)
    const text = JSON.stringify(answer.blocks).replace(/"value":"[^"]+"/g, '"value":"no-such-question"')
    await sam.press({ ...answer, blocks: JSON.parse(text) }, 'Show the law')
    expect(sam.sees().at(-1)).toMatchObject({ only: sam.id, text: expect.stringContaining('can’t be found') })
    expect(sam.view()).toBeUndefined()
  })

  it('say so when Slack’s trigger is too old', async () => {
    const sam = somebody()
    await sam.dm(CLAIM)
    await settled()
    slack.fail('views.open', 'expired_trigger_id', 1)
    await sam.press(sam.sees()[0]!, 'Show the law')
    expect(sam.sees().at(-1)!.text).toContain('Press the button again')
  })

  it('carry ids and nothing else', async () => {
    const sam = somebody()
    await sam.dm(CLAIM)
    await settled()
    const values = [...drawn(sam.sees()[0]).matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value!)
    expect(values.length).toBeGreaterThan(3)
    for (const value of values) expect(value).toMatch(/^(?:(?:yes|no):)?[0-9a-f-]{36}$/)
  })
})

describe('opening Waymark', () => {
  it('offers questions in the empty conversation, without a thread', async () => {
    const sam = somebody()
    await sam.opens('messages')
    await settled()
    expect(slack.world.prompts.at(-1)).toMatchObject({ channel: sam.im(), prompts: { length: 4 } })
  })

  it('shows an asker their requests, their nation and the privacy notice', async () => {
    const sam = somebody()
    await sam.opens('home')
    await settled()
    const home = sam.home()!
    for (const part of ['My requests', 'My nation', 'for a limited time']) expect(drawn(home)).toContain(part)
    expect(drawn(home)).not.toContain('Waiting for me')
    await sam.pressIn(home, 'nation', 'Wales')
    const { member } = await waymark.tenancy.known(person_(sam.id))
    expect(member.nation).toBe('wales')
    await sam.dm('how many days must we wait before we sign')
    await settled()
    await sam.pressIn(sam.home()!, 'nation', 'The council’s (England)')
    expect((await waymark.tenancy.known(person_(sam.id))).member.nation).toBeUndefined()
  })

  it('shows a specialist the queue, and opens a request from it', async () => {
    const [sam, priya] = [somebody(), person(slack, 'UPRIYA')]
    await sam.dm(CLAIM)
    await settled()
    await sam.press(sam.sees()[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!, { words: 'Help with suppliers and home care' })
    await priya.opens('home')
    await settled()
    expect(drawn(priya.home())).toContain('Waiting for me* (1)')
    await priya.pressIn(priya.home()!, 'Open')
    expect(drawn(priya.view())).toContain('Help with suppliers and home care')
    await sam.opens('home')
    await settled()
    expect(drawn(sam.home())).toContain('Help with suppliers')
  })

  it('lets an admin switch Waymark off with a reason, and on again; nobody else', async () => {
    const [admin, sam] = [somebody(), somebody()]
    const { member } = await waymark.tenancy.known(person_(admin.id), { name: 'Ada' })
    await waymark.stores.people.save({ ...member, name: 'Ada', roles: ['asker', 'admin'] })
    await admin.opens('home')
    await sam.opens('home')
    await settled()
    expect(drawn(sam.home())).not.toContain('Switch Waymark off')
    expect(drawn(admin.home())).toContain('All messages to people were delivered')
    await admin.pressIn(admin.home()!, 'Switch Waymark off')
    await admin.submit(admin.view()!, { reason: 'The knowledge is being checked' })
    await new Promise((resolve) => setTimeout(resolve, 2100))
    await sam.dm(CLAIM)
    await settled()
    expect(drawn(sam.sees()[0])).toContain('The knowledge is being checked')
    expect(drawn(sam.sees()[0])).toContain('Bring in a specialist')
    await admin.pressIn(admin.home()!, 'Switch Waymark on')
    expect((await waymark.stores.audit.list('local')).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['switched off', 'switched on']),
    )
    expect(drawn(admin.home())).toContain('Switch Waymark off')
  })
})
