import type { Person } from '../domain/question.ts'
import type { Clock } from '../ports.ts'

/** Calls a day. */
export interface Limits {
  perPerson: number
  perTenant: number
  /** all visitors of a tenant together, within what the tenant has */
  byVisitors: number
}

/**
 * Counts a model's calls and says whether one more may be made today: within what the person has left, and what their
 * tenant has. A visitor is somebody new at each visit, so visitors are counted by where they come from, and together.
 */
export function createBudget({ perPerson, perTenant, byVisitors }: Limits, clock: Pick<Clock, 'today'>) {
  let day = ''
  const spent = new Map<string, number>()

  return {
    take(person: Person): boolean {
      const today = clock.today()
      if (today !== day) spent.clear()
      day = today
      const purses = pursesOf(person)
      if (purses.some(([name, limit]) => (spent.get(name) ?? 0) >= limit)) return false
      for (const [name] of purses) spent.set(name, (spent.get(name) ?? 0) + 1)
      return true
    },
  }

  function pursesOf({ tenant, platform, id, visitor }: Person): [name: string, limit: number][] {
    const person = visitor ? ['source', visitor] : ['person', id]
    return [
      [JSON.stringify([tenant]), perTenant],
      [JSON.stringify([tenant, platform, ...person]), perPerson],
      ...(visitor === undefined ? [] : ([[JSON.stringify([tenant, 'visitors']), byVisitors]] as [string, number][])),
    ]
  }
}
export type Budget = ReturnType<typeof createBudget>
