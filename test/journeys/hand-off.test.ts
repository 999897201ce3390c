import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Need } from '../../src/domain/specialist-request.ts'
import { decisionRecord, isUnaltered } from '../../src/specialists/decision-record.ts'
import { ADA, ASKER, COLLEAGUE, deskOver, PRIYA, STRANGER } from '../specialists/desk-over.ts'

let over: Awaited<ReturnType<typeof deskOver>>
beforeAll(async () => {
  over = await deskOver()
})
afterAll(() => over.stores.close())

let keys = 0
const need: Need = { words: 'We want to sound out the market about damp homes.', stage: 'problem', value: 'unknown' }
const send = (who: typeof ASKER, more: Partial<Need> = {}, questionId?: string) =>
  over.desk.send(who, {
    need: { ...need, ...more },
    key: `key-${keys++}`,
    conversation: 'D1:1',
    ...(questionId && { questionId }),
  })
const made = async (...args: Parameters<typeof send>) => {
  const sent = await send(...args)
  if (!('request' in sent)) throw new Error(JSON.stringify(sent))
  return sent.request
}

describe('from a question to a specialist’s answer', () => {
  it('carries the question, the answer and its sources over, and tells everybody of each change', async () => {
    const asked = { text: 'can we talk to suppliers before we tender?', askedBy: ASKER, conversation: 'D1:1' }
    const { questionId } = await over.assistant.ask(asked)
    const form = await over.desk.prepare(ASKER, { questionId, conversation: 'D1:1' })
    expect(form.need.words).toContain('can we talk to suppliers')
    expect(form.about?.citations.length).toBeGreaterThan(0)
    expect(form.goesTo).toMatchObject({ name: 'Ada Lovelace' })
    expect(form.goesTo!.why).toContain('market engagement')

    const { id } = await made(ASKER, {}, questionId)
    await over.desk.act(ASKER, id, { act: 'add', text: 'It is for 40 homes.' })
    const [news, addition] = await over.deliver()
    expect(news!.to).toEqual({ platform: 'slack', id: 'U0ADA' })
    expect(toPlainText(news!.card)).toContain('damp homes')
    expect(toPlainText(news!.card)).toContain('can we talk to suppliers before we tender?')
    expect(toPlainText(addition!.card)).toContain('It is for 40 homes.')

    expect(await over.desk.act(ADA, id, { act: 'take' })).toHaveProperty('done')
    await over.desk.act(ADA, id, { act: 'ask-back', text: 'Which year?' })
    await over.desk.act(ASKER, id, { act: 'add', text: 'Next year.' })
    await over.desk.act(ADA, id, { act: 'reply', text: 'Publish an engagement notice first.' })
    await over.desk.act(ASKER, id, { act: 'close' })
    const told = await over.deliver()
    const toAsker = told.filter(({ to }) => to.id === 'U0ASKER')
    expect(toAsker.every(({ conversation }) => conversation === 'D1:1')).toBe(true)
    expect(toAsker.map(({ card }) => card.body[0])).toEqual([
      expect.stringContaining('Ada Lovelace took it'),
      expect.stringContaining('Ada Lovelace asked'),
      expect.stringContaining('Ada Lovelace answered'),
    ])
    const view = await over.desk.open(ASKER, id)
    expect(view!.request.status).toBe('closed')
    expect(view!.events.map(({ kind }) => kind)).toEqual([
      'made',
      'added',
      'taken',
      'asked-back',
      'added',
      'replied',
      'closed',
    ])

    const record = decisionRecord('North Council', view!.request, view!.events, Date.now())
    expect(record.replies).toEqual([expect.objectContaining({ text: 'Publish an engagement notice first.' })])
    expect(record.sources[0]!.version).toBeTruthy()
    expect(isUnaltered(record)).toBe(true)
  })

  it('finds who knows the subject from the words alone when no question was asked first', async () => {
    const { goesTo, topics } = await over.desk.review(ASKER, {
      ...need,
      words: 'no contact with firms before the tender?',
    })
    expect(topics).toContain('market-engagement')
    expect(goesTo!.why).toContain('market engagement')
  })

  it('sends a form pressed twice once', async () => {
    const sending = { need, key: 'pressed-twice', conversation: 'D1:2' }
    const both = await Promise.all([over.desk.send(ASKER, sending), over.desk.send(ASKER, sending)])
    expect(new Set(both.map((sent) => ('request' in sent ? sent.request.id : 'none'))).size).toBe(1)
    expect(both.filter((sent) => 'made' in sent && sent.made)).toHaveLength(1)
  })

  it('gives a request two specialists take at once to one of them, and tells the other who has it', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await made(ASKER)
      const both = await Promise.all([
        over.desk.act(ADA, id, { act: 'take' }),
        over.desk.act(PRIYA, id, { act: 'take' }),
      ])
      expect(both.filter((acted) => 'done' in acted)).toHaveLength(1)
      const winner = 'done' in both[0]! ? 'Ada Lovelace' : 'Priya Shah'
      expect(both.find((acted) => 'refused' in acted)).toEqual({ refused: 'taken-by', by: winner })
    }
  })

  it('passes a declined request on to a colleague, never back', async () => {
    const { id, assignee } = await made(ASKER)
    const [holder, colleague] = assignee === (await over.desk.who(ADA)).id ? [ADA, PRIYA] : [PRIYA, ADA]
    const acted = await over.desk.act(holder, id, { act: 'decline', reason: 'I am on leave' })
    expect(acted).toMatchObject({ done: { status: 'open', assignee: (await over.desk.who(colleague)).id } })
    const told = await over.deliver()
    const asker = told.filter(({ to }) => to.id === 'U0ASKER').map(({ card }) => toPlainText(card))
    expect(asker.join()).toContain('I am on leave')
  })

  it('shows a colleague what was answered before, without who asked', async () => {
    const { id } = await made(ASKER, { words: 'May the incumbent help us write the allotment specification?' })
    await over.desk.act(ADA, id, { act: 'reply', text: 'Yes, if you share what it gains.' })
    const form = await over.desk.review(COLLEAGUE, {
      ...need,
      words: 'Can the incumbent help write our allotment specification?',
    })
    expect(form.similar[0]).toMatchObject({ id, answered: { text: 'Yes, if you share what it gains.' } })
    expect(JSON.stringify(form.similar)).not.toContain('U0ASKER')
  })

  it('answers several at once and offers the reply for the knowledge base', async () => {
    const ids = [(await made(ASKER)).id, (await made(COLLEAGUE)).id]
    const done = await over.desk.answerSeveral(ADA, ids, 'The same for both.')
    expect([...done.values()].every((acted) => 'done' in acted)).toBe(true)
    const view = (await over.desk.open(ADA, ids[0]!))!
    const reply = view.events.find(({ kind }) => kind === 'replied')!
    expect(await over.desk.propose(ASKER, ids[0]!, reply.n)).toBe(false)
    expect(await over.desk.propose(ADA, ids[0]!, reply.n)).toBe(true)
    expect(await over.desk.reviews(ADA)).toEqual([
      expect.objectContaining({ text: 'The same for both.', origin: expect.objectContaining({ request: ids[0] }) }),
    ])
  })

  it('says honestly that nobody is set up, and names programmes', async () => {
    const nobody = await over.desk.send(
      { tenant: 'slack:T9', platform: 'slack', id: 'U1' },
      { need, key: 'nobody', conversation: 'D9:1' },
    )
    expect(nobody).toHaveProperty('nobody')
  })
})

describe('another council', () => {
  it('finds, changes and guesses nothing', async () => {
    const asked = { text: 'can we talk to suppliers before we tender?', askedBy: ASKER, conversation: 'D1:9' }
    const { questionId } = await over.assistant.ask(asked)
    const { id } = await made(ASKER, { words: 'A secret plan for Northtown.' }, questionId)
    await over.desk.act(ADA, id, { act: 'reply', text: 'A secret answer.' })
    await over.deliver()

    expect(await over.assistant.find(STRANGER, questionId)).toBeUndefined()
    expect(await over.assistant.giveFeedback(STRANGER, questionId, true)).toBe(false)
    expect(await over.desk.open(STRANGER, id)).toBeUndefined()
    expect(await over.desk.mine(STRANGER)).toEqual([])
    for (const action of [
      { act: 'take' },
      { act: 'reply', text: 'mine now' },
      { act: 'close' },
      { act: 'reopen', reason: 'mine now' },
      { act: 'withdraw' },
    ] as const)
      expect(await over.desk.act(STRANGER, id, action)).toEqual({ refused: 'not-found' })
    expect(await over.desk.propose(STRANGER, id, 2)).toBe(false)
    const everything = [
      await over.desk.queue(STRANGER),
      await over.desk.parked(STRANGER),
      await over.desk.reviews(STRANGER),
      await over.desk.prepare(STRANGER, { questionId, conversation: 'D1:9' }),
      await over.desk.review(STRANGER, { ...need, words: 'A secret plan for Northtown.' }, questionId),
    ]
    expect(JSON.stringify(everything)).not.toMatch(/secret answer|can we talk|North Council/)
    // A request it may send itself carries nothing of the other's answer.
    const own = await over.desk.send(
      { ...STRANGER, id: 'U0ASKER' },
      { need, questionId, key: 'guess', conversation: 'D1:9' },
    )
    expect(own).toHaveProperty('request')
    expect(JSON.stringify(own)).not.toContain('can we talk to suppliers')
    // The same key in another council is another request.
    const same = await over.desk.send(
      { ...STRANGER, id: 'U0ASKER' },
      { need, key: 'pressed-twice', conversation: 'D1:2' },
    )
    expect(same).toMatchObject({ made: true })
  })

  it('cannot pass a request to somebody who is not theirs', async () => {
    const { id } = await made(ASKER)
    const stranger = (await over.desk.who(STRANGER)).id
    expect(await over.desk.act(ADA, id, { act: 'reassign', to: stranger })).toHaveProperty('refused')
  })
})
