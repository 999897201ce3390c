import type { SeenEvents } from '../../src/ports.ts'

/** Remembers the newest event keys in memory. */
export function createMemorySeenEvents(most = 20_000): SeenEvents {
  const seen = new Set<string>()
  return {
    async firstTime(key) {
      if (seen.has(key)) return false
      seen.add(key)
      if (seen.size > most) seen.delete(seen.values().next().value!)
      return true
    },
  }
}
