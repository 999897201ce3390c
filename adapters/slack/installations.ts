import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import type { Clock } from '../../src/ports.ts'
import type { PlatformStore } from '../../src/stores.ts'
import type { Seal } from './seal.ts'

/** A workspace, or a whole organisation, that installed the app. */
export interface Installed {
  token: string
  botUser: string
  botId: string
  scopes: string[]
  installedBy: string
  at: number
}

const KIND = 'installation'
/** Workspaces an organisation's installation serves, kept beside it: they leave with it. */
const SERVES = 'serves'
/** A workspace's organisation: events name it, and a message we send unasked has no event. */
const ORGANISATION = 'organisation'
/** Another replica's change is seen after this long at most. */
const FRESH = 30_000

/**
 * Who installed the app, each under its own workspace, sealed. Filed under the workspace rather than the council it
 * belongs to, since a council's file may claim the workspace later. Of an installation only what is used is kept.
 */
export function createInstallations({
  platforms,
  seal,
  clock,
}: {
  platforms: PlatformStore
  seal: Seal
  clock: Clock
}) {
  const known = new Map<string, { at: number; installed: Installed | undefined }>()
  const organisations = new Map<string, string>()
  const owner = (id: string) => `slack:${id}`

  async function read(id: string): Promise<Installed | undefined> {
    const fresh = known.get(id)
    if (fresh && clock.now() - fresh.at < FRESH) return fresh.installed
    const sealed = await platforms.get(owner(id), 'slack', KIND, id)
    const installed = sealed ? (JSON.parse(seal.open(sealed, owner(id))) as Installed) : undefined
    known.set(id, { at: clock.now(), installed })
    return installed
  }

  async function noteServed(enterprise: string, team: string): Promise<void> {
    if (organisations.get(team) === enterprise) return
    await platforms.put(owner(enterprise), 'slack', SERVES, team, '')
    await platforms.put(owner(team), 'slack', ORGANISATION, team, enterprise)
    organisations.set(team, enterprise)
  }

  return {
    /** The workspace's own installation, else its organisation's. */
    async of(team: string, named?: string): Promise<Installed | undefined> {
      const own = await read(team)
      if (own) return own
      const enterprise =
        named ?? organisations.get(team) ?? (await platforms.get(owner(team), 'slack', ORGANISATION, team))
      const shared = enterprise && enterprise !== team ? await read(enterprise) : undefined
      if (shared) await noteServed(enterprise!, team)
      return shared
    },
    /** The workspaces that have the app from their organisation, and from nowhere else. */
    async servedBy(enterprise: string): Promise<string[]> {
      const served = await platforms.list(owner(enterprise), 'slack', SERVES)
      const own = await Promise.all(served.map(({ key }) => read(key)))
      return served.flatMap(({ key }, place) => (own[place] ? [] : [key]))
    },
    /** The organisation's own, and what was noted of it. */
    async removeOrganisation(enterprise: string): Promise<void> {
      await platforms.remove(owner(enterprise), 'slack')
      known.delete(enterprise)
    },
    async save(id: string, installed: Installed): Promise<void> {
      await platforms.put(owner(id), 'slack', KIND, id, seal.close(JSON.stringify(installed), owner(id)))
      known.delete(id)
    },
    async remove(id: string): Promise<void> {
      await platforms.remove(owner(id), 'slack', KIND, id)
      await platforms.remove(owner(id), 'slack', ORGANISATION, id)
      known.delete(id)
      organisations.delete(id)
    },
  }
}

export type Installations = ReturnType<typeof createInstallations>

/** The same, as Bolt's installer asks for it. `afterwards` hears of each new one. */
export function asInstallationStore(
  installations: Installations,
  clock: Clock,
  afterwards: (id: string, installed: Installed) => Promise<void>,
): InstallationStore {
  return {
    async storeInstallation(installation: Installation) {
      const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id
      if (!id || !installation.bot) throw new Error('an installation without a workspace or a bot')
      const { token, userId, id: botId, scopes } = installation.bot
      const installedBy = installation.user.id
      const installed = { token, botUser: userId, botId, scopes, installedBy, at: clock.time() }
      await installations.save(id, installed)
      await afterwards(id, installed)
    },
    async fetchInstallation({ teamId, enterpriseId }: InstallationQuery<boolean>) {
      const installed = await installations.of(teamId ?? enterpriseId ?? '', enterpriseId)
      if (!installed) throw new Error('not installed')
      throw new Error('tokens are not handed out here')
    },
  }
}
