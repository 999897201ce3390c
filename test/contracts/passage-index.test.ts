import { describe, expect, it } from 'vitest'
import { createHnswIndex } from '../../adapters/langchain/hnsw-index.ts'
import type { Embeddings, PassageIndex } from '../../src/ports.ts'
import { createExactIndex } from '../../src/retrieval/exact-index.ts'

const ids = ['north', 'east', 'north-east', 'nothing']
const vectors = [
  [0, 1],
  [1, 0],
  [0.7, 0.7],
  [0, 0],
]
const embeddings: Embeddings = { embedQuery: async () => [0, 1], embedDocuments: async () => [] }
const GRAPH_LIBRARY: string = 'hnswlib-node'
const graphLibrary = await import(GRAPH_LIBRARY).then(
  () => true,
  () => false,
)

/** One suite, every index: the exact one is always there, the graph where hnswlib-node is installed. */
const INDEXES: [string, (() => Promise<PassageIndex>) | undefined][] = [
  ['exact', async () => createExactIndex(ids, vectors)],
  ['hnsw', graphLibrary ? () => createHnswIndex(ids, vectors, embeddings) : undefined],
]

describe.each(INDEXES)('the %s index', (_name, make) => {
  it.skipIf(!make)('gives the nearest first, with its cosine', async () => {
    const found = await (await make!()).search([0.1, 1], 2)
    expect(found.map(({ id }) => id)).toEqual(['north', 'north-east'])
    expect(found[0]!.likeness).toBeCloseTo(0.995, 2)
  })

  it.skipIf(!make)('gives no more than it holds when asked for more', async () => {
    expect((await (await make!()).search([1, 1], 50)).length).toBe(3)
  })

  it.skipIf(!make)('gives nothing for a vector of zeros or of no numbers', async () => {
    const index = await make!()
    expect(await index.search([0, 0], 3)).toEqual([])
    expect(await index.search([Number.NaN, Number.NaN], 3)).toEqual([])
  })

  it.skipIf(!make)('gives the same every time', async () => {
    const index = await make!()
    expect(await index.search([0.6, 0.8], 3)).toEqual(await index.search([0.6, 0.8], 3))
  })
})
