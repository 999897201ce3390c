import { describe, expect, it } from 'vitest'
import { valueIn } from '../../src/answering/figures.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { KNOWLEDGE, TODAY } from '../helpers.ts'

const { thresholds } = loadLibrary(KNOWLEDGE, { checks: false })
const value = (text: string, date = TODAY) => valueIn(text, thresholds, date)

describe('the value of a purchase', () => {
  it.each([
    ['£95k inc VAT organisational review by end of month', 95_000, 'below'],
    ['£210,000 inc VAT consultancy for a district council', 210_000, 'above'],
    ['£175,000 plus VAT for the software', 175_000, 'above'],
    ['£1.5m a year respite care', 1_500_000, 'above'],
    ['£4m school heating works, several contractors could do it', 4_000_000, 'below'],
    ['£600k of home care', 600_000, 'depends'],
    ['about 180 grand of laptops', 180_000, 'depends'],
    ['£45k a year for three years with a possible two more', 225_000, 'above'],
    ['£40k a year on a 3+1+1', 200_000, 'depends'],
    ['four orders of £60k to the same firm', 240_000, 'above'],
    ['5 sites, £50k each plus VAT', 250_000, 'above'],
    ['3 x £20k of laptops', 60_000, 'below'],
    ['a four year deal worth £100k', 100_000, 'below'],
    ['£40k each year for a 4-year term', 160_000, 'below'],
    ['£60k each, under PPN 11', 60_000, 'below'],
    ['£50k each plus 20% VAT', 50_000, 'below'],
    ['three quotes at £20k', 20_000, 'below'],
    ['two bidders at £90k', 90_000, 'below'],
  ])('%s comes to %i: %s', (text, pounds, position) => {
    expect(value(text)).toMatchObject({ pounds, position })
  })

  it('says how it was worked out, VAT and all', () => {
    expect(value('£45k a year for three years with a possible two more')!.sentence).toBe(
      '£45,000 a year over 5 years, options included, is £225,000, which is above the £207,720 threshold, VAT included, for goods and services bought by a council, with or without VAT on top.',
    )
    expect(value('£175,000 plus VAT')!.sentence).toContain('£210,000 with it at 20%: above the £207,720 threshold')
    expect(value('£180k of laptops')!.sentence).toContain('Settle that first')
  })

  it('takes the threshold of the day asked about', () => {
    expect(value('£210,000 inc VAT consultancy', '2025-06-30')!.position).toBe('below')
  })

  it.each([
    'how many quotes do we need',
    'section 45 fees',
    'a 30 day limit',
    '£50 voucher',
  ])('finds no purchase in %j', (text) => {
    expect(value(text)).toBeUndefined()
  })
})
