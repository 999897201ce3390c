import type { Identity, Member } from './domain/member.ts'
import type { Nation } from './domain/nation.ts'
import type { Person } from './domain/question.ts'
import { LOCAL_TENANT, type Tenant, TenantSettings } from './domain/tenant.ts'
import type { Clock } from './ports.ts'
import type { AuditStore, PeopleStore, TenantStore } from './stores.ts'

/** Somebody, and the tenant they belong to: what every use-case needs to know who is asking. */
export interface Known {
  tenant: Tenant
  member: Member
}

export interface Tenancy {
  /** The tenant a platform's workspace belongs to. */
  tenantOf(workspace: string): Promise<Tenant>
  /** Who this is, made known when first seen. `Person.tenant` is the platform's own: `slack:T…`, `teams:…`, `local`. */
  known(person: Person, as?: { name?: string }): Promise<Known>
  identities(member: Member): Promise<Identity[]>
}

interface Deps {
  tenants: TenantStore
  people: PeopleStore
  audit: AuditStore
  clock: Clock
  /** Platforms on which every workspace is a tenant of its own; on the others all are the local one. */
  separate: ReadonlySet<string>
  nation?: Nation | undefined
}

/** The only council set up, whatever its file is called; otherwise the local one. A workspace of its own is nobody's home. */
export function homeAmong(tenants: readonly Tenant[]): Tenant | undefined {
  const councils = tenants.filter(({ id }) => id !== LOCAL_TENANT && !id.includes(':'))
  return councils.length === 1 ? councils[0] : tenants.find(({ id }) => id === LOCAL_TENANT)
}

/** A change to a tenant's settings is seen after this long at most, in milliseconds. */
const FRESH = 2000

/**
 * Which tenant a message belongs to. A workspace named in a tenant's settings is that tenant's; otherwise it is a tenant
 * of its own where many may install the app, and the local one where only one can.
 */
export function createTenancy({ tenants, people, audit, clock, separate, nation }: Deps): Tenancy {
  let all: { at: number; list: Tenant[] } | undefined

  async function list(): Promise<Tenant[]> {
    if (!all || clock.now() - all.at > FRESH) all = { at: clock.now(), list: await tenants.all() }
    return all.list
  }

  async function tenantOf(workspace: string): Promise<Tenant> {
    const known = await list()
    const named = known.find(({ id, workspaces }) => workspaces.includes(workspace) || id === workspace)
    if (named) return named
    const own = separate.has(workspace.split(':')[0]!)
    const home = homeAmong(known)
    if (!own && home) return home
    const made: Tenant = {
      ...TenantSettings.parse({
        name: own ? workspace : 'This council',
        workspaces: own ? [workspace] : [],
        ...(nation && { nation }),
      }),
      id: own ? workspace : LOCAL_TENANT,
    }
    await tenants.save(made)
    all = undefined
    return made
  }

  return {
    tenantOf,
    async known({ tenant: workspace, platform, id }, as = {}) {
      const tenant = await tenantOf(workspace)
      const member = await people.know(tenant.id, { platform, id }, as)
      if (platform !== 'web' || !tenant.admins.includes(id) || member.roles.includes('admin')) return { tenant, member }
      // Not by the copy at hand: who was just taken off the list must not have the role back.
      if (!(await tenants.find(tenant.id))?.admins.includes(id)) return { tenant, member }
      const admin: Member = { ...member, roles: [...member.roles, 'admin'] }
      await people.save(admin)
      const data = { member: member.id, role: 'admin' }
      await audit.note({ tenant: tenant.id, at: clock.time(), by: 'council file', what: 'role given', data })
      return { tenant, member: admin }
    },
    identities: (member) => people.identities(member.tenant, member.id),
  }
}
