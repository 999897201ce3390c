import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type SlackService, slackService } from '../servers/slack/service.ts'
import { localSlack, type Message, person, type Somebody } from '../servers/slack.ts'

let slack: Awaited<ReturnType<typeof localSlack>>
let waymark: SlackService
let priya: Somebody
let jon: Somebody
beforeAll(async () => {
  slack = await localSlack()
  waymark = await slackService(slack)
  priya = person(slack, 'UPRIYA', { name: 'Priya Shah' })
  jon = person(slack, 'UJON', { name: 'Jon Reed' })
})
afterAll(async () => {
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
let askers = 0
const asker = (more = {}) => person(slack, `UASK${++askers}`, { name: `Sam Okafor ${askers}`, ...more })

/** Asks in a direct message, fills the form in, and sends it. */
async function sends(sam: Somebody, fields: Record<string, string> = {}) {
  await sam.dm('can we talk to suppliers about home care before we tender?')
  await settled()
  await sam.press(sam.sees().at(-1)!, 'Bring in a specialist')
  const form = sam.view()!
  const answer = await sam.submit(form, fields)
  return { form, answer, view: sam.view()! }
}

describe('bringing in a specialist', () => {
  it('shows the form filled in, with who gets it, by when, and what is shared; then sends it once', async () => {
    const sam = asker()
    const { form, view } = await sends(sam)
    const shown = JSON.stringify(form.blocks)
    expect(shown).toContain('can we talk to suppliers about home care')
    expect(shown).toContain('Priya Shah')
    expect(shown).toContain('First reply promised by')
    expect(shown).toContain('What will be shared')
    expect(shown).not.toMatch(/\[\d+\]/)
    expect(JSON.stringify(view.blocks)).toContain('Sent to Priya Shah')
    await sam.submit(form)
    const { tenant } = await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id: sam.id })
    expect(await waymark.stores.requests.list(tenant.id)).toHaveLength(1)
  })

  it('tells the specialist and the desk, and keeps all cards in step', async () => {
    await delivered()
    const toPriya = priya.sees().at(-1)!
    const toDesk = priya.sees('CDESK').at(-1)!
    for (const card of [toPriya, toDesk]) expect(words(card)).toContain('Waiting for a specialist')
    await priya.press(toPriya, 'Take it')
    await delivered()
    const sam = person(slack, 'UASK1')
    const mine = sam.sees().find((one) => words(one).includes('A specialist has it'))
    for (const card of [priya.sees().find(({ ts }) => ts === toPriya.ts), priya.sees('CDESK').at(-1), mine])
      expect(words(card)).toContain('A specialist has it')
    expect(words(priya.sees('CDESK').at(-1))).not.toContain('act:take')
  })

  it('says who was first when two take it', async () => {
    await jon.press(priya.sees('CDESK').at(-1)!, 'Open')
    const view = jon.view()!
    expect(JSON.stringify(view.blocks)).toContain('A specialist has it')
  })

  it('brings the specialist’s answer to the asker’s thread, and what the asker adds back to the specialist', async () => {
    const sam = person(slack, 'UASK1')
    const card = priya.sees()[0]!
    await priya.press(card, 'Answer')
    await priya.submit(priya.view()!, { words: 'Yes: publish a preliminary market engagement notice first.' })
    await delivered()
    const reply = sam.sees().at(-1)!
    expect(words(reply)).toContain('publish a preliminary market engagement notice first')
    expect(reply.thread_ts).toBeTruthy()

    await sam.dm('Thank you. Must the notice name the budget?', { thread: reply.thread_ts! })
    await delivered()
    expect(words(priya.sees().at(-1))).toContain('Must the notice name the budget?')
    expect(sam.sees().at(-1)!.only).toBe(sam.id)
    expect(sam.sees().at(-1)!.text).toContain('Added to your request')
  })

  it('takes what the specialist types below a card as the answer, and closes it', async () => {
    const sam = person(slack, 'UASK1')
    const latest = priya.sees().at(-1)!
    await priya.dm('No, a range is enough.', { thread: latest.ts })
    await delivered()
    expect(
      words(
        sam
          .sees()
          .filter(({ only }) => !only)
          .at(-1),
      ),
    ).toContain('a range is enough')
    const card = priya.sees()[0]!
    await priya.press(card, 'Open')
    await priya.pressIn(priya.view()!, 'acts', 'Close')
    await priya.submit(priya.view()!)
    await delivered()
    expect(words(priya.sees()[0])).toContain('Closed')
  })

  it('keeps what colleagues say at the desk at the desk, unless they name Waymark', async () => {
    const sam = asker()
    await sends(sam)
    await delivered()
    const desk = jon.sees('CDESK').at(-1)!
    const seen = sam.sees().length
    await jon.says('CDESK', 'I think this one is hopeless?', { thread: desk.ts })
    await delivered()
    expect(sam.sees()).toHaveLength(seen)
    await jon.mention('CDESK', 'You can use the framework.', { thread: desk.ts })
    await delivered()
    expect(words(sam.sees().at(-1))).toContain('You can use the framework.')
  })

  it('declines with a reason, passes on, and puts off', async () => {
    const sam = asker()
    await sends(sam)
    await delivered()
    const card = priya.sees().findLast((one) => words(one).includes('act:take'))!
    await priya.press(card, 'I can’t take it')
    const refused = await priya.submit(priya.view()!, { words: '' })
    expect(refused.body).toMatchObject({ response_action: 'errors' })
    await priya.submit(priya.view()!, { words: 'On leave' })
    await delivered()
    expect(words(sam.sees().at(-1))).toContain("can't take it")
    const now = priya.sees('CDESK').at(-1)!
    await jon.press(now, 'acts', 'Pass it on')
    expect(JSON.stringify(jon.view())).toContain('Priya Shah')
    await jon.press(now, 'acts', 'Put off')
    await jon.submit(jon.view()!, { until: '2026-01-01' })
    expect(jon.view()!.callback_id).toBe('act')
  })

  it('warns before a live procurement is sent, and lets it go at the second press', async () => {
    const sam = asker()
    await sam.dm('can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees()[0]!, 'Bring in a specialist')
    await sam.submit(sam.view()!, { stage: 'live' })
    const warned = sam.view()!
    expect(JSON.stringify(warned.blocks)).toContain('A live procurement')
    expect((warned.submit as { text: string }).text).toBe('Send it anyway')
    await sam.submit(warned)
    expect(JSON.stringify(sam.view()!.blocks)).toContain('Sent to')
  })

  it('opens a conversation of the two on request, and what they write there becomes part of it once', async () => {
    const sam = asker()
    await sends(sam)
    await delivered()
    const card = priya.sees().findLast((one) => words(one).includes('act:take'))!
    await priya.press(card, 'Take it')
    await delivered()
    await priya.press(card, 'Open')
    await priya.pressIn(priya.view()!, 'Talk about it together')
    const channel = [...slack.world.channels.values()].find(({ kind }) => kind === 'mpim')!
    expect([...channel.members]).toEqual(expect.arrayContaining([sam.id, priya.id]))
    const seen = sam.sees().length
    await priya.says(channel.id, 'Shall we look at the notice together?')
    await sam.says(channel.id, 'Yes please.')
    await delivered()
    const { tenant } = await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id: sam.id })
    const [mine] = await waymark.desk.mine({ tenant: 'slack:T1', platform: 'slack', id: sam.id })
    const said = (await waymark.stores.requests.events(tenant.id, mine!.id)).map(({ text }) => text)
    expect(said).toContain('Shall we look at the notice together?')
    expect(said).toContain('Yes please.')
    expect(sam.sees()).toHaveLength(seen)
    expect(sam.sees(channel.id).filter((one) => words(one).includes('Shall we look'))).toHaveLength(0)
  })

  it('says that it was sent within Slack’s three seconds, also when Slack itself is slow', async () => {
    const sam = asker()
    await sam.dm('can we talk to suppliers about home care before we tender?')
    await settled()
    await sam.press(sam.sees().at(-1)!, 'Bring in a specialist')
    slack.slow('chat.postMessage', 1500)
    const began = Date.now()
    await sam.submit(sam.view()!)
    slack.slow('chat.postMessage', 0)
    expect(Date.now() - began).toBeLessThan(1000)
    expect(JSON.stringify(sam.view()!.blocks)).toContain('Sent to')
    await eventually(() => words(sam.sees().at(-1)).includes('What is needed'), 'the asker’s card')
  })

  it('says what goes along when somebody else’s answer is handed on', async () => {
    const [sam, kim] = [asker(), asker()]
    await sam.mention('C2', 'can we talk to suppliers before we tender?')
    await settled()
    await kim.press(sam.sees('C2').at(-1)!, 'Bring in a specialist')
    const form = JSON.stringify(kim.view()!.blocks)
    expect(form).toContain('the answer it is about')
  })

  it('lets nobody else read or act on a request', async () => {
    const [sam, kim] = [asker(), asker()]
    await sends(sam)
    await delivered()
    const card = priya.sees().findLast((one) => words(one).includes('act:take'))!
    await kim.press(card, 'Take it')
    expect(kim.sees(card.channel).at(-1)!.text).toContain('no such request')
    await kim.press(card, 'Open')
    expect(kim.view()).toBeUndefined()
  })
})

describe('from where outsiders read along', () => {
  it('warns, keeps no name, and sends no live procurement', async () => {
    const guest = asker({ guest: true })
    await guest.dm('our tender is live and the bidder Acme Ltd asks to meet')
    await settled()
    const answer = guest.sees()[0]!
    expect(words(answer)).toContain('People from outside your council')
    const { member } = await waymark.tenancy.known({ tenant: 'slack:T1', platform: 'slack', id: guest.id })
    expect(JSON.stringify(await waymark.stores.data.exportMember('local', member.id))).not.toContain('Acme')
    await guest.press(answer, 'Bring in a specialist')
    const refused = await guest.submit(guest.view()!, { stage: 'live', words: 'about the live tender' })
    expect(refused.body).toMatchObject({
      response_action: 'errors',
      errors: { stage: expect.stringContaining('direct message') },
    })
  })

  it('does so in a channel shared with another organisation', async () => {
    slack.world.channels.set('CSHARED', { id: 'CSHARED', kind: 'channel', members: new Set(['U0BOT']), shared: true })
    const sam = asker()
    await sam.mention('CSHARED', 'can we talk to suppliers before we tender?')
    await settled()
    expect(words(sam.sees('CSHARED')[0])).toContain('People from outside your council')
  })
})
