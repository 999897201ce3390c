import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { localSlack, type Message, person } from '../servers/slack.ts'

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
let people = 0
const somebody = () => person(slack, `UEDIT${people++}`)
const words = (message: Message | undefined) => JSON.stringify(message?.blocks ?? [])
const DAYS = 'how many days must we wait before we sign'
const CLAIM = 'no contact with suppliers until the tender is live, right?'
const kept = async (id: string) => {
  const { member } = await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id })
  return (await waymark.stores.data.exportMember('local', member.id)).answers ?? []
}

describe('an edited question', () => {
  it('is answered again in its place even when Slack refuses the first tries', async () => {
    const sam = somebody()
    const ts = await sam.dm(DAYS)
    await settled()
    slack.fail('chat.update', 'internal_error', 2)
    await sam.edits(sam.im(), ts, CLAIM)
    await settled()
    expect(sam.sees()).toHaveLength(1)
    expect(sam.sees()[0]!.text).toContain('You can.')
    await sam.deletes(sam.im(), ts)
    await settled()
    expect(sam.sees()).toEqual([])
    expect(await kept(sam.id)).toEqual([])
  })

  it('is heard in a channel before its first answer is there', async () => {
    const sam = somebody()
    slack.fail('chat.postMessage', 'internal_error', 2)
    const ts = await sam.mention('C2', DAYS)
    await sam.edits('C2', ts, `<@U0BOT> ${CLAIM}`)
    await settled()
    const [answer, ...more] = sam.sees('C2').filter(({ thread_ts }) => thread_ts === ts)
    expect(more).toEqual([])
    expect(words(answer)).toContain('You can.')
  })
})

describe('a deleted question', () => {
  it('takes its answer along from a thread, where Slack leaves a tombstone and tells of an edit', async () => {
    const sam = somebody()
    const ts = await sam.mention('C2', CLAIM)
    await settled()
    await sam.deletes('C2', ts)
    await settled()
    expect(sam.sees('C2').filter(({ thread_ts }) => thread_ts === ts)).toEqual([])
    expect(await kept(sam.id)).toEqual([])
    expect(await kept('USLACKBOT')).toEqual([])
  })

  it('goes before its answer is there as well', async () => {
    const sam = somebody()
    slack.fail('chat.postMessage', 'internal_error', 2)
    const ts = await sam.mention('C2', CLAIM)
    await sam.deletes('C2', ts)
    await settled()
    expect(sam.sees('C2').filter(({ thread_ts }) => thread_ts === ts)).toEqual([])
    expect(await kept(sam.id)).toEqual([])
  })
})
