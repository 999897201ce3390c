import type { PlatformStore } from '../../src/stores.ts'
import { PLATFORM } from './places.ts'

/** An answer shown: the message that asked, the question it became, and the messages that answer it. */
export interface ShownAnswer {
  asked: string
  question: string
  messages: string[]
}

const DAY = 24 * 3_600_000
/** months */
const YEAR = 12
/** Of one conversation: nobody changes or judges what lies further back. */
const MOST = 50
/** Conversations whose list is at hand. */
const AT_HAND = 2000

/** A month, or one some months before it. */
function kindOf(at: number, back = 0): string {
  const day = new Date(at)
  return `answers-${new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - back, 1)).toISOString().slice(0, 7)}`
}

/**
 * Which message shows which answer: for feedback, which names the message alone, and for questions edited or taken back.
 * One row a conversation, so that an answer costs one write; kept by month, so that what is older than conversations are
 * kept goes all at once.
 */
export function createAnswersShown(platforms: PlatformStore, time: () => number) {
  const tidied = new Map<string, string>()
  const lists = new Map<string, ShownAnswer[]>()

  /** From this month back to the oldest that is kept. */
  async function read(tenant: string, conversation: string, keep: number): Promise<ShownAnswer[]> {
    const kept = lists.get(`${tenant}\n${conversation}`)
    if (kept) return kept
    const oldest = kindOf(time() - keep * DAY)
    for (let back = 0; ; back++) {
      const kind = kindOf(time(), back)
      const value = await platforms.get(tenant, PLATFORM, kind, conversation)
      if (value !== undefined) return JSON.parse(value) as ShownAnswer[]
      if (kind <= oldest) return []
    }
  }

  async function tidy(tenant: string, keep: number): Promise<void> {
    const kind = kindOf(time())
    if (tidied.get(tenant) === kind) return
    tidied.set(tenant, kind)
    for (let back = 1; back <= YEAR; back++) await platforms.remove(tenant, PLATFORM, kindOf(time() - keep * DAY, back))
  }

  return {
    /** `keep` is in days: how long the tenant keeps conversations. */
    async keep(tenant: string, conversation: string, shown: ShownAnswer, keep: number): Promise<void> {
      await tidy(tenant, keep)
      const others = (await read(tenant, conversation, keep)).filter(({ asked }) => asked !== shown.asked)
      const list = [...others, shown].slice(-MOST)
      await platforms.put(tenant, PLATFORM, kindOf(time()), conversation, JSON.stringify(list))
      if (lists.size >= AT_HAND) lists.clear()
      lists.set(`${tenant}\n${conversation}`, list)
    },

    async toQuestion(
      tenant: string,
      conversation: string,
      asked: string,
      keep: number,
    ): Promise<ShownAnswer | undefined> {
      return (await read(tenant, conversation, keep)).find((shown) => shown.asked === asked)
    },

    async inMessage(tenant: string, conversation: string, message: string, keep: number): Promise<string | undefined> {
      return (await read(tenant, conversation, keep)).find(({ messages }) => messages.includes(message))?.question
    },

    /** The app was removed there. */
    async forget(tenant: string, conversation: string, keep: number): Promise<void> {
      lists.delete(`${tenant}\n${conversation}`)
      for (let back = 0; back * 28 <= keep + 31; back++)
        await platforms.remove(tenant, PLATFORM, kindOf(time(), back), conversation)
    },
  }
}
export type AnswersShown = ReturnType<typeof createAnswersShown>
