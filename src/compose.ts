import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFileIndexCache } from '../adapters/files/index-cache.ts'
import { createMemoryAnswerStore } from '../adapters/memory/answer-store.ts'
import { createAnswerQuestion } from './answering/answer-question.ts'
import { type Assistant, createAssistant } from './assistant.ts'
import type { Config } from './config.ts'
import { loadLibrary, type Progress } from './knowledge/load-library.ts'
import type { Library } from './knowledge/library.ts'
import type { Clock, IndexCache, Log, PassageIndex, Retriever } from './ports.ts'
import { createDefaultEmbeddings } from './retrieval/default-embeddings.ts'
import { createExactIndex } from './retrieval/exact-index.ts'
import { buildIndex, INDEX_FORMAT, type IndexData } from './retrieval/library-index.ts'
import { createRetriever } from './retrieval/retriever.ts'

/** The nearest folder above this file that holds the bundled knowledge, in the source tree and in dist alike. */
export function bundledKnowledge(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'knowledge', 'sources.yml')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'knowledge')
}

export const systemClock: Clock = {
  today: () => new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }),
  now: () => performance.now(),
}

/** Loads the knowledge a config points at. */
export function openLibrary({ knowledge }: Pick<Config, 'knowledge'>, onProgress?: Progress): Library {
  return loadLibrary(knowledge ?? bundledKnowledge(), { onProgress })
}

/** The ranking over a library, from a kept index where there is one of the same version. */
export async function openRetriever(library: Library, cache: IndexCache | undefined, log: Log, { graph = true } = {}): Promise<Retriever> {
  const key = `${library.version}-${INDEX_FORMAT}`
  const kept = (await cache?.read(key)) as IndexData | undefined
  const index = kept?.version === library.version && kept.slotStart.length === library.entries.length + 1 ? kept : buildIndex(library)
  if (index !== kept) await cache?.write(key, index)
  const embeddings = createDefaultEmbeddings(index.latent)
  const ids = library.entries.map(({ id }) => id)
  const exact = () => createExactIndex(ids, index.vectors)
  const dense = graph ? await graphIndex(ids, index, log).catch(exact) : exact()
  return createRetriever({ library, index, embeddings, dense })

  async function graphIndex(names: string[], data: IndexData, to: Log): Promise<PassageIndex> {
    try {
      const { createHnswIndex } = await import('../adapters/langchain/hnsw-index.ts')
      return await createHnswIndex(names, data.vectors, embeddings)
    } catch (error) {
      to.info('hnswlib-node is not installed; the exact index serves instead', { code: (error as { code?: string }).code ?? 'unavailable' })
      throw error
    }
  }
}

/** Everything wired together, short of a platform. */
export async function composeAssistant(config: Config, log: Log, { graph = true, clock = systemClock } = {}): Promise<{ assistant: Assistant; library: Library; retriever: Retriever }> {
  const library = openLibrary(config)
  const cache = createFileIndexCache(join(config.data, 'cache'))
  const retriever = await openRetriever(library, cache, log, { graph })
  const answerQuestion = createAnswerQuestion({ library, retriever, log })
  const assistant = createAssistant({ answerQuestion, answers: createMemoryAnswerStore(), clock, log, ...(config.nation && { nation: config.nation }) })
  return { assistant, library, retriever }
}
