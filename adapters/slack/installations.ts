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
  const owner = (id: string) => `slack:${id}`

  async function read(id: string): Promise<Installed | undefined> {
    const fresh = known.get(id)
    if (fresh && clock.now() - fresh.at < FRESH) return fresh.installed
    const sealed = await platforms.get(owner(id), 'slack', KIND, id)
    const installed = sealed ? (JSON.parse(seal.open(sealed, owner(id))) as Installed) : undefined
    known.set(id, { at: clock.now(), installed })
    return installed
  }

  return {
    /** The workspace's own installation, else its organisation's. */
    async of(team: string, enterprise?: string): Promise<Installed | undefined> {
      return (await read(team)) ?? (enterprise ? read(enterprise) : undefined)
    },
    async save(id: string, installed: Installed): Promise<void> {
      await platforms.put(owner(id), 'slack', KIND, id, seal.close(JSON.stringify(installed), owner(id)))
      known.delete(id)
    },
    async remove(id: string): Promise<void> {
      await platforms.remove(owner(id), 'slack', KIND, id)
      known.delete(id)
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
