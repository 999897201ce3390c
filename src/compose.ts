import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import { lockFolder } from '../adapters/database/lock.ts'
import { type OpenStores, openStores } from '../adapters/database/open-stores.ts'
import { createFileCache } from '../adapters/files/file-cache.ts'
import { secretIn } from '../adapters/files/secret.ts'
import { watchFolder } from '../adapters/files/watch-folder.ts'
import type { Cloud } from '../adapters/teams/teams-adapter.ts'
import { listen } from '../adapters/web/listen.ts'
import { createSettings } from './admin/settings.ts'
import { createAnswerQuestion } from './answering/answer-question.ts'
import { createSearch } from './answering/search.ts'
import { type Assistant, createAssistant } from './assistant.ts'
import type { Config } from './config.ts'
import { createLiveKnowledge, type LiveKnowledge } from './live-knowledge.ts'
import { knowledgeFolder, openLearnt, openLibrary, projectRoot } from './open-library.ts'
import { asker, openEmbeddings, openRewording } from './open-models.ts'
import { openRetriever } from './open-retriever.ts'
import type { ChatAdapter, Clock, Log } from './ports.ts'
import { createRequestCard } from './specialists/shown.ts'
import { type OnRequest, watchRequests } from './specialists/watch-requests.ts'
import { createWorker } from './specialists/worker.ts'
import { servesMany } from './teams-config.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'
import { createTenantFiles } from './tenant-files.ts'

export const systemClock: Clock = {
  today: () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
  now: () => performance.now(),
  time: () => Date.now(),
}

/** Everything wired together, short of a platform. Without `stores` nothing is kept after the process. */
export async function composeAssistant(
  config: Config,
  log: Log,
  {
    graph = true,
    clock = systemClock,
    onProgress,
    stores: given,
  }: { graph?: boolean; clock?: Clock; onProgress?: (done: number, total: number) => void; stores?: OpenStores } = {},
): Promise<{ assistant: Assistant; knowledge: LiveKnowledge; tenancy: Tenancy; stores: OpenStores }> {
  const stores = given ?? (await openStores({ data: ':memory:' }))
  const { conversations, feedback, data, tenants, people } = stores
  // The command line never asks for an answer again, and may be given a hundred thousand questions.
  const answers = given ? given.answers : { ...stores.answers, record: async () => {} }
  const cache = createFileCache(join(config.data, 'cache'))
  const rewordingOver = await openRewording(config.chat, clock, log)
  const model = await openEmbeddings(config, cache, clock, log, onProgress)
  const knowledge = await createLiveKnowledge(async () => {
    const library = openLibrary(config, { cache })
    const retriever = await openRetriever(library, cache, log, { graph, model })
    const { wording, hear } = openLearnt(library, cache)
    const rewording = rewordingOver?.(library)
    const answerQuestion = createAnswerQuestion({ library, retriever, wording, hear, rewording, log })
    return { library, answerQuestion, search: createSearch({ library, retriever }) }
  }, log)
  const { answerQuestion, search } = knowledge
  const { nation } = config
  const tenancy = createTenancy({
    tenants,
    people,
    audit: stores.audit,
    clock,
    separate: separatePlatforms(config),
    nation,
  })
  const assistant = createAssistant({
    ...{ search, answers, conversations, feedback, data, tenancy, clock, log },
    answerQuestion: model ? (question) => asker.run(question.askedBy, () => answerQuestion(question)) : answerQuestion,
    ...(nation && { nation }),
  })
  return { assistant, knowledge, tenancy, stores }
}

/** Platforms whose app many councils may install: each workspace is then a tenant of its own. */
function separatePlatforms({ teams, slack }: Config): ReadonlySet<string> {
  return new Set([...(teams && servesMany(teams) ? ['teams'] : []), ...(slack?.oauth ? ['slack'] : [])])
}

export interface Service {
  /** Listens and gives the address to ask at. Throws PortError `port-in-use` or `cannot-listen`. */
  start(): Promise<string>
  /** Stops taking requests, then waits for the answers under way. */
  stop(): Promise<void>
  greeting(address: string): string
}

/** The whole service: the page always, Slack and Teams when their settings are there. */
export async function composeService(
  config: Config,
  log: Log,
  /** Services of our own in Microsoft's place, for tests and load runs. */
  { teamsCloud }: { teamsCloud?: Cloud } = {},
): Promise<Service> {
  // Several replicas may share a PostgreSQL; a folder has one service.
  const lock = config.database ? undefined : lockFolder(config.data)
  const opened = await openStores({ data: config.data, url: config.database, now: systemClock.time })
  const onRequest: OnRequest[] = []
  const stores = { ...opened, requests: watchRequests(opened.requests, onRequest, log) }
  const clock = systemClock
  const { assistant, knowledge, tenancy } = await composeAssistant(config, log, { stores })
  const { openDesk } = await import('./open-desk.ts')
  const { library, search } = knowledge
  const entriesFor = async (words: string) => (await search(words, clock.today(), 1)).map(({ id }) => id)
  const around = { stores, tenancy, library, entriesFor, clock, log, nation: config.nation }
  const { desk, due, deliverTo, newTenants } = openDesk(around)
  const tenants = createTenantFiles(config.tenants, stores, clock, log)
  await tenants.take()
  const { addressOf, openPages, signInLines } = await import('./open-pages.ts')
  const pages = await openPages({ config, stores, tenancy, desk, clock })
  const platforms: (ChatAdapter & { mount(app: Express): void })[] = []
  if (config.slack) {
    const { createSlackAdapter } = await import('../adapters/slack/slack-adapter.ts')
    const slack = createSlackAdapter({
      ...{ config: config.slack, assistant, desk, tenancy, stores, clock, log },
      settings: createSettings({ ...stores, tenancy, clock }),
      requestCard: createRequestCard({ stores, tenancy }),
      secret: config.secret ?? secretIn(config.data),
    })
    platforms.push(slack)
    onRequest.push(slack.onRequest)
  }
  if (config.teams) {
    const { createTeamsAdapter } = await import('../adapters/teams/teams-adapter.ts')
    const teams = createTeamsAdapter({
      ...{ config: config.teams, assistant, desk, tenancy, stores, clock, log },
      requestCard: createRequestCard({ stores, tenancy }),
      ...(teamsCloud && { cloud: teamsCloud }),
    })
    platforms.push(teams)
    onRequest.push(teams.onRequest)
  }
  const messengers = platforms.flatMap(({ messenger }) => (messenger ? [messenger] : []))
  const worker = createWorker({ jobs: [newTenants, due, deliverTo(messengers)], log })
  const readiness = [
    { name: 'database', ready: stores.ready },
    { name: 'knowledge', ready: () => knowledge.library().entries.length > 0 },
    ...platforms.map(({ name, ready }) => ({ name, ready })),
  ]
  const { createWebApp } = await import('../adapters/web/app.ts')
  const mounts = platforms.map(({ mount }) => mount)
  const app = createWebApp({ assistant, log, root: projectRoot(), readiness, mounts, pages })
  let server: Server | undefined
  let unwatch = async () => {}
  let signIn: string[] = []

  return {
    async start() {
      server = await listen(app, config)
      const unwatchers = await Promise.all([
        watchFolder(knowledgeFolder(config), () => void knowledge.reload()),
        watchFolder(config.tenants, () => void tenants.take().catch(() => undefined)),
      ])
      unwatch = async () => void (await Promise.all(unwatchers.map((one) => one())))
      worker.start()
      const address = addressOf({ ...config, ...(server.address() as { port: number }) })
      signIn = await signInLines(config, address, pages.entrance)
      return address
    },
    async stop() {
      await unwatch()
      const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
      server?.closeIdleConnections()
      await Promise.allSettled(platforms.map(({ stop }) => stop()))
      server?.closeAllConnections()
      await closed
      await worker.stop()
      await stores.close()
      lock?.release()
    },
    greeting(address) {
      const library = knowledge.library()
      const on = platforms.length
        ? platforms.map(({ name }) => name).join(' and ')
        : 'no chat platform yet (see README to connect Slack or Teams)'
      const broken = new Set(library.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
        .size
      return [
        `Waymark is running: ask at ${address}`,
        `${library.entries.length} entries, version ${library.version.slice(0, 8)}${broken ? `; ${broken} left out, run "npm run check" to see why` : ''}`,
        `Connected: ${on}`,
        ...signIn,
        ...tenants.problems().map(({ file, field, message }) => `Council file ${file}, ${field}: ${message}`),
        'Stop with Ctrl-C.',
        '',
      ].join('\n')
    },
  }
}
