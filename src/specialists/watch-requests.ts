import type { SpecialistRequest } from '../domain/specialist-request.ts'
import type { Log } from '../ports.ts'
import type { RequestStore } from '../stores.ts'

/** Hears of every request that was made or changed, after it was stored. */
export type OnRequest = (request: SpecialistRequest) => Promise<void>

/** A request store that tells of changes. What a listener fails at is logged: the change is stored and stays. */
export function watchRequests(requests: RequestStore, listeners: readonly OnRequest[], log: Log): RequestStore {
  const tell = async (request: SpecialistRequest) => {
    for (const listener of listeners)
      await listener(request).catch((error: Error) => log.warn('a change was not passed on', { name: error.name }))
  }
  return {
    ...requests,
    async make(change) {
      const made = await requests.make(change)
      if (made.made) await tell(made.request)
      return made
    },
    async change(change) {
      const done = await requests.change(change)
      if (done) await tell(change.request)
      return done
    },
  }
}
