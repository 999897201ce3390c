import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecisionRecord, recordAsData } from '../../src/domain/decision-record.ts'
import { decisionRecord, isUnaltered } from '../../src/specialists/decision-record.ts'
import { about, event, NOW, request } from './council.ts'

const events = [
  event(),
  event({ n: 2, kind: 'asked-back', by: 'priya', byName: 'Priya Smith', text: 'What is it worth?' }),
  event({
    n: 3,
    kind: 'replied',
    by: 'priya',
    byName: 'Priya Smith',
    at: NOW + 1,
    text: 'Yes: publish the notice first.',
  }),
  event({ n: 4, kind: 'replied', by: 'tom', byName: 'Tom Smith', at: NOW + 2, text: 'And keep a note.' }),
]
const record = decisionRecord('Exampleshire', request({ about: about(), status: 'answered' }), events, NOW + 3)

/** Every value in a record, by its path, replaced by another one. */
function alterations(value: unknown, put: (changed: unknown) => unknown): unknown[] {
  if (Array.isArray(value))
    return [
      ...value.flatMap((one, index) => alterations(one, (changed) => put(value.with(index, changed)))),
      put(value.slice(1)),
      put([...value, 'more']),
    ]
  if (value && typeof value === 'object')
    return [
      ...Object.entries(value).flatMap(([key, one]) =>
        alterations(one, (changed) => put({ ...value, [key]: changed })),
      ),
      put({ ...value, extra: 1 }),
    ]
  return [put(typeof value === 'number' ? value + 1 : `${value} `)]
}

describe('the decision record', () => {
  it('holds what was asked, answered and replied, with sources in their version', () => {
    expect(record).toMatchObject({
      council: 'Exampleshire',
      question: about().question,
      verdict: about().verdict,
      answer: about().short,
      conditions: about().conditions,
      holdsFor: about().holdsFor,
      sources: about().citations,
      need: request().need,
      status: 'answered',
    })
    expect(record.replies).toEqual([
      { by: 'Priya Smith', at: NOW + 1, text: 'Yes: publish the notice first.' },
      { by: 'Tom Smith', at: NOW + 2, text: 'And keep a note.' },
    ])
  })

  it('is made without an answer too', () => {
    const bare = decisionRecord('Exampleshire', request(), [], NOW)
    expect(bare).toMatchObject({ conditions: [], sources: [], replies: [] })
    expect(isUnaltered(bare)).toBe(true)
  })

  it('is unaltered as made, and after a journey through JSON', () => {
    expect(isUnaltered(record)).toBe(true)
    expect(isUnaltered(JSON.parse(JSON.stringify(record)))).toBe(true)
  })

  it('is altered by any change whatever', () => {
    const { hash, ...rest } = record
    const all = alterations(rest, (changed) => changed) as Omit<DecisionRecord, 'hash'>[]
    expect(all.length).toBeGreaterThan(40)
    for (const one of all) expect(isUnaltered({ ...one, hash }), JSON.stringify(one)).toBe(false)
    expect(isUnaltered({ ...record, hash: hash.replace(/^./, (first) => (first === '0' ? '1' : '0')) })).toBe(false)
  })

  it('does not mind the order of its fields', () => {
    const shuffled = fc.shuffledSubarray(Object.entries(record), { minLength: Object.keys(record).length })
    fc.assert(
      fc.property(shuffled, (entries) => isUnaltered(Object.fromEntries(entries) as unknown as DecisionRecord)),
      { numRuns: 50 },
    )
  })

  it('can be checked with any SHA-256 program over its data', () => {
    expect(createHash('sha256').update(recordAsData(record)).digest('hex')).toBe(record.hash)
    expect(JSON.parse(recordAsData(record))).not.toHaveProperty('hash')
  })
})
