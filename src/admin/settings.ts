import { isAdmin, type Member } from '../domain/member.ts'
import type { Nation } from '../domain/nation.ts'
import { kept, type Person } from '../domain/question.ts'
import type { Tenant } from '../domain/tenant.ts'
import type { Clock } from '../ports.ts'
import type { AuditStore, PeopleStore, TenantStore } from '../stores.ts'
import type { Tenancy } from '../tenancy.ts'

interface Deps {
  tenancy: Tenancy
  tenants: TenantStore
  people: PeopleStore
  audit: AuditStore
  clock: Clock
}

/** What somebody may set for themselves, and an admin for the council. */
export interface Settings {
  of(person: Person): Promise<{ member: Member; tenant: Tenant }>
  /** The nation answers hold for; none is the council's. */
  setNation(person: Person, nation: Nation | undefined): Promise<void>
  /** Askers read the reason instead of an answer. False for those who may not. */
  switchOff(person: Person, reason: string): Promise<boolean>
  switchOn(person: Person): Promise<boolean>
}

const LONGEST_REASON = 500

export function createSettings({ tenancy, tenants, people, audit, clock }: Deps): Settings {
  async function switched(person: Person, change: (tenant: Tenant, member: Member) => Tenant, what: string) {
    const { tenant, member } = await tenancy.known(person)
    if (!isAdmin(member)) return false
    const latest = (await tenants.find(tenant.id)) ?? tenant
    const next = change(latest, member)
    await tenants.save(next)
    await audit.note({
      tenant: tenant.id,
      at: clock.time(),
      by: member.id,
      what,
      ...(next.off && { data: { reason: next.off.reason } }),
    })
    return true
  }

  return {
    async of(person) {
      const { tenant, member } = await tenancy.known(person)
      // Not the copy that others may lag behind by: what was just switched is shown as it is.
      return { member, tenant: (await tenants.find(tenant.id)) ?? tenant }
    },
    async setNation(person, nation) {
      const { member } = await tenancy.known(person)
      const { nation: _, ...others } = member
      await people.save({ ...others, ...(nation && { nation }) })
    },
    switchOff: (person, reason) =>
      switched(
        person,
        (tenant, { name }) => ({
          ...tenant,
          off: { reason: kept(reason.trim(), LONGEST_REASON), by: name || 'an admin', at: clock.time() },
        }),
        'switched off',
      ),
    switchOn: (person) => switched(person, ({ off: _, ...tenant }) => tenant, 'switched on'),
  }
}
