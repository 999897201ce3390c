import { describe, expect, it } from 'vitest'
import { joinFollowUp } from '../../src/answering/follow-up.ts'
import { intentOf } from '../../src/answering/intent.ts'
import { readStart } from '../../src/answering/jurisdiction.ts'
import type { Heard } from '../../src/answering/message-kind.ts'
import { createUnderstand } from '../../src/answering/understand.ts'
import { wantsOf } from '../../src/answering/wants.ts'
import { leanOf, putsForward } from '../../src/domain/stance.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { FIXTURE, ME, TODAY } from '../helpers.ts'

const UNHEARD: Heard = { kind: 'ours', sure: 1, elsewhere: 0 }
const understand = createUnderstand(loadLibrary(FIXTURE, { checks: false }))
const ask = (text: string, more = {}) =>
  understand({ id: 'q', text, askedBy: ME, conversation: 'c', history: [], date: TODAY, ...more }, text, UNHEARD)

describe('what a message is for', () => {
  it.each([
    ['hiya', 'hello'],
    ['Good morning!', 'hello'],
    ["cheers, that's really useful", 'thanks'],
    ['what can you do?', 'help'],
    ['can I speak to someone in procurement', 'specialist'],
    ['I want a real person', 'specialist'],
    ['we have just received a letter before action about the award', 'red-line'],
    ['can we speak to suppliers before a tender', 'ask'],
    ['thanks, but can we extend it?', 'ask'],
    ['is fraud a ground for exclusion', 'ask'],
    ['brilliant. and once it ends can we order more', 'ask'],
    ['a tender always takes a year, yes or no', 'ask'],
    ['is our joint venture exempt, yes or no', 'specialist'],
    ['ey up, are you any good?', 'help'],
  ])('%j is %s', (text, intent) => {
    expect(intentOf(text, UNHEARD)).toBe(intent)
  })

  it('goes by what a message sounds like where no pattern says', () => {
    const text = 'the chap from legal should look at this'
    expect(intentOf(text, { kind: 'specialist', sure: 0.9, elsewhere: 0 })).toBe('specialist')
    expect(intentOf(text, { kind: 'specialist', sure: 0.4, elsewhere: 0 })).toBe('ask')
  })
})

describe('what a question wants', () => {
  it.each([
    ['we were told we must take the lowest price', 'ruling'],
    ['who has done this?', 'case'],
    ['which councils have tried challenge procurement', 'case'],
    ['what does MEAT mean', 'term'],
    ['which route for a £50k pilot', 'route'],
    ['how do we run a supplier day well', 'how-to'],
    ['where can we get funding for innovation', 'programme'],
    ['how many days is standstill', 'fact'],
    ['has anybody solved rural bus shelters', 'case'],
    ['is there a council that built its own depot', 'case'],
    ["is it fair to pay finalists, what's the usual fee", 'how-to'],
    ['we fund an advice centre through a contract that never ends', 'ruling'],
    ['the director wants one email for the lot, £300k of chairs', 'ruling'],
  ])('%j wants %s', (text, wants) => {
    expect(wantsOf(text)).toBe(wants)
  })
})

describe('nation and law', () => {
  it('hears a nation, a people and a place', () => {
    expect(ask('does this hold in Scotland?').nation).toBe('scotland')
    expect(ask('we are a Welsh council').nation).toBe('wales')
    expect(ask('asking for Fife').nation).toBe('scotland')
    expect(ask('hull wants to know').nation).toBeUndefined()
  })

  it('lets the question override the default of the person', () => {
    expect(ask('what about Belfast?', { nation: 'wales' })).toMatchObject({
      nation: 'northern-ireland',
      nationNamed: true,
    })
    expect(ask('can we extend it?', { nation: 'wales' })).toMatchObject({ nation: 'wales', nationNamed: false })
  })

  it.each([
    ['our framework from 2023', '2023'],
    ['the contract was let in March 2022', '2022-03'],
    ['the tender started last March', '2026-03'],
    ['call-off from an old PCR 2015 framework', '2024'],
    ['does the 2023 act cover this contract', undefined],
    ['we need 2026 vehicles', undefined],
  ])('reads the start in %j as %s', (text, start) => {
    expect(readStart(text, TODAY)).toBe(start)
  })

  it('takes the old law for a procurement begun before 24 February 2025', () => {
    expect(ask('can we extend our contract from 2023?').regime).toBe('public-contracts-regulations-2015')
    expect(ask('can we extend our contract?').regime).toBe('procurement-act-2023')
  })
})

describe('lean', () => {
  it.each([
    ["we can't speak to suppliers", 'barred'],
    ['talking to suppliers is banned', 'barred'],
    ['we have to publish a notice', 'required'],
    ["we don't have to publish a notice", 'not-required'],
    ['no need for a tender', 'not-required'],
    ['we can just extend it', 'open'],
    ['the standstill period', undefined],
    ['legal reckon the standstill', undefined],
    ['legal say the pilot firm is automatically out', 'barred'],
    ['small grants were outlawed', 'barred'],
    ["the board would like the nearest firm. audit say the rules don't go as far as that", 'barred'],
    ['we can bar them next time', 'open'],
    ["we can't cut it in two to dodge the limit", 'barred'],
    ['show the certificate on day one or its a fail', 'required'],
    ['using the extension means going back to market', 'required'],
    ['an optional two years', undefined],
    ['the notice is optional', 'not-required'],
    ['members have no part in buying', 'barred'],
  ])('%j leans %s', (text, lean) => {
    expect(leanOf(text)).toBe(lean)
  })

  it('tells a belief from a neutral question', () => {
    expect(putsForward('we can extend it forever')).toBe(true)
    expect(putsForward('you have to wait ten days, right?')).toBe(true)
    expect(putsForward('can we extend it?')).toBe(false)
  })

  it.each([
    ['My manager told us no demos until the advert is out. Is that really the rule?', true],
    ['every lot must go to a different firm, do they have that right?', true],
    ['the whole set of bids has to be opened in public. has to be done at noon', true],
    ['Can I throw away the scoring sheets? The auditor wants them kept.', false],
    ["can't we just ring the winner?", false],
    ["can't tell the loser their score", true],
  ])('%s puts a belief forward: %s', (text, forward) => {
    expect(putsForward(text)).toBe(forward)
  })
})

describe('follow-ups', () => {
  const history = [
    { role: 'user' as const, text: 'what is the light touch threshold?' },
    { role: 'assistant' as const, text: 'The light touch threshold is …' },
  ]
  it('joins a short message to what came before', () => {
    expect(joinFollowUp('and for works?', history)).toContain('light touch')
  })

  it('does not drag an old subject into a new question', () => {
    expect(
      joinFollowUp('Can residents sit on the evaluation panel for a playground contract?', history),
    ).toBeUndefined()
  })
})
