import { describe, expect, it } from 'vitest'
import { similarTo, withoutPeople } from '../../src/specialists/similar.ts'
import { about, HOUR, NOW, request } from './council.ts'

const need = (words: string, stage: 'problem' | 'live' = 'problem') => ({ words, stage, value: 'unknown' as const })
const like = (words: string, others: ReturnType<typeof request>[], id = 'mine') =>
  similarTo({ id, need: need(words) }, others).map((other) => other.id)

describe('a request like this one', () => {
  it('shares its words, most alike first', () => {
    const others = [
      request({ id: 'some', need: need('street lighting suppliers in the north') }),
      request({ id: 'most', need: need('talk to street lighting suppliers') }),
      request({ id: 'none', need: need('a day centre for carers') }),
    ]
    expect(like('may we talk to street lighting suppliers', others)).toEqual(['most', 'some'])
  })

  it('shares the entry that answered it, however it was put', () => {
    const other = request({ id: 'other', need: need('pre-market chat'), about: about() })
    const [found] = similarTo({ need: need('have a word with vendors'), about: about({ question: 'x' }) }, [other])
    expect(found?.id).toBe('other')
  })

  it('is never a live procurement, nor itself', () => {
    const words = 'talk to street lighting suppliers'
    expect(like(words, [request({ id: 'live', need: need(words, 'live') })])).toEqual([])
    expect(like(words, [request({ id: 'mine', need: need(words) })])).toEqual([])
  })

  it('is the later of two alike, and one of three at most', () => {
    const words = 'talk to street lighting suppliers'
    const others = [1, 2, 3, 4].map((n) => request({ id: `r${n}`, need: need(words), madeAt: NOW + n * HOUR }))
    expect(like(words, others)).toEqual(['r4', 'r3', 'r2'])
  })

  it('is none for words that say nothing', () => {
    expect(like('can we do it', [request({ id: 'a', need: need('can we do it') })])).toEqual([])
  })
})

describe('a reply as another asker reads it', () => {
  it('names neither the one who asked nor how to reach anybody', () => {
    const text =
      'Dear Sam Lee, ring Mrs Jones on 0113 496 0000 or write to bids@acme.co.uk. Sam’s plan is lawful; same for LEE.'
    const shown = withoutPeople(text, 'Sam Lee')
    expect(shown).not.toMatch(/\bSam\b|\bLee\b|Jones|0113|acme/i)
    expect(shown).toContain('plan is lawful; same for')
  })

  it('is as written where there is nothing to take out', () => {
    expect(withoutPeople('Yes: publish the notice first.', '')).toBe('Yes: publish the notice first.')
  })

  it('takes no time over anything', () => {
    const started = performance.now()
    for (const text of ['a'.repeat(4000), 'a.'.repeat(2000), "A'".repeat(2000), '0 '.repeat(2000)])
      withoutPeople(text, 'Sam Lee')
    expect(performance.now() - started).toBeLessThan(500)
  })
})
