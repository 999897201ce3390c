import type { Thread } from './memory.ts'

/** Words a question in English begins with, spoken as people type. */
const ASKS =
  /^(?:(?:and|but|so|ok|okay|right|thanks|great|also|then)[,\s]+)*(?:what|how|who|whom|when|where|which|why|can|could|may|must|should|shall|do|does|did|is|are|was|were|will|would|has|have|what's|who's|how's|tell me|show me|explain)\b/i

interface Said {
  text: string
  user: string
  /** Others than Waymark it names. */
  others: readonly string[]
}

/**
 * Whether a message in a thread Waymark speaks in is for Waymark although it does not name it. It is, when whoever asked
 * here by name goes on right after the answer, names nobody else, and asks something or answers what was asked back.
 * Everything else is people talking to one another.
 */
export function isFollowUp(thread: Thread | undefined, { text, user, others }: Said): boolean {
  if (!thread || others.length) return false
  if (!thread.askers.includes(user)) return false
  if (thread.last !== 'us' && thread.last !== user) return false
  return thread.askedBack || text.includes('?') || ASKS.test(text)
}
