import { createRedact } from './answering/redact.ts'
import type { Entry } from './domain/entry.ts'
import { PortError } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import type { EmbeddingModel } from './open-models.ts'
import type { Cache, Embeddings, Log, PassageIndex, Retriever } from './ports.ts'
import { createDefaultEmbeddings } from './retrieval/default-embeddings.ts'
import { createExactIndex } from './retrieval/exact-index.ts'
import { buildIndex, INDEX_FORMAT, type IndexData } from './retrieval/library-index.ts'
import { nearIn, nearWithModel } from './retrieval/near.ts'
import { createRetriever } from './retrieval/retriever.ts'

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
