import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SpecialistRequest, STAGES, type Stage } from '../../src/domain/specialist-request.ts'
import { figuresOf, SMALLEST } from '../../src/specialists/figures.ts'
import { ukDay } from '../../src/specialists/working-time.ts'
import { at, HOUR, request } from './council.ts'

const hoursBetween = (from: number, to: number) => (to - from) / HOUR
const monthOf = (moment: number) => ukDay(moment).slice(0, 7)
const figures = (all: readonly SpecialistRequest[]) => figuresOf(all, hoursBetween, monthOf)
const made = (stage: Stage, day = '2026-11-10', after?: number) => {
  const madeAt = at(`${day} 10:00`)
  return request({ madeAt, need: { ...request().need, stage }, ...(after && { firstReplyAt: madeAt + after * HOUR }) })
}
const times = (n: number, stage: Stage, after?: number) =>
  Array.from({ length: n }, () => made(stage, '2026-11-10', after))

describe('how early specialists are brought in', () => {
  it('is the share of requests by stage, and the middle time to a reply', () => {
    const all = [...times(6, 'problem', 2), ...times(5, 'live', 10), ...times(5, 'options', 4)]
    expect(figures(all)).toEqual([
      {
        month: '2026-11',
        requests: 16,
        byStage: { problem: 6 / 16, options: 5 / 16, specification: 0, live: 5 / 16, contract: 0 },
        early: 11 / 16,
        hoursToReply: 4,
      },
    ])
  })

  it('counts by UK month, the latest first', () => {
    const months = figures([
      made('problem', '2026-10-31'),
      made('problem', '2026-11-01'),
      made('problem', '2025-12-31'),
    ])
    expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-10', '2025-12'])
  })

  it('says nothing of a month with few requests', () => {
    expect(figures(times(SMALLEST - 1, 'problem', 2))).toEqual([{ month: '2026-11' }])
  })

  it('says nothing of stages when one of them is small, nor of early and late when either is', () => {
    const [month] = figures([...times(9, 'problem'), ...times(1, 'live')])
    expect(month).toEqual({ month: '2026-11', requests: 10 })
  })

  it('says no time to a reply when few had one', () => {
    expect(figures([...times(6, 'problem'), ...times(4, 'problem', 2)])[0]).not.toHaveProperty('hoursToReply')
  })

  it('lets nobody work out a small number by subtracting what is shown', () => {
    const stage = fc.constantFrom(...STAGES)
    fc.assert(
      fc.property(fc.array(stage, { maxLength: 40 }), (stages) => {
        for (const { requests, byStage, early } of figures(stages.map((one) => made(one)))) {
          if (requests === undefined) {
            expect({ byStage, early }).toEqual({})
            continue
          }
          const shares = [
            requests / requests,
            ...(byStage ? Object.values(byStage) : []),
            ...(early === undefined ? [] : [early]),
          ]
          const counts = shares.flatMap((share) => [share * requests, requests - share * requests]).map(Math.round)
          // With all stages shown, the two sides of one of them are sums of others, small or not.
          const shown = byStage ? Object.values(byStage).map((share) => Math.round(share * requests)) : counts
          for (const count of shown) expect(count === 0 || count >= SMALLEST).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leaves at least two ways for what is not shown to be', () => {
    // Every month of eight requests over two early and one late stage: what is shown must fit more than one of them.
    const seen = new Map<string, Set<string>>()
    for (let problem = 0; problem <= 8; problem++)
      for (let options = 0; options + problem <= 8; options++) {
        const counts = { problem, options, live: 8 - problem - options }
        const all = (Object.keys(counts) as (keyof typeof counts)[]).flatMap((stage) => times(counts[stage], stage))
        const shown = JSON.stringify(figures(all))
        seen.set(shown, (seen.get(shown) ?? new Set()).add(JSON.stringify(counts)))
      }
    for (const [shown, ways] of seen) if (!shown.includes('byStage')) expect(ways.size, shown).toBeGreaterThan(1)
  })
})
