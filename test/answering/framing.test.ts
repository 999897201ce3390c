import { describe, expect, it } from 'vitest'
import { subjectOf } from '../../src/answering/framing.ts'

describe('what a message is about', () => {
  it.each([
    ['our solicitor says we cannot name the price ceiling', 'we cannot name the price ceiling'],
    ['Head of estates told me lifts need three quotes', 'lifts need three quotes'],
    [
      'pay bidders for their designs? finance reckons that is a gift, so no',
      'pay bidders for their designs? is a gift, so',
    ],
    ['grants always need a tender, is that right?', 'grants always need a tender,'],
    ['we can skip the notice for sheltered housing, audit said it is against the law', undefined],
    ["I've heard that charities pay no fee to bid", 'charities pay no fee to bid'],
    ['the supplier says its patent rules out a tender', 'its patent rules out a tender'],
    ['carers scoring is a big no no', 'carers scoring is a big no no'],
    ['let the bidder tell us how it would do it', 'let the bidder tell us how it would do it'],
  ])('%s', (text, about) => {
    if (about === undefined) expect(subjectOf(text)).not.toContain('audit')
    else expect(subjectOf(text)).toBe(about)
  })

  it('leaves a message whole that would have little left', () => {
    expect(subjectOf('legal says no')).toBe('legal says no')
    expect(subjectOf('is that the law?')).toBe('is that the law?')
  })

  it('is quick with a text made to be slow', () => {
    const started = performance.now()
    subjectOf('the head of the lead of the team at the '.repeat(50))
    subjectOf('is that right, '.repeat(130))
    subjectOf('told that '.repeat(200))
    expect(performance.now() - started).toBeLessThan(100)
  })
})
