import { describe, expect, it } from 'vitest'
import { type Example, openClassifier, trainClassifier } from '../../src/answering/classifier.ts'

const WORDS = ['tender', 'notice', 'garden', 'weather', 'supplier', 'football', 'contract', 'recipe', 'bid', 'holiday']
const OURS = new Set(['tender', 'notice', 'supplier', 'contract', 'bid'])
const examples: Example[] = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [WORDS[i % 10]!, WORDS[(i * 3 + (i >> 3)) % 10]!]
  return { label: OURS.has(a) ? 'ours' : 'elsewhere', features: [...new Set([a, b, `n${i % 4}`])] }
})
const shareOfOurs = (some: readonly Example[], features: string[]) => {
  const { labels, shares } = openClassifier(trainClassifier(some))
  return shares(features)[labels.indexOf('ours')]!
}

describe('a classifier', () => {
  it('learns what goes with which label', () => {
    expect(shareOfOurs(examples, ['tender', 'notice'])).toBeGreaterThan(0.9)
    expect(shareOfOurs(examples, ['garden', 'recipe'])).toBeLessThan(0.1)
  })

  it('learns the same whatever order the examples come in', () => {
    expect(shareOfOurs([...examples].reverse(), ['tender', 'recipe'])).toBeCloseTo(
      shareOfOurs(examples, ['tender', 'recipe']),
      2,
    )
  })

  it('hardly changes with one example more', () => {
    const more = [...examples, { label: 'ours', features: ['bid', 'contract'] }]
    for (const features of [['tender', 'recipe'], ['holiday', 'bid'], ['garden']])
      expect(Math.abs(shareOfOurs(more, features) - shareOfOurs(examples, features))).toBeLessThan(0.03)
  })
})
