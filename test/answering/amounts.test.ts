import { describe, expect, it } from 'vitest'
import { amountsDiffer, amountsIn } from '../../src/answering/amounts.ts'

describe('figures that count the same thing', () => {
  it('reads days, years and shares, and no sums of money', () => {
    expect(amountsIn('eight working days, 10% and £30k over two years')).toEqual(
      new Map([
        ['day', new Set([8])],
        ['percent', new Set([10])],
        ['year', new Set([2])],
      ]),
    )
  })

  it.each([
    ['a mutual may keep it for seven years', 'It lasts five years at most.', true],
    ['a mutual may keep it for five years', 'It lasts 5 years at most.', false],
    ['they offer 60 day terms but the law is 30', 'Invoices are due within 30 days.', false],
    ['we wait three days', 'The framework lasts four years.', false],
    ['a mutual may keep it', 'It lasts five years at most.', false],
  ])('%s / %s', (said, rule, differ) => expect(amountsDiffer(said, rule)).toBe(differ))
})
