import type { Clock } from '../../src/ports.ts'
import type { Bot } from './clients.ts'

/** What Slack says of somebody. */
export interface Known {
  name?: string
  /** Invited from outside the council. */
  guest: boolean
}

const FRESH = 3_600_000
/** As many as are remembered; a town hall has fewer. */
const MOST = 20_000

/** Names, and who is a guest, asked of Slack at most once an hour each. Not knowing is no reason not to answer. */
export function createPeople(clock: Clock) {
  const known = new Map<string, { at: number; it: Known }>()
  return async ({ client }: Bot, team: string, user: string): Promise<Known> => {
    const key = `${team}:${user}`
    const fresh = known.get(key)
    if (fresh && clock.now() - fresh.at < FRESH) return fresh.it
    const it = await client.users.info({ user }).then(
      ({ user: found }): Known => {
        const name = found?.profile?.real_name || found?.real_name || found?.name
        return {
          ...(name && { name }),
          // is_stranger: somebody of another organisation, met in a shared channel.
          guest: Boolean(found?.is_restricted || found?.is_ultra_restricted || found?.is_stranger),
        }
      },
      (): Known => fresh?.it ?? { guest: false },
    )
    if (known.size >= MOST) known.clear()
    known.set(key, { at: clock.now(), it })
    return it
  }
}

export type People = ReturnType<typeof createPeople>
