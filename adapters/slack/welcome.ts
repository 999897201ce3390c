import { personIn } from './events.ts'
import type { Installed } from './installations.ts'
import type { Tools, Who } from './tools.ts'

/**
 * Whoever brings the app into a workspace of its own looks after it: somebody has to be able to switch it off. Where a
 * council's file names its admins, installing gives nobody a right.
 */
export async function lookAfter({ tenancy, stores, people }: Tools, { bot, team, person }: Who): Promise<void> {
  if (bot.installedBy !== person.id) return
  const tenant = await tenancy.tenantOf(person.tenant)
  if (tenant.id !== person.tenant) return
  const { name } = await people(bot, team, person.id)
  const { member } = await tenancy.known(person, { ...(name && { name }) })
  if (!member.roles.includes('admin')) await stores.people.save({ ...member, roles: [...member.roles, 'admin'] })
}

/** At once for a workspace; for an organisation, in each workspace where its installer opens the Home tab. */
export async function welcomeInstaller(tools: Tools, id: string, { installedBy }: Installed): Promise<void> {
  if (id.startsWith('E')) return
  const person = personIn(id, installedBy)
  const { id: tenant } = await tools.tenancy.tenantOf(person.tenant)
  await lookAfter(tools, { bot: await tools.clients.of(id), team: id, tenant, person })
}
