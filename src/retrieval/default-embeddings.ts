import type { Embeddings } from '../ports.ts'
import { type LatentData, openLatent } from './latent.ts'
import { contentStems } from './words.ts'

/** The embeddings used when no model is configured: vectors learnt from the library itself. */
export function createDefaultEmbeddings(latent: LatentData): Embeddings {
  const vectorOf = openLatent(latent)
  return {
    embedQuery: async (text) => vectorOf(contentStems(text)),
    embedDocuments: async (texts) => texts.map((text) => vectorOf(contentStems(text))),
  }
}
