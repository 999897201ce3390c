import { describe, expect, it } from 'vitest'
import { allStems, contentStems, stemOf, wordsOf } from '../../src/retrieval/words.ts'

describe('words', () => {
  it.each([
    ['s.17', ['s17']],
    ['Section 17', ['s17']],
    ['Sch.5 para 2', ['sch5', 'para2']],
    ['PPN 017', ['ppn17']],
    ['UK 4 notice', ['uk4', 'notice']],
    ['£30k', ['30000']],
    ['£30,000', ['30000']],
    ['£1.5m a year', ['1500000', 'a', 'year']],
    ['eight working days', ['8', 'working', 'days']],
    ["can't we’re", ['cant', 'were']],
    ['constructor toString', ['constructor', 'tostring']],
  ])('reads %s in one spelling', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('takes one spelling for per cent and for short forms', () => {
    expect(wordsOf('10% cut, ten per cent or a percentage')).toEqual(wordsOf('10 percent cut, 10 percent or a percent'))
    expect(wordsOf('case mgmt')).toEqual(['case', 'management'])
  })

  it('keeps "specifically" apart from a specification', () => {
    expect(stemOf(wordsOf('specifically')[0]!)).not.toBe(stemOf('specification'))
  })

  it('drops common words from long text and keeps them in phrasings', () => {
    expect(contentStems('can we talk to the suppliers')).toEqual(['talk', 'supplier'])
    expect(allStems('can we talk to the suppliers')).toContain('can')
  })
})
