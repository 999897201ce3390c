import type { Role } from '../domain/member.ts'
import type { Clock } from '../ports.ts'
import type { Stores } from '../stores.ts'

type Kept = Pick<Stores, 'tenants' | 'roster' | 'audit' | 'people'>

/** Who a council's file lists, by member. Admins who never came yet are nobody's member. */
export async function listedIn({ tenants, roster, people }: Kept, tenant: string) {
  const admins = (await tenants.find(tenant))?.admins ?? []
  const found = await Promise.all(admins.map((id) => people.behind(tenant, { platform: 'web', id })))
  return {
    admins: found.flatMap((member) => (member ? [member.id] : [])),
    specialists: (await roster.list(tenant)).map(({ member }) => member),
  }
}

type Listed = Awaited<ReturnType<typeof listedIn>>

/**
 * Whoever a file no longer lists is no admin any more, and the audit says whose role came or went with it. A listed admin
 * is given the role when they come (tenancy.ts), a specialist with the list itself (the roster).
 */
export async function followFile(stores: Kept, tenant: string, before: Listed, file: string, clock: Clock) {
  const after = await listedIn(stores, tenant)
  const note = (what: string, role: Role, member: string) =>
    stores.audit.note({ tenant, at: clock.time(), by: file, what, data: { member, role } })
  for (const id of without(before.admins, after.admins)) {
    const member = await stores.people.find(tenant, id)
    if (!member?.roles.includes('admin')) continue
    await stores.people.save({ ...member, roles: member.roles.filter((role) => role !== 'admin') })
    await note('role taken away', 'admin', id)
  }
  for (const id of without(after.specialists, before.specialists)) await note('role given', 'specialist', id)
  for (const id of without(before.specialists, after.specialists)) await note('role taken away', 'specialist', id)
}

const without = (some: readonly string[], others: readonly string[]) => some.filter((one) => !others.includes(one))
