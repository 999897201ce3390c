import type { Synonyms } from '../knowledge/library.ts'
import type { Embeddings } from '../ports.ts'
import { createConcepts } from './concepts.ts'
import { type LatentData, openLatent } from './latent.ts'
import { stemsWithConcepts } from './library-index.ts'

/** The embeddings used when no model is configured: vectors learnt from the library itself. */
export function createDefaultEmbeddings(latent: LatentData, thesaurus: readonly Synonyms[]): Embeddings {
  const vectorOf = openLatent(latent)
  const concepts = createConcepts(thesaurus)
  const embed = (text: string) => vectorOf(stemsWithConcepts(text, concepts))
  return {
    embedQuery: async (text) => embed(text),
    embedDocuments: async (texts) => texts.map(embed),
  }
}
