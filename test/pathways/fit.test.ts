import { describe, expect, it } from 'vitest'
import type { PathwayFit } from '../../src/domain/pathway.ts'
import { fitOf, needFrom } from '../../src/pathways/fit.ts'

const quotes: PathwayFit = {
  value: 'below',
  categories: ['goods', 'services'],
  novelty: ['proven'],
  urgency: ['planned', 'soon'],
  suppliers: ['many', 'few'],
  liveContract: false,
}
const variation: PathwayFit = { ...quotes, value: 'any', liveContract: true }

describe('which route fits', () => {
  it('prefers the side of the threshold the value is on', () => {
    expect(fitOf(quotes, { value: 'below' })).toBeGreaterThan(1)
    expect(fitOf(quotes, { value: 'above' })).toBeLessThan(1)
  })

  it('offers changing a live contract to those who have one, and not to others', () => {
    expect(fitOf(variation, needFrom('we want to extend our current contract'))).toBeGreaterThan(1)
    expect(fitOf(variation, needFrom('we need a new study'))).toBeLessThan(1)
  })

  it('counts nothing that was not told', () => {
    expect(fitOf(quotes, {})).toBe(1)
  })

  it('does not put a route for something out of the ordinary first when nothing of the kind was told', () => {
    const novel: PathwayFit = { ...quotes, novelty: ['new'] }
    const chosen: PathwayFit = { ...quotes, tells: ['chose', 'wants to stay'] }
    expect(fitOf(novel, needFrom('a roof for the school'))).toBeLessThan(1)
    expect(fitOf(novel, needFrom('a prototype for the school'))).toBeGreaterThan(1)
    expect(fitOf(chosen, needFrom('home care for the north'))).toBeLessThan(1)
    expect(fitOf(chosen, needFrom('her family chose this home'))).toBe(1)
  })

  it('never offers a route for another kind of contract before one for this kind', () => {
    const works: PathwayFit = { ...quotes, categories: ['works'] }
    const care: PathwayFit = { ...quotes, categories: ['light-touch'] }
    expect(fitOf(works, { category: 'works' })).toBeGreaterThan(2 * fitOf(care, { category: 'works' }))
  })

  it.each([
    ['bottled water within hours, contamination', { urgency: 'emergency' }],
    ['a review by the end of the month', { urgency: 'soon' }],
    ['two firms each build a prototype', { novelty: 'new' }],
    ['only one supplier holds the patent', { suppliers: 'one' }],
    ['several contractors could do it', { suppliers: 'many' }],
  ])('reads %j', (text, need) => {
    expect(needFrom(text)).toMatchObject(need)
  })
})
