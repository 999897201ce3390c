import { AsyncLocalStorage } from 'node:async_hooks'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import { createFileCache } from '../adapters/files/file-cache.ts'
import { watchFolder } from '../adapters/files/watch-folder.ts'
import { createMemoryAnswerStore } from '../adapters/memory/answer-store.ts'
import { createMemoryConversationStore } from '../adapters/memory/conversation-store.ts'
import { createMemorySeenEvents } from '../adapters/memory/seen-events.ts'
import { createAnswerQuestion } from './answering/answer-question.ts'
import { createBudget } from './answering/budget.ts'
import { createRedact } from './answering/redact.ts'
import { createRewording, type Rewording } from './answering/reword.ts'
import { type Assistant, createAssistant } from './assistant.ts'
import type { BoundedModel, Config } from './config.ts'
import type { Entry } from './domain/entry.ts'
import type { Person } from './domain/question.ts'
import { PortError } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import { createLiveKnowledge, type LiveKnowledge } from './live-knowledge.ts'
import { knowledgeFolder, openLearnt, openLibrary, projectRoot } from './open-library.ts'
import type { Cache, ChatAdapter, Clock, Embeddings, Log, PassageIndex, Retriever } from './ports.ts'
import { createRest } from './rest.ts'
import { createDefaultEmbeddings } from './retrieval/default-embeddings.ts'
import { createExactIndex } from './retrieval/exact-index.ts'
import { buildIndex, INDEX_FORMAT, type IndexData } from './retrieval/library-index.ts'
import { type Bounds, nearIn, nearWithModel } from './retrieval/near.ts'
import { createRetriever } from './retrieval/retriever.ts'

export const systemClock: Clock = {
  today: () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
  now: () => performance.now(),
}

/** The ranking over a library, from a kept index where there is one of the same version. */
export async function openRetriever(
  library: Library,
  cache: Cache | undefined,
  log: Log,
  { graph = true, model }: { graph?: boolean; model?: EmbeddingModel | undefined } = {},
): Promise<Retriever> {
  const key = `index-${library.version}-${INDEX_FORMAT}`
  const kept = cache?.read(key) as IndexData | undefined
  const index =
    kept?.version === library.version && kept.slotStart.length === library.entries.length + 1
      ? kept
      : buildIndex(library)
  if (index !== kept) cache?.write(key, index)
  const ids = library.entries.map(({ id }) => id)
  const embeddings = createDefaultEmbeddings(index.latent, library.thesaurus)
  const vectors = model && (await vectorsOf(model))
  if (!model || !vectors) {
    const own = graph ? await graphIndex(index.vectors, embeddings) : createExactIndex(ids, index.vectors)
    return createRetriever({ library, index, near: nearIn(embeddings, own) })
  }
  const dense = graph ? await graphIndex(vectors, model.embeddings) : createExactIndex(ids, vectors)
  const near = nearWithModel({
    ...model,
    model: nearIn(model.embeddings, dense, vectors[0]?.length),
    own: nearIn(embeddings, createExactIndex(ids, index.vectors)),
    redact: createRedact(library),
    log,
  })
  return createRetriever({ library, index, near })

  /** Vectors of the configured model; without them the library's own serve, and the log says so. */
  async function vectorsOf(wanted: EmbeddingModel): Promise<number[][] | undefined> {
    try {
      return await wanted.embeddings.embedDocuments(library.entries.map(textToEmbed))
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('embedding model not used', { code: error.code, message: error.message })
      return undefined
    }
  }

  async function graphIndex(made: number[][], by: Embeddings): Promise<PassageIndex> {
    try {
      const { createHnswIndex } = await import('../adapters/langchain/hnsw-index.ts')
      return await createHnswIndex(ids, made, by)
    } catch (error) {
      log.info('hnswlib-node is not installed; the exact index serves instead', {
        code: (error as { code?: string }).code ?? 'unavailable',
      })
      return createExactIndex(ids, made)
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

/** The model that words answers, when one is configured; what may be said to it depends on the library of the day. */
async function openRewording(
  chat: BoundedModel | undefined,
  clock: Clock,
  log: Log,
): Promise<((library: Library) => Rewording) | undefined> {
  if (!chat) return undefined
  stopTracing()
  const { createAnswerWriter } = await import('../adapters/langchain/answer-writer.ts')
  const writer = createAnswerWriter(chat)
  const budget = createBudget(chat, clock)
  const rest = createRest(clock)
  return (library) =>
    createRewording({ writer, redact: createRedact(library), budget, rest, log, deadline: chat.seconds * 1000 })
}

/** An embedding model, with what bounds its calls for questions. */
export interface EmbeddingModel extends Bounds {
  embeddings: Embeddings
}

/** Who is being answered: the ranking knows no person, and a model's call must come from somebody's budget. */
const asker = new AsyncLocalStorage<Person>()
const NOBODY: Person = { tenant: '', platform: '', id: '' }

async function openEmbeddings(
  { embeddings }: Pick<Config, 'embeddings'>,
  cache: Cache | undefined,
  clock: Clock,
  log: Log,
  onProgress = (done: number, total: number) => log.info('embedding the library', { done, total }),
): Promise<EmbeddingModel | undefined> {
  if (!embeddings) return undefined
  stopTracing()
  const { createModelEmbeddings } = await import('../adapters/langchain/model-embeddings.ts')
  const budget = createBudget(embeddings, clock)
  return {
    embeddings: createModelEmbeddings(embeddings, { cache, onProgress }),
    rest: createRest(clock),
    mayCall: () => budget.take(asker.getStore() ?? NOBODY),
    deadline: embeddings.seconds * 1000,
  }
}

/** Everything wired together, short of a platform. `reload` takes over changed knowledge, when it is sound. */
export async function composeAssistant(
  config: Config,
  log: Log,
  {
    graph = true,
    clock = systemClock,
    onProgress,
  }: { graph?: boolean; clock?: Clock; onProgress?: (done: number, total: number) => void } = {},
): Promise<{ assistant: Assistant; knowledge: LiveKnowledge }> {
  const cache = createFileCache(join(config.data, 'cache'))
  const rewordingOver = await openRewording(config.chat, clock, log)
  const model = await openEmbeddings(config, cache, clock, log, onProgress)
  const knowledge = await createLiveKnowledge(async () => {
    const library = openLibrary(config, { cache })
    const retriever = await openRetriever(library, cache, log, { graph, model })
    const { wording, hear } = openLearnt(library, cache)
    const rewording = rewordingOver?.(library)
    return { library, answerQuestion: createAnswerQuestion({ library, retriever, wording, hear, rewording, log }) }
  }, log)
  const assistant = createAssistant({
    answerQuestion: model
      ? (question) => asker.run(question.askedBy, () => knowledge.answerQuestion(question))
      : knowledge.answerQuestion,
    answers: createMemoryAnswerStore(),
    conversations: createMemoryConversationStore(),
    clock,
    log,
    ...(config.nation && { nation: config.nation }),
  })
  return { assistant, knowledge }
}

export interface Service {
  /** Listens and gives the address to ask at. Throws PortError `port-in-use` or `cannot-listen`. */
  start(): Promise<string>
  /** Stops taking requests, then waits for the answers under way. */
  stop(): Promise<void>
  greeting(address: string): string
}

/** The whole service: the page always, Slack and Teams when their settings are there. */
export async function composeService(config: Config, log: Log): Promise<Service> {
  const { assistant, knowledge } = await composeAssistant(config, log)
  const seen = createMemorySeenEvents()
  const platforms: (ChatAdapter & { mount(app: Express): void })[] = []
  if (config.slack) {
    const { createSlackAdapter } = await import('../adapters/slack/slack-adapter.ts')
    platforms.push(createSlackAdapter({ config: config.slack, assistant, seen, log }))
  }
  if (config.teams) {
    const { createTeamsAdapter } = await import('../adapters/teams/teams-adapter.ts')
    platforms.push(createTeamsAdapter({ config: config.teams, assistant, seen, log }))
  }
  const readiness = [
    { name: 'knowledge', ready: () => knowledge.library().entries.length > 0 },
    ...platforms.map(({ name, ready }) => ({ name, ready })),
  ]
  const { createWebApp } = await import('../adapters/web/app.ts')
  const app = createWebApp({
    assistant,
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
      unwatch = await watchFolder(knowledgeFolder(config), () => void knowledge.reload())
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
