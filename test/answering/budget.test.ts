import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/answering/budget.ts'

const TODAY = { today: () => '2026-11-21' }
const person = (tenant: string, id: string) => ({ tenant, platform: 'slack', id })
const visitor = (id: string, mark = '', tenant = 'local') => ({ tenant, platform: 'web', id, visitor: mark })

describe('a budget', () => {
  it('is by person and by tenant, and starts anew each day', () => {
    let day = '2026-11-21'
    const budget = createBudget({ perPerson: 1, perTenant: 2, byVisitors: 0 }, { today: () => day })
    expect([
      budget.take(person('a', 'x')),
      budget.take(person('a', 'x')),
      budget.take(person('a', 'y')),
      budget.take(person('a', 'z')),
      budget.take(person('b', 'x')),
    ]).toEqual([true, false, true, false, true])
    day = '2026-11-22'
    expect(budget.take(person('a', 'x'))).toBe(true)
  })

  it('of the visitors together leaves the tenant’s to those who are known, however often a visitor comes anew', () => {
    const budget = createBudget({ perPerson: 100, perTenant: 10, byVisitors: 3 }, TODAY)
    const visits = Array.from({ length: 50 }, (_, visit) => budget.take(visitor(`visit ${visit}`)))
    expect(visits.filter(Boolean)).toHaveLength(3)
    expect(budget.take(person('local', 'ada'))).toBe(true)
  })

  it('of one source is that of one person, and leaves other visitors theirs', () => {
    const budget = createBudget({ perPerson: 2, perTenant: 10, byVisitors: 5 }, TODAY)
    const visits = Array.from({ length: 9 }, (_, visit) => budget.take(visitor(`visit ${visit}`, 'here')))
    expect(visits.filter(Boolean)).toHaveLength(2)
    expect(budget.take(visitor('another', 'there'))).toBe(true)
  })

  it('does not take one name for another, whatever ids hold', () => {
    const budget = createBudget({ perPerson: 1, perTenant: 1, byVisitors: 1 }, TODAY)
    expect(budget.take({ tenant: 'a', platform: 'b","c', id: 'd' })).toBe(true)
    expect(budget.take({ tenant: 'a","b', platform: 'c', id: 'd' })).toBe(true)
    expect(budget.take(visitor('v', 'visitors', 'x'))).toBe(true)
  })
})
