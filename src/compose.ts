import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import { createFileCache } from '../adapters/files/file-cache.ts'
import { watchFolder } from '../adapters/files/watch-folder.ts'
import { createMemoryAnswerStore } from '../adapters/memory/answer-store.ts'
import { createMemoryConversationStore } from '../adapters/memory/conversation-store.ts'
import { createMemorySeenEvents } from '../adapters/memory/seen-events.ts'
import { createAnswerQuestion } from './answering/answer-question.ts'
import type { ClassifierData } from './answering/classifier.ts'
import { HEARING_FORMAT, type Hear, openHearing, trainHearing } from './answering/message-kind.ts'
import { openWording, trainWording, WORDING_FORMAT, type Wording } from './answering/wording.ts'
import { type Assistant, createAssistant } from './assistant.ts'
import type { Config } from './config.ts'
import { PortError, type Problem } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import { buildLibrary, LIBRARY_FORMAT, type Progress, versionOf } from './knowledge/load-library.ts'
import { readFolder } from './knowledge/read-folder.ts'
import { createLiveKnowledge, type LiveKnowledge } from './live-knowledge.ts'
import type { Cache, ChatAdapter, Clock, Log, PassageIndex, Retriever } from './ports.ts'
import { createConcepts } from './retrieval/concepts.ts'
import { createDefaultEmbeddings } from './retrieval/default-embeddings.ts'
import { createExactIndex } from './retrieval/exact-index.ts'
import { buildIndex, INDEX_FORMAT, type IndexData } from './retrieval/library-index.ts'
import { createRetriever } from './retrieval/retriever.ts'

/** The project's folder, from the source tree and from dist alike: the nearest one above that holds the knowledge. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'knowledge', 'sources.yml')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

export const systemClock: Clock = {
  today: () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
  now: () => performance.now(),
}

const knowledgeFolder = ({ knowledge }: { knowledge?: string | undefined }) =>
  knowledge ?? join(projectRoot(), 'knowledge')

/** A table without which answers would be wrong rather than fewer: nation, what is ours, sources, figures. */
function brokenTable({ problems, regimes, messages, sources, thresholds }: Library): Problem | undefined {
  const empty = [
    ['regimes.yml', regimes.nations.length],
    ['messages.yml', messages.elsewhere.length],
    ['sources.yml', sources.size],
    ['thresholds.yml', thresholds.size],
  ].filter(([, size]) => size === 0)
  const file = empty[0]?.[0] as string | undefined
  return file
    ? (problems.find((problem) => problem.file === file) ?? {
        file,
        field: 'file',
        message: 'is empty',
        severity: 'error',
      })
    : undefined
}

/**
 * Loads the knowledge a config points at; from the cache where the same text was checked before. Throws PortError
 * `knowledge-broken` when a table everything rests on cannot be used; `tolerant` is for the check that says why.
 */
export function openLibrary(
  { knowledge }: Pick<Config, 'knowledge'>,
  { onProgress, cache, tolerant = false }: { onProgress?: Progress; cache?: Cache; tolerant?: boolean } = {},
): Library {
  const text = readFolder(knowledgeFolder({ knowledge }))
  const key = `library-${versionOf(text)}-${LIBRARY_FORMAT}`
  const kept = cache?.read(key) as Library | undefined
  if (kept) return kept
  const library = buildLibrary(text, { onProgress })
  const broken = brokenTable(library)
  if (broken && !tolerant) {
    const message = `${broken.file} cannot be used (${broken.field}: ${broken.message}). Run "npm run check" and mend it.`
    throw new PortError('knowledge-broken', message)
  }
  cache?.write(key, library)
  return library
}

/** What is learnt from the library's own texts: how claims are worded, and what a message is for. */
export function openLearnt(library: Library, cache: Cache | undefined): { wording: Wording; hear: Hear } {
  const concepts = createConcepts(library.thesaurus)
  const learnt = (name: string, train: () => ClassifierData): ClassifierData => {
    const key = `${name}-${library.version}`
    const kept = cache?.read(key) as ClassifierData | undefined
    const data = kept ?? train()
    if (!kept) cache?.write(key, data)
    return data
  }
  const claims = library.entries.flatMap((entry) => entry.claims)
  return {
    wording: openWording(learnt(`wording-${WORDING_FORMAT}`, () => trainWording(claims))),
    hear: openHearing(
      learnt(`hearing-${HEARING_FORMAT}`, () => trainHearing(library, concepts)),
      concepts,
    ),
  }
}

/** The ranking over a library, from a kept index where there is one of the same version. */
export async function openRetriever(
  library: Library,
  cache: Cache | undefined,
  log: Log,
  { graph = true } = {},
): Promise<Retriever> {
  const key = `index-${library.version}-${INDEX_FORMAT}`
  const kept = cache?.read(key) as IndexData | undefined
  const index =
    kept?.version === library.version && kept.slotStart.length === library.entries.length + 1
      ? kept
      : buildIndex(library)
  if (index !== kept) cache?.write(key, index)
  const embeddings = createDefaultEmbeddings(index.latent, library.thesaurus)
  const ids = library.entries.map(({ id }) => id)
  const exact = () => createExactIndex(ids, index.vectors)
  const dense = graph ? await graphIndex(ids, index, log).catch(exact) : exact()
  return createRetriever({ library, index, embeddings, dense })

  async function graphIndex(names: string[], data: IndexData, to: Log): Promise<PassageIndex> {
    try {
      const { createHnswIndex } = await import('../adapters/langchain/hnsw-index.ts')
      return await createHnswIndex(names, data.vectors, embeddings)
    } catch (error) {
      to.info('hnswlib-node is not installed; the exact index serves instead', {
        code: (error as { code?: string }).code ?? 'unavailable',
      })
      throw error
    }
  }
}

/** Everything wired together, short of a platform. `reload` takes over changed knowledge, when it is sound. */
export async function composeAssistant(
  config: Config,
  log: Log,
  { graph = true, clock = systemClock } = {},
): Promise<{ assistant: Assistant; knowledge: LiveKnowledge }> {
  const cache = createFileCache(join(config.data, 'cache'))
  const knowledge = await createLiveKnowledge(async () => {
    const library = openLibrary(config, { cache })
    const retriever = await openRetriever(library, cache, log, { graph })
    const { wording, hear } = openLearnt(library, cache)
    return { library, answerQuestion: createAnswerQuestion({ library, retriever, wording, hear, log }) }
  }, log)
  const assistant = createAssistant({
    answerQuestion: knowledge.answerQuestion,
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
