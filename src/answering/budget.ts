import type { Clock } from '../ports.ts'

export interface Limits {
  /** calls a day */
  perPerson: number
  perTenant: number
}

/** Counts a model's calls by person and tenant, and says whether one more may be made today. */
export function createBudget({ perPerson, perTenant }: Limits, clock: Pick<Clock, 'today'>) {
  let day = ''
  const spent = new Map<string, number>()

  return {
    take(tenant: string, person: string): boolean {
      const today = clock.today()
      if (today !== day) spent.clear()
      day = today
      const keys = [`t\n${tenant}`, `p\n${tenant}\n${person}`] as const
      const [ofTenant, ofPerson] = keys.map((key) => spent.get(key) ?? 0) as [number, number]
      if (ofTenant >= perTenant || ofPerson >= perPerson) return false
      spent.set(keys[0], ofTenant + 1)
      spent.set(keys[1], ofPerson + 1)
      return true
    },
  }
}
export type Budget = ReturnType<typeof createBudget>
