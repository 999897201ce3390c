import type { PlatformStore } from '../../src/stores.ts'
import { PLATFORM } from './places.ts'

/** An answer shown: the question it was to, and the messages that show it. */
export interface ShownAnswer {
  question: string
  messages: string[]
}

const DAY = 24 * 3_600_000
/** months */
const YEAR = 12

/** A month, or one some months before it. */
function kindOf(at: number, back = 0): string {
  const day = new Date(at)
  return `answers-${new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - back, 1)).toISOString().slice(0, 7)}`
}

/**
 * Which message shows which answer: for feedback, which names the message alone, and for questions edited or taken back.
 * Kept by month, so that what is older than conversations are kept goes all at once.
 */
export function createAnswersShown(platforms: PlatformStore, time: () => number) {
  const tidied = new Map<string, string>()

  /** From this month back to the oldest that is kept. */
  async function find(tenant: string, key: string, keep: number): Promise<string | undefined> {
    const oldest = kindOf(time() - keep * DAY)
    for (let back = 0; ; back++) {
      const kind = kindOf(time(), back)
      const value = await platforms.get(tenant, PLATFORM, kind, key)
      if (value !== undefined || kind <= oldest) return value
    }
  }

  async function tidy(tenant: string, keep: number): Promise<void> {
    const kind = kindOf(time())
    if (tidied.get(tenant) === kind) return
    tidied.set(tenant, kind)
    for (let back = 1; back <= YEAR; back++) await platforms.remove(tenant, PLATFORM, kindOf(time() - keep * DAY, back))
  }

  const asked = (conversation: string, activity: string) => `${conversation} asked ${activity}`
  const said = (conversation: string, message: string) => `${conversation} said ${message}`

  return {
    /** `keep` is in days: how long the tenant keeps conversations. */
    async keep(
      tenant: string,
      conversation: string,
      activity: string,
      shown: ShownAnswer,
      keep: number,
    ): Promise<void> {
      await tidy(tenant, keep)
      const kind = kindOf(time())
      const [last] = shown.messages
      await platforms.put(tenant, PLATFORM, kind, asked(conversation, activity), JSON.stringify(shown))
      if (last) await platforms.put(tenant, PLATFORM, kind, said(conversation, last), shown.question)
    },
    async toQuestion(
      tenant: string,
      conversation: string,
      activity: string,
      keep: number,
    ): Promise<ShownAnswer | undefined> {
      const found = await find(tenant, asked(conversation, activity), keep)
      return found === undefined ? undefined : (JSON.parse(found) as ShownAnswer)
    },
    inMessage: (tenant: string, conversation: string, message: string, keep: number) =>
      find(tenant, said(conversation, message), keep),
  }
}
export type AnswersShown = ReturnType<typeof createAnswersShown>
