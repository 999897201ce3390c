import { personIn } from './events.ts'
import type { Installed } from './installations.ts'
import type { Tools } from './tools.ts'

/**
 * Whoever brings the app into a workspace of its own looks after it: somebody has to be able to switch it off. Where a
 * council's file names its admins, installing gives nobody a right.
 */
export async function welcomeInstaller(
  { tenancy, stores, people, clients }: Tools,
  id: string,
  installed: Installed,
): Promise<void> {
  const workspace = `slack:${id}`
  const tenant = await tenancy.tenantOf(workspace)
  if (tenant.id !== workspace) return
  const bot = await clients.of(id)
  const { name } = await people(bot, id, installed.installedBy)
  const { member } = await tenancy.known(personIn(id, installed.installedBy), { ...(name && { name }) })
  if (!member.roles.includes('admin')) await stores.people.save({ ...member, roles: [...member.roles, 'admin'] })
}
