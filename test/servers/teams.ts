import express from 'express'
import { type OpenStores, openStores } from '../../adapters/database/open-stores.ts'
import { createBankHolidays } from '../../adapters/holidays/bank-holidays.ts'
import { createTeamsAdapter } from '../../adapters/teams/teams-adapter.ts'
import { createAnswerQuestion } from '../../src/answering/answer-question.ts'
import { createSearch } from '../../src/answering/search.ts'
import { type Assistant, createAssistant } from '../../src/assistant.ts'
import type { TeamsApp } from '../../src/config.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { openDesk } from '../../src/open-desk.ts'
import { openLearnt } from '../../src/open-library.ts'
import type { Clock, Messenger } from '../../src/ports.ts'
import { createRequestCard } from '../../src/specialists/shown.ts'
import { type OnRequest, watchRequests } from '../../src/specialists/watch-requests.ts'
import { createTenancy } from '../../src/tenancy.ts'
import { type assistantOver, FIXTURE, type keptLog } from '../helpers.ts'
import { type ConnectorService, connectorService } from './connector.ts'
import { serve } from './http.ts'
import { type IdentityPlatform, identityPlatform } from './identity-platform.ts'

export const APP = '11111111-2222-4333-8444-555555555555'
export const DIRECTORY = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
const SECRET = 'not-a-real-secret'

export const app = (own: Partial<TeamsApp> = {}): TeamsApp => ({
  appId: APP,
  type: 'SingleTenant',
  password: SECRET,
  directory: DIRECTORY,
  allowed: [DIRECTORY],
  ...own,
})

interface Wanted {
  assistant: Assistant
  log: ReturnType<typeof keptLog>
  stores?: OpenStores
  apps?: readonly TeamsApp[]
  clock?: Clock
  /** Further platforms that can be written to. */
  messengers?: readonly Messenger[]
  connector?: ConnectorService
  identity?: IdentityPlatform
}

let number = 0
/** An activity as Teams sends one: a personal message unless told otherwise. */
export const activity = (connector: { url: string }, own: Record<string, unknown> = {}) => {
  number++
  return {
    type: 'message',
    id: `1700000000${String(number).padStart(3, '0')}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: `${connector.url}/uk/`,
    from: { id: '29:asker', name: 'Sam Lee', aadObjectId: 'sam' },
    recipient: { id: `28:${APP}`, name: 'Waymark' },
    conversation: { id: 'a:sam', tenantId: DIRECTORY, conversationType: 'personal' },
    channelData: { tenant: { id: DIRECTORY } },
    ...own,
  }
}

/** Waymark's Teams side, over a connector and an identity platform of our own, with real tokens both ways. */
export async function teamsBot({ assistant, log, stores: given, apps = [app()], clock: own, ...wanted }: Wanted) {
  const identity = wanted.identity ?? (await identityPlatform())
  const connector = wanted.connector ?? (await connectorService(identity))
  for (const { appId, password } of apps) identity.register(appId, password ?? '')
  const clock: Clock = own ?? { today: () => '2026-11-21', now: () => performance.now(), time: () => Date.now() }
  const stores = given ?? (await openStores({ data: ':memory:', now: clock.time }))
  const tenancy = createTenancy({ ...stores, clock, separate: new Set(['teams']) })
  const library = loadLibrary(FIXTURE, { checks: false })
  const onRequest: OnRequest[] = []
  const watched = { ...stores, requests: watchRequests(stores.requests, onRequest, log) }
  const { desk, due, deliverTo } = openDesk({
    ...{ stores: watched, tenancy, library: () => library, clock, log },
    holidays: createBankHolidays(),
  })
  const adapter = createTeamsAdapter({
    ...{ assistant, tenancy, stores, desk, clock, log },
    config: { apps, anonymous: false },
    requestCard: createRequestCard({ stores, tenancy }),
    cloud: {
      openIdMetadata: identity.openIdMetadata,
      issuer: 'https://api.botframework.com',
      loopback: true,
      tokenFor: ({ appId, password }) => identity.tokenFor(appId, password ?? ''),
    },
  })
  onRequest.push(adapter.onRequest)
  const delivery = deliverTo([adapter.messenger, ...(wanted.messengers ?? [])])
  const server = express()
  adapter.mount(server)
  const site = await serve(server)
  const post = async (sent: Record<string, unknown>, authorization?: string) =>
    fetch(`${site.url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify(sent),
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    })
  const bearer = async (sent: { serviceUrl?: unknown }, appId = APP) =>
    `Bearer ${await identity.mint({ audience: appId, serviceUrl: String(sent.serviceUrl) })}`
  return {
    ...{ adapter, connector, identity, stores, desk, due, delivery, site, post, tenancy },
    /** As Teams sends it, with a token that is good. */
    send: async (more: Record<string, unknown> = {}, appId = APP) => {
      const sent = activity(connector, more)
      return post(sent, await bearer(sent, appId))
    },
    /** An invoke, and what it gives back. */
    async invoke(name: string, value: unknown, more: Record<string, unknown> = {}) {
      const sent = activity(connector, { type: 'invoke', name, value, ...more })
      const response = await post(sent, await bearer(sent))
      const text = await response.text()
      return { status: response.status, body: text ? JSON.parse(text) : undefined }
    },
    /** Sends every message that waits, whatever the hour. */
    async deliver() {
      while ((await delivery.run()) > 0);
    },
    async close({ keep = false } = {}) {
      await adapter.stop()
      await site.close()
      if (!keep) await Promise.all([connector.close(), identity.close()])
      if (!keep) await stores.close()
    },
  }
}
export type TeamsBot = Awaited<ReturnType<typeof teamsBot>>

/** A council in that directory, with a specialist in Teams. */
export async function setUpCouncil(stores: OpenStores, more: Record<string, unknown> = {}): Promise<void> {
  await stores.tenants.save({
    ...TenantSettings.parse({
      name: 'Exampleshire',
      nation: 'england',
      workspaces: [`teams:${DIRECTORY}`],
      desk: { name: 'Procurement desk', contacts: { teams: '19:desk@thread.tacv2' } },
      hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, '00:00-24:00'])),
      ...more,
    }),
    id: 'exampleshire',
  })
}

/** The assistant of one helper over the stores of another: the knowledge is read once for many tests. */
export function assistantIn({ library, retriever, log }: Over, stores: OpenStores): Assistant {
  const clock = { today: () => '2026-11-21', now: () => performance.now(), time: () => Date.now() }
  const learnt = kept.get(library) ?? openLearnt(library, undefined)
  kept.set(library, learnt)
  return createAssistant({
    ...stores,
    tenancy: createTenancy({ ...stores, clock, separate: new Set(['teams']) }),
    answerQuestion: createAnswerQuestion({ library, retriever, ...learnt, log }),
    search: createSearch({ library, retriever }),
    clock,
    log,
  })
}
type Over = Awaited<ReturnType<typeof assistantOver>>
const kept = new WeakMap<object, ReturnType<typeof openLearnt>>()
