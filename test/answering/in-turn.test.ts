import { beforeAll, describe, expect, it } from 'vitest'
import { askBack } from '../../src/answering/ask-back.ts'
import { premiseIn } from '../../src/answering/premise.ts'
import { questionsIn } from '../../src/answering/questions-in.ts'
import { cardFor } from '../../src/cards/answer-card.ts'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { IN_TURN } from '../../src/cards/words.ts'
import type { Answer, Answered } from '../../src/domain/answer.ts'
import { assistantOver, KNOWLEDGE, ME, TODAY } from '../helpers.ts'

let ask: (text: string, conversation?: string) => Promise<Answer>
beforeAll(async () => {
  const { assistant } = await assistantOver(KNOWLEDGE)
  ask = async (text, conversation = text) =>
    (await assistant.ask({ text, askedBy: ME, conversation, date: TODAY })).answer
})

describe('the questions of a message', () => {
  it('are one when only one is asked, whatever is said around it', () => {
    for (const text of [
      'can we extend it?',
      'Our cleaning contract ends in May. Can we extend it?',
      'Legal say we must tender, is that right?',
      'Charities must be treated worse because of state aid. That what the rules say?',
      'We can pay in 60 days? Is that right?',
    ])
      expect(questionsIn(text)).toEqual([text])
  })

  it('are as many as are asked, each with what was said before it', () => {
    expect(questionsIn('We run a lido. Can we lease it? Do we need a notice for works? Who has done it?')).toEqual([
      'We run a lido. Can we lease it?',
      'Do we need a notice for works?',
      'Who has done it?',
    ])
    expect(questionsIn('1) can we meet suppliers? 2) how long is standstill?')).toEqual([
      'can we meet suppliers?',
      'how long is standstill?',
    ])
  })

  it('are read as one message when there are too many', () => {
    const many = 'can we buy it? can we rent it? can we lease it? can we share it? can we lend it?'
    expect(questionsIn(many)).toEqual([many])
  })
})

describe('several questions in one message', () => {
  it('are answered in turn, each under its own words, with every condition and its own sources', async () => {
    const answer = (await ask(
      'Can we talk to suppliers before we tender? How many working days is the standstill before signing?',
    )) as Answered
    expect(answer.outcome).toBe('answered')
    expect(answer.first).toContain(IN_TURN)
    const text = toPlainText(cardFor(answer))
    expect(text).toContain('“How many working days is the standstill before signing?”')
    expect(text).toMatch(/eight working days/i)
    const alone = (await ask('How many working days is the standstill before signing?')) as Answered
    for (const condition of alone.conditions) expect(text).toContain(condition.replace(/\s*\[\d+\].*$/s, ''))
    const markers = [...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n))
    expect(Math.max(...markers)).toBeLessThanOrEqual(answer.citations.length)
    expect(answer.citations.map(({ n }) => n)).toEqual(answer.citations.map((_, index) => index + 1))
  })

  it('says of each what it cannot answer', async () => {
    const answer = (await ask(
      'Can we talk to suppliers before we tender? What is a good recipe for pasta?',
    )) as Answered
    expect(toPlainText(cardFor(answer))).toMatch(/pasta\?”\nI can't help with that/)
  })

  it('keep a red line, another nation and a second ruling from the same entry', async () => {
    const live = (await ask(
      'Can we talk to suppliers before we tender? A bidder has sent a letter before action, so we cannot sign the contract, is that right?',
    )) as Answered
    expect(live.outcome === 'answered' ? live.redLine : true).toBe(true)
    const scots = (await ask(
      'Can we talk to suppliers before we tender in England? What is the standstill period in Scotland?',
    )) as Answered
    expect(toPlainText(cardFor(scots))).toContain('Scot')
    const both = (await ask(
      'Can we talk to suppliers before we tender? Do we have to publish a notice before we talk to suppliers?',
    )) as Answered
    expect(toPlainText(cardFor(both))).toContain('“Do we have to publish a notice before we talk to suppliers?”')
  })

  it('are split in no time, whatever is sent', () => {
    const started = performance.now()
    for (const filler of ['\n', ' \n', '? ', '1) ', ' \t\n', '?"'])
      questionsIn(`can we extend it${filler.repeat(20_000)}x`)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('do not get past the limit on length by being several', async () => {
    const long = `can we extend our cleaning contract ${'really '.repeat(200)}?`
    expect(await ask(`${long} ${long}`)).toMatchObject({ outcome: 'declined', reason: 'too-long' })
  })

  it('leave the whole message to a person when one of them is about something live', async () => {
    const answer = await ask(
      'Can we talk to suppliers before we tender? We have just received a letter before action, what do we say?',
    )
    expect(answer).toMatchObject({ outcome: 'specialist', redLine: true })
  })
})

describe('what a question takes as given', () => {
  it('is told from what it asks', () => {
    expect(premiseIn('As standstill is ten days, when can we sign?')).toBe('standstill is ten days')
    expect(premiseIn('Since March 2026 we have run it ourselves, can we stop?')).toBeUndefined()
    expect(premiseIn('when can we sign?')).toBeUndefined()
  })

  it('is named before the answer where a reviewed claim says it is wrong', async () => {
    const answer = (await ask('as the standstill is ten calendar days from the letters, when can we sign?')) as Answered
    expect(answer.first[0]).toMatch(/takes as given is a myth: “.*ten/)
  })

  it.each([
    'as the standstill is eight working days, when can we sign?',
    'since no law says we must get three quotes, can we go to one firm for £9k?',
    'since the lowest price does not have to win, can we score quality at 80%?',
    'since local suppliers can be preferred below the threshold, can we invite three local firms?',
  ])('is left alone where it is right: %s', async (text) => {
    expect(((await ask(text)) as Answered).first.join(' ')).not.toMatch(/takes as given/)
  })
})

describe('the one missing fact', () => {
  it('is asked for beside the answer so far, and the choice answers it', async () => {
    const answer = (await ask('can we extend our grounds contract by a year', 'grounds')) as Answered
    expect(answer.outcome).toBe('answered')
    expect(answer.ask?.choices).toHaveLength(2)
    const old = (await ask(answer.ask!.choices[0]!, 'grounds')) as Answered
    expect(old.first.join(' ')).toMatch(/before 24 February 2025/)
    expect(old.ask).toBeUndefined()
    await ask('can we extend our grounds contract by a year', 'grounds two')
    const since = (await ask(answer.ask!.choices[1]!, 'grounds two')) as Answered
    expect(since.first.join(' ')).not.toMatch(/This began before/)
    expect(since.ask).toBeUndefined()
  })

  it('is not asked for when it was given', async () => {
    const answer = (await ask('can we extend our 2022 grounds contract by a year')) as Answered
    expect(answer.ask).toBeUndefined()
  })

  it('is the value, where publishing turns on it', async () => {
    const answer = (await ask('do we have to advertise this')) as Answered
    expect(answer.ask?.ask).toMatch(/worth/)
    expect(
      askBack({ text: 'do we have to advertise £20k', intent: 'ask' } as never, { regime: 'any' } as never, undefined),
    ).toBeUndefined()
  })
})
