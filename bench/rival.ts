import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble'
import { BM25Retriever } from '@langchain/community/retrievers/bm25'
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { proseOf } from '../src/domain/entry.ts'
import type { Library } from '../src/knowledge/library.ts'
import type { Embeddings } from '../src/ports.ts'

/** What one would put together from LangChain's parts: keywords and vectors, fused by rank, over the same text and vectors. */
export async function createRival(
  library: Library,
  embeddings: Embeddings,
  vectors: number[][],
): Promise<(question: string) => Promise<unknown>> {
  const documents = library.entries.map(
    (entry) =>
      new Document({
        pageContent: [
          entry.title,
          ...entry.askedAs,
          ...entry.claims.flatMap(({ says, askedAs }) => [says, ...askedAs]),
          ...proseOf(entry).map(({ text }) => text),
        ].join('\n'),
        metadata: { id: entry.id },
      }),
  )
  const store = new HNSWLib(embeddings as EmbeddingsInterface, { space: 'cosine' })
  await store.addVectors(vectors, documents)
  const ensemble = new EnsembleRetriever({
    retrievers: [BM25Retriever.fromDocuments(documents, { k: 8, includeScore: false }), store.asRetriever({ k: 8 })],
    weights: [0.5, 0.5],
  })
  return (question) => ensemble.invoke(question)
}
