import { describe, expect, it } from 'vitest'
import { confidenceOf } from '../../src/answering/confidence.ts'
import type { Entry } from '../../src/domain/entry.ts'

const ranked = (...scores: number[]) => scores.map((score) => ({ entry: {} as Entry, score, confidence: 0.5 }))
const sure = { sure: 0.9, covered: 0.8 }

describe('how likely an answer is to be right', () => {
  it('is likelier the further the best entry stands ahead', () => {
    expect(confidenceOf(ranked(1, 0.6, 0.5))).toBeGreaterThan(confidenceOf(ranked(1, 0.99, 0.98)))
  })

  it('is likelier the surer the verdict and the more of what was said its claim holds', () => {
    const near = ranked(1, 0.8, 0.7)
    const given = confidenceOf(near, { ruled: sure })
    expect(given).toBeGreaterThan(confidenceOf(near, { ruled: { ...sure, sure: 0.4 } }))
    expect(given).toBeGreaterThan(confidenceOf(near, { ruled: { ...sure, covered: 0.2 } }))
  })

  it('is low where a verdict was due and none is given, or the match is hardly one', () => {
    expect(confidenceOf(ranked(1, 0.8, 0.7), { unsaid: true })).toBeLessThan(0.75)
    expect(confidenceOf([{ entry: {} as Entry, score: 1, confidence: 0.01 }])).toBeLessThan(0.2)
    expect(confidenceOf([])).toBe(0)
  })
})
