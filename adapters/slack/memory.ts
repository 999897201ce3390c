import type { PlatformStore } from '../../src/stores.ts'

/** A thread Waymark speaks in. No words of anybody's are kept in it. */
export interface Thread {
  /** Those who asked Waymark here by name: their next message needs no mention. */
  askers: string[]
  /** Who wrote last: `us`, or a person's id. */
  last: string
  /** The last answer asked something back. */
  askedBack: boolean
  /** A specialist wrote here last: what the asker writes next goes to that request. */
  talk?: string
  /** People of other organisations, or guests, read along. */
  outsiders?: boolean
}

/** A question that was asked, so that an edit or a delete of it finds its answer, and a retry does not ask twice. */
export interface AskedOnce {
  questionId: string
  /** What it was answered as before it was edited: deleted with it. */
  earlier?: string[]
  /** The messages of the answer. Absent while it is still to be posted. */
  ts?: string[]
}

/** A message that shows a request, and for whom it was drawn. */
export interface RequestCardAt {
  team: string
  channel: string
  ts: string
  /** A Slack user id; absent for the desk's channel. */
  reader?: string
}

type Kinds = { thread: Thread; asked: AskedOnce; said: string; about: string; posted: { ts: string }; home: string }

/** What the adapter keeps in the platform store: ids and times, never text. `tenant` is the council's. */
export function createMemory(platforms: PlatformStore) {
  const cardKind = (request: string) => `card:${request}`
  return {
    async get<K extends keyof Kinds>(tenant: string, kind: K, key: string): Promise<Kinds[K] | undefined> {
      const value = await platforms.get(tenant, 'slack', kind, key)
      return value === undefined ? undefined : (JSON.parse(value) as Kinds[K])
    },
    put: <K extends keyof Kinds>(tenant: string, kind: K, key: string, value: Kinds[K]): Promise<void> =>
      platforms.put(tenant, 'slack', kind, key, JSON.stringify(value)),
    remove: (tenant: string, kind: keyof Kinds, key: string): Promise<void> =>
      platforms.remove(tenant, 'slack', kind, key),

    /** Where a request's cards are. One row each, so that two posted at once are both kept. */
    async cards(tenant: string, request: string): Promise<RequestCardAt[]> {
      return (await platforms.list(tenant, 'slack', cardKind(request))).map(({ value }) => JSON.parse(value))
    },
    async addCard(tenant: string, request: string, card: RequestCardAt): Promise<void> {
      await platforms.put(tenant, 'slack', cardKind(request), `${card.channel}:${card.ts}`, JSON.stringify(card))
    },
    removeCard: (tenant: string, request: string, { channel, ts }: RequestCardAt): Promise<void> =>
      platforms.remove(tenant, 'slack', cardKind(request), `${channel}:${ts}`),

    /** Forgets threads, questions and deliveries older than a time: key or value ends in Slack's own timestamp. */
    async forgetBefore(tenant: string, time: number): Promise<void> {
      for (const kind of ['thread', 'asked', 'about', 'said', 'delivered'])
        for (const { key, value } of await platforms.list(tenant, 'slack', kind)) {
          const ts = [key.split(':').at(-1), value.replaceAll('"', '')].map(Number).find((one) => one > 1e9)
          if (ts && ts * 1000 < time) await platforms.remove(tenant, 'slack', kind, key)
        }
    },
  }
}

export type Memory = ReturnType<typeof createMemory>
