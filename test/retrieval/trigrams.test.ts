import { describe, expect, it } from 'vitest'
import { createWordMatcher } from '../../src/retrieval/trigrams.ts'

const matcher = createWordMatcher(['procur', 'supplier', 'standstil', 'framework', 'tender', 'novat'])

describe('near spellings', () => {
  it.each([
    ['suplier', 'supplier'],
    ['framwork', 'framework'],
    ['standstll', 'standstil'],
    ['tendr', 'tender'],
    ['porcur', 'procur'],
  ])('reads %s as %s', (typed, meant) => {
    expect(matcher.nearest(typed)[0]?.word).toBe(meant)
  })

  it('finds nothing near a word of another subject', () => {
    expect(matcher.nearest('macbeth')).toEqual([])
  })

  it('leaves figures alone', () => {
    expect(matcher.nearest('207720')).toEqual([])
  })
})
