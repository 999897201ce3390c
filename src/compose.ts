import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import { lockFolder } from '../adapters/database/lock.ts'
import { type OpenStores, openStores } from '../adapters/database/open-stores.ts'
import { createFileCache } from '../adapters/files/file-cache.ts'
import { secretIn } from '../adapters/files/secret.ts'
import { watchFolder } from '../adapters/files/watch-folder.ts'
import type { Cloud } from '../adapters/teams/teams-adapter.ts'
import { createSettings } from './admin/settings.ts'
import { createAnswerQuestion } from './answering/answer-question.ts'
import { createBudget } from './answering/budget.ts'
import { createRewording, type Rewording } from './answering/reword.ts'
import { createSearch } from './answering/search.ts'
import { type Assistant, createAssistant } from './assistant.ts'
import type { ChatConfig, Config } from './config.ts'
import type { Entry } from './domain/entry.ts'
import { PortError } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import { createLiveKnowledge, type LiveKnowledge } from './live-knowledge.ts'
import { openDesk } from './open-desk.ts'
import { knowledgeFolder, openLearnt, openLibrary, projectRoot } from './open-library.ts'
import type { Cache, ChatAdapter, Clock, Embeddings, Log, PassageIndex, Retriever } from './ports.ts'
import { createDefaultEmbeddings } from './retrieval/default-embeddings.ts'
import { createExactIndex } from './retrieval/exact-index.ts'
import { buildIndex, INDEX_FORMAT, type IndexData } from './retrieval/library-index.ts'
import { createRetriever } from './retrieval/retriever.ts'
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

/** The ranking over a library, from a kept index where there is one of the same version. */
export async function openRetriever(
  library: Library,
  cache: Cache | undefined,
  log: Log,
  { graph = true, model }: { graph?: boolean; model?: Embeddings | undefined } = {},
): Promise<Retriever> {
  const key = `index-${library.version}-${INDEX_FORMAT}`
  const kept = cache?.read(key) as IndexData | undefined
  const index =
    kept?.version === library.version && kept.slotStart.length === library.entries.length + 1
      ? kept
      : buildIndex(library)
  if (index !== kept) cache?.write(key, index)
  const { embeddings, vectors } = (model && (await withModel(model))) ?? {
    embeddings: createDefaultEmbeddings(index.latent, library.thesaurus),
    vectors: index.vectors,
  }
  const ids = library.entries.map(({ id }) => id)
  const exact = () => createExactIndex(ids, vectors)
  const dense = graph ? await graphIndex(ids, log).catch(exact) : exact()
  return createRetriever({ library, index, embeddings, dense })

  /** Vectors of the configured model; without them the library's own serve, and the log says so. */
  async function withModel(wanted: Embeddings): Promise<{ embeddings: Embeddings; vectors: number[][] } | undefined> {
    try {
      return { embeddings: wanted, vectors: await wanted.embedDocuments(library.entries.map(textToEmbed)) }
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('embedding model not used', { code: error.code, message: error.message })
      return undefined
    }
  }

  async function graphIndex(names: string[], to: Log): Promise<PassageIndex> {
    try {
      const { createHnswIndex } = await import('../adapters/langchain/hnsw-index.ts')
      return await createHnswIndex(names, vectors, embeddings)
    } catch (error) {
      to.info('hnswlib-node is not installed; the exact index serves instead', {
        code: (error as { code?: string }).code ?? 'unavailable',
      })
      throw error
    }
  }
}

/** What an embedding model reads of an entry: its name, its short answer, and what people say of it. */
function textToEmbed({ title, shortAnswer, claims }: Entry): string {
  return [title, shortAnswer, ...claims.map(({ says }) => says)]
    .join('\n')
    .replace(/\s*\[\d+\]/g, '')
    .slice(0, 6000)
}

/** LangChain sends every prompt to LangSmith when the environment says so. Nothing leaves but to the model. */
export function stopTracing(): void {
  for (const name of ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'])
    delete process.env[name]
}

/** The model that words answers, when one is configured. */
async function openRewording(chat: ChatConfig | undefined, clock: Clock, log: Log): Promise<Rewording | undefined> {
  if (!chat) return undefined
  stopTracing()
  const { createAnswerWriter } = await import('../adapters/langchain/answer-writer.ts')
  return createRewording({
    writer: createAnswerWriter(chat),
    budget: createBudget(chat, clock),
    clock,
    log,
    deadline: chat.seconds * 1000,
  })
}

async function openEmbeddings(
  { embeddings }: Pick<Config, 'embeddings'>,
  cache: Cache | undefined,
  onProgress?: (done: number, total: number) => void,
): Promise<Embeddings | undefined> {
  if (!embeddings) return undefined
  stopTracing()
  const { createModelEmbeddings } = await import('../adapters/langchain/model-embeddings.ts')
  return createModelEmbeddings(embeddings, { cache, onProgress })
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
  const { answers, conversations, feedback, data, tenants, people } = stores
  const cache = createFileCache(join(config.data, 'cache'))
  const rewording = await openRewording(config.chat, clock, log)
  const model = await openEmbeddings(config, cache, onProgress)
  const knowledge = await createLiveKnowledge(async () => {
    const library = openLibrary(config, { cache })
    const retriever = await openRetriever(library, cache, log, { graph, model })
    const { wording, hear } = openLearnt(library, cache)
    const answerQuestion = createAnswerQuestion({ library, retriever, wording, hear, rewording, log })
    return { library, answerQuestion, search: createSearch({ library, retriever }) }
  }, log)
  const { answerQuestion, search } = knowledge
  const { nation } = config
  const tenancy = createTenancy({ tenants, people, clock, separate: separatePlatforms(config), nation })
  const assistant = createAssistant({
    ...{ answerQuestion, search, answers, conversations, feedback, data, tenancy, clock, log },
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
  const { desk, due, deliverTo, newTenants } = openDesk({
    ...{ stores, tenancy, library: knowledge.library, clock, log },
    nation: config.nation,
  })
  const tenants = createTenantFiles(config.tenants, stores, clock, log)
  await tenants.take()
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
  const app = createWebApp({
    assistant,
    desk,
    log,
    root: projectRoot(),
    readiness,
    mounts: platforms.map(({ mount }) => mount),
  })
  let server: Server | undefined
  let unwatch = async () => {}

  return {
    async start() {
      server = await listen(app, config)
      const unwatchers = await Promise.all([
        watchFolder(knowledgeFolder(config), () => void knowledge.reload()),
        watchFolder(config.tenants, () => void tenants.take().catch(() => undefined)),
      ])
      unwatch = async () => void (await Promise.all(unwatchers.map((one) => one())))
      worker.start()
      const { port } = server.address() as { port: number }
      return `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
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
        ...tenants.problems().map(({ file, field, message }) => `Council file ${file}, ${field}: ${message}`),
        'Stop with Ctrl-C.',
        '',
      ].join('\n')
    },
  }
}

function listen(app: Express, { host, port }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host)
    server.once('listening', () => resolve(server))
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE'
      const message = inUse
        ? `Port ${port} is in use. Stop what uses it, or set PORT to another number.`
        : `Cannot listen on ${host}:${port} (${cause.code}). Check HOST and PORT.`
      reject(new PortError(inUse ? 'port-in-use' : 'cannot-listen', message, cause))
    })
  })
}
