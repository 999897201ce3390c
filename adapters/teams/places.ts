import type { TeamsApp } from '../../src/config.ts'
import type { PlatformStore } from '../../src/stores.ts'
import { type Activity, directoryOf, isPersonal, isVisit } from './activity.ts'
import type { Place } from './connection.ts'

export const PLATFORM = 'teams'
/** Kinds of what we remember in the platform store. */
const CONVERSATION = 'conversation'
const PERSON = 'person'
const SERVICE = 'service'
const WELCOMED = 'welcomed'

/** Somebody as Teams knows them to one of our bots, and where they are written to. */
export interface TeamsPerson {
  /** Their id for our bot (29:…), needed for cards that draw themselves anew. */
  id: string
  conversation?: string
}

/** Microsoft's own address for writing unasked, until an activity has told a nearer one. */
const ANY_REGION = 'https://smba.trafficmanager.net/teams/'
/** What was stored last, so that an unchanged address is not stored again with every message. */
const MOST_KEPT = 20_000

/**
 * Where people and conversations are written to: learnt from every activity, kept in the store, so that a message finds
 * its way after a restart, and from another process. A channel's threads share the channel's address.
 */
export function createPlaces(platforms: PlatformStore) {
  const kept = new Map<string, string>()

  async function put(tenant: string, kind: string, key: string, value: string): Promise<void> {
    const name = `${tenant}\n${kind}\n${key}`
    if (kept.get(name) === value) return
    await platforms.put(tenant, PLATFORM, kind, key, value)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(name, value)
  }
  async function remove(tenant: string, kind: string, key: string): Promise<void> {
    kept.delete(`${tenant}\n${kind}\n${key}`)
    await platforms.remove(tenant, PLATFORM, kind, key)
  }
  async function read<T>(tenant: string, kind: string, key: string): Promise<T | undefined> {
    const found = await platforms.get(tenant, PLATFORM, kind, key)
    return found === undefined ? undefined : (JSON.parse(found) as T)
  }

  return {
    /** Takes the address from an activity, and gives it. */
    async learn(tenant: string, activity: Activity, { appId }: TeamsApp): Promise<Place> {
      const place: Place = {
        app: appId,
        serviceUrl: activity.serviceUrl ?? '',
        conversation: activity.conversation?.id ?? '',
        directory: directoryOf(activity) ?? '',
        // Looking something up brings us into chats of others, which say "personal" or nothing at all.
        personal: !isVisit(activity) && isPersonal(activity),
      }
      const { id, aadObjectId } = activity.from ?? {}
      const base = { ...place, conversation: channelOf(place.conversation) }
      if (!isVisit(activity)) await put(tenant, CONVERSATION, base.conversation, JSON.stringify(base))
      await put(tenant, SERVICE, appId, place.serviceUrl)
      if (id && aadObjectId) {
        const before = place.personal ? undefined : await this.person(tenant, aadObjectId)
        const conversation = place.personal ? base.conversation : before?.conversation
        await put(tenant, PERSON, aadObjectId, JSON.stringify({ id, ...(conversation && { conversation }) }))
      }
      return place
    },

    /** Takes an address we opened ourselves. */
    async opened(tenant: string, objectId: string, place: Place): Promise<void> {
      const { id = objectId } = (await this.person(tenant, objectId)) ?? {}
      await put(tenant, CONVERSATION, place.conversation, JSON.stringify(place))
      await put(tenant, PERSON, objectId, JSON.stringify({ id, conversation: place.conversation }))
    },

    /** Takes the address of a conversation that nobody wrote from yet, once a message got there. */
    reached: (tenant: string, place: Place) =>
      put(
        tenant,
        CONVERSATION,
        channelOf(place.conversation),
        JSON.stringify({ ...place, conversation: channelOf(place.conversation) }),
      ),

    /** A conversation's address; a thread's is that of its channel. */
    async of(tenant: string, conversation: string): Promise<Place | undefined> {
      const base = await read<Place>(tenant, CONVERSATION, channelOf(conversation))
      return base && { ...base, conversation }
    },

    person: (tenant: string, objectId: string) => read<TeamsPerson>(tenant, PERSON, objectId),

    async service(tenant: string, app: string): Promise<string> {
      return (await platforms.get(tenant, PLATFORM, SERVICE, app)) ?? ANY_REGION
    },

    /** Whether a conversation is greeted for the first time since we were added. */
    async firstWelcome(tenant: string, conversation: string): Promise<boolean> {
      if (await read(tenant, WELCOMED, conversation)) return false
      await put(tenant, WELCOMED, conversation, '1')
      return true
    },

    /** The app was removed there. */
    async forget(tenant: string, conversation: string): Promise<void> {
      await remove(tenant, CONVERSATION, channelOf(conversation))
      await remove(tenant, WELCOMED, conversation)
      for (const { key, value } of await platforms.list(tenant, PLATFORM, PERSON)) {
        const person = JSON.parse(value) as TeamsPerson
        if (person.conversation === conversation) await remove(tenant, PERSON, key)
      }
    },
  }
}
export type Places = ReturnType<typeof createPlaces>

/** `19:…@thread.tacv2;messageid=…` is a thread of `19:…@thread.tacv2`. */
export const channelOf = (conversation: string) => conversation.split(';')[0]!
