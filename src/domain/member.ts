import type { Nation } from './nation.ts'

/** What somebody may do: ask, work on requests, or look after the tenant. Everybody may ask. */
export const ROLES = ['asker', 'specialist', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody known to a tenant, whatever platforms they write from. */
export interface Member {
  tenant: string
  id: string
  name: string
  roles: readonly Role[]
  /** Their own default nation; the tenant's holds otherwise. */
  nation?: Nation
}

/** Where a member is reached: an id on a platform (`slack` U0123, `teams` an object id, `web` an e-mail address). */
export interface Identity {
  platform: string
  id: string
}

export const isSpecialist = ({ roles }: Member) => roles.includes('specialist') || roles.includes('admin')
export const isAdmin = ({ roles }: Member) => roles.includes('admin')
