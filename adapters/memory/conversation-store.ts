import type { Turn } from '../../src/domain/question.ts'
import type { ConversationStore } from '../../src/ports.ts'

const MOST_TURNS = 12

/** Keeps the newest conversations in memory, each to its last turns. They are gone after a restart. */
export function createMemoryConversationStore(most = 5000): ConversationStore {
  const kept = new Map<string, Turn[]>()
  const keyOf = (tenant: string, conversation: string) => JSON.stringify([tenant, conversation])
  return {
    turns: async (tenant, conversation) => kept.get(keyOf(tenant, conversation)) ?? [],
    async add(tenant, conversation, turns) {
      const key = keyOf(tenant, conversation)
      const all = [...(kept.get(key) ?? []), ...turns].slice(-MOST_TURNS)
      kept.delete(key)
      kept.set(key, all)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
    },
  }
}
