import { randomUUID } from 'node:crypto'

/** A question on the page with the id of its answer. */
export interface Exchange {
  question: string
  questionId: string
}

const MOST_CONVERSATIONS = 2000
const MOST_EXCHANGES = 20

/** What each page has shown, in memory, oldest dropped first. Ids cannot be guessed and are made here only. */
export function createConversations() {
  const kept = new Map<string, Exchange[]>()
  return {
    /** The conversation with this id, or a new one when the id is not ours. */
    open(id: unknown): { id: string; exchanges: readonly Exchange[] } {
      if (typeof id === 'string' && kept.has(id)) return { id, exchanges: kept.get(id)! }
      const fresh = randomUUID()
      kept.set(fresh, [])
      if (kept.size > MOST_CONVERSATIONS) kept.delete(kept.keys().next().value!)
      return { id: fresh, exchanges: [] }
    },
    add(id: string, exchange: Exchange): void {
      const exchanges = kept.get(id) ?? []
      kept.delete(id)
      kept.set(id, [...exchanges, exchange].slice(-MOST_EXCHANGES))
    },
  }
}
