import { HNSWLib } from '@langchain/community/vectorstores/hnswlib'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Embeddings, PassageIndex } from '../../src/ports.ts'

/**
 * A graph index (hierarchical navigable small worlds) through LangChain's HNSWLib: sub-linear where the exact index
 * compares with everything. hnswlib takes not-a-number for a value and throws when asked for more than it holds, so
 * both are caught here. Throws when the native library is not installed.
 */
export async function createHnswIndex(
  ids: readonly string[],
  vectors: readonly (readonly number[])[],
  embeddings: Embeddings,
): Promise<PassageIndex> {
  await HNSWLib.imports()
  const store = new HNSWLib(embeddings as EmbeddingsInterface, { space: 'cosine' })
  const usable = ids
    .map((id, at) => ({ id, vector: clean(vectors[at]!) }))
    .filter(({ vector }) => vector.some((value) => value !== 0))
  if (usable.length) {
    await store.addVectors(
      usable.map(({ vector }) => vector),
      usable.map(({ id }) => new Document({ pageContent: '', metadata: { id } })),
    )
  }
  return {
    async search(vector, most) {
      const wanted = clean(vector)
      if (wanted.length !== vectors[0]?.length || !usable.length || wanted.every((value) => value === 0)) return []
      const found = await store.similaritySearchVectorWithScore(wanted, Math.min(most, usable.length))
      return found.map(([document, distance]) => ({ id: document.metadata.id as string, likeness: 1 - distance }))
    },
  }
}

const clean = (vector: readonly number[]) => vector.map((value) => (Number.isFinite(value) ? value : 0))
