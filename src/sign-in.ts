import { createHash, randomBytes } from 'node:crypto'
import { type Member, ROLES, type Role } from './domain/member.ts'
import type { Person } from './domain/question.ts'
import { LOCAL_TENANT } from './domain/tenant.ts'
import type { Clock } from './ports.ts'
import type { Stores } from './stores.ts'
import { homeAmong, type Tenancy } from './tenancy.ts'

/** Long enough to walk to another machine, too short to be found lying about. */
export const LINK_MINUTES = 15
const WEB = 'web'

/** Somebody to make a link for, as named at the command line or by the service itself. */
export interface Invited {
  name: string
  role: Role
  email?: string
  /** The only council there is, when left out. */
  tenant?: string
}

/**
 * How people come in at the page. What they may do there is for the council's file to say, and for whoever may
 * open its data folder and make a link; never for a claim of another sign-in.
 */
export interface Entrance {
  /** The council somebody belongs to: where their e-mail address is known, otherwise the only one there is. */
  homeOf(email?: string): Promise<string>
  /** A further one-time link; only its hash is kept. Undefined when there is no such council. */
  invite(invited: Invited): Promise<{ token: string; member: Member; onRoster: boolean } | undefined>
  /** Uses a link up. Undefined when it was never given, was used or is too old. */
  byLink(token: string): Promise<Person | undefined>
  /** A person another sign-in vouches for, with what they asked before as a visitor. */
  byEmail(email: string, name?: string, visitor?: Person): Promise<Person>
}

interface Deps {
  stores: Pick<Stores, 'tenants' | 'roster' | 'people' | 'signInLinks' | 'audit'>
  tenancy: Tenancy
  clock: Clock
}

export function createEntrance({ stores, tenancy, clock }: Deps): Entrance {
  async function homeOf(email?: string): Promise<string> {
    const all = await stores.tenants.all()
    for (const { id, admins } of email ? all : []) {
      const roster = await stores.roster.list(id)
      if (admins.includes(email!) || roster.some(({ contacts }) => contacts.web === email)) return id
    }
    return (homeAmong(all) ?? (await tenancy.tenantOf(LOCAL_TENANT))).id
  }

  /** The member who is meant: the specialist of that address or name, otherwise whoever has the address. */
  async function memberFor(tenant: string, { name, email }: Invited): Promise<{ member: Member; onRoster: boolean }> {
    const listed = (await stores.roster.list(tenant)).find((one) =>
      email ? one.contacts.web === email : one.name.toLowerCase() === name.toLowerCase(),
    )
    const known = listed && (await stores.people.find(tenant, listed.member))
    if (known) return { member: known, onRoster: true }
    const id = email ?? `local:${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`
    return { member: (await tenancy.known({ tenant, platform: WEB, id }, { name })).member, onRoster: false }
  }

  /** The identity a member has at the page; one of its own is made for those who have none. */
  async function webIdOf({ tenant, id }: Member): Promise<string> {
    const own = (await stores.people.identities(tenant, id)).find(({ platform }) => platform === WEB)
    if (own) return own.id
    await stores.people.join(tenant, id, { platform: WEB, id: `member:${id}` })
    return `member:${id}`
  }

  return {
    homeOf,

    async invite(invited) {
      const email = invited.email?.toLowerCase()
      const tenant = invited.tenant ?? (await homeOf(email))
      if (!(await stores.tenants.find(tenant))) return undefined
      const { member, onRoster } = await memberFor(tenant, { ...invited, ...(email && { email }) })
      const roles = rolesFor(invited.role, onRoster)
      if (roles.join() !== ROLES.filter((role) => member.roles.includes(role)).join()) {
        await stores.people.save({ ...member, roles })
        const data = { member: member.id, from: member.roles, to: roles }
        await stores.audit.note({ tenant, at: clock.time(), by: 'sign-in link', what: 'roles set', data })
      }
      const token = randomBytes(32).toString('base64url')
      const expires = clock.time() + LINK_MINUTES * 60_000
      await stores.signInLinks.add({ hash: hashOf(token), tenant, member: member.id, expires })
      return { token, member: { ...member, roles }, onRoster }
    },

    async byLink(token) {
      const used = await stores.signInLinks.use(hashOf(token), clock.time())
      const member = used && (await stores.people.find(used.tenant, used.member))
      return member && { tenant: member.tenant, platform: WEB, id: await webIdOf(member) }
    },

    async byEmail(email, name, visitor) {
      const tenant = await homeOf(email)
      const person: Person = { tenant, platform: WEB, id: email }
      const { member } = await tenancy.known(person, { ...(name && { name }) })
      if (visitor?.tenant === tenant) await stores.people.join(tenant, member.id, { platform: WEB, id: visitor.id })
      return person
    },
  }
}

/** What a link makes somebody from now on, also where that is less than they were. Who is on the roster stays a specialist. */
const rolesFor = (role: Role, onRoster: boolean): Role[] =>
  ROLES.filter((one) => one === 'asker' || (one === 'specialist' ? role !== 'asker' || onRoster : role === 'admin'))

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
