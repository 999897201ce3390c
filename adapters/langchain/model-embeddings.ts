import { createHash } from 'node:crypto'
import { redact } from '../../src/answering/redact.ts'
import type { ModelConfig } from '../../src/config.ts'
import { PortError } from '../../src/errors.ts'
import type { Cache, Embeddings } from '../../src/ports.ts'
import { embeddingModel } from './providers.ts'

/** Texts sent in one request. */
const BATCH = 64
/** A question must not wait for a slow model: past this the ranking goes on without a vector. */
const QUERY_MS = 1500
const BATCH_MS = 60_000
/** After this many failures in a row questions are ranked by words alone for a while, so that nobody waits in vain. */
const FAILURES = 3
const REST_MS = 60_000

interface Options {
  cache?: Cache | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * A provider's embedding model in the dense slot. Vectors of texts are kept by model and text, so that only what changed
 * is embedded again. Throws PortError `embeddings-failed` when a document cannot be embedded; a question that cannot be
 * gives an empty vector, and is ranked by its words.
 */
export function createModelEmbeddings(config: ModelConfig, { cache, onProgress }: Options = {}): Embeddings {
  const model = embeddingModel(config)
  model.catch(() => {})
  const key = `embeddings-${createHash('sha256')
    .update(`${config.provider}:${config.name}:${config.baseUrl ?? ''}`)
    .digest('hex')
    .slice(0, 12)}`

  let failures = 0
  let restUntil = 0

  return {
    async embedQuery(text) {
      try {
        if (performance.now() < restUntil) return []
        const vector = usable(await within(QUERY_MS, (await model).embedQuery(redact(text))))
        failures = 0
        return vector
      } catch {
        if (++failures >= FAILURES) restUntil = performance.now() + REST_MS
        return []
      }
    },
    async embedDocuments(texts) {
      const kept = new Map((cache?.read(key) as [string, number[]][] | undefined) ?? [])
      const names = texts.map((text) => createHash('sha256').update(text).digest('hex').slice(0, 24))
      const missing = [...new Set(names)].filter((name) => !kept.has(name))
      const byName = new Map(names.map((name, index) => [name, texts[index]!]))
      for (let at = 0; at < missing.length; at += BATCH) {
        const batch = missing.slice(at, at + BATCH)
        const vectors = await embedded(batch.map((name) => byName.get(name)!))
        for (const [index, name] of batch.entries()) kept.set(name, vectors[index]!)
        onProgress?.(Math.min(at + BATCH, missing.length), missing.length)
      }
      if (new Set(names.map((name) => kept.get(name)!.length)).size > 1)
        throw new PortError(
          'embeddings-failed',
          `EMBEDDINGS: ${config.provider}:${config.name} gives vectors of different lengths`,
        )
      if (missing.length)
        cache?.write(
          key,
          [...kept].filter(([name]) => byName.has(name)),
        )
      return names.map((name) => kept.get(name)!)
    },
  }

  async function embedded(texts: string[]): Promise<number[][]> {
    try {
      const vectors = await within(BATCH_MS, (await model).embedDocuments(texts))
      const size = vectors[0]?.length
      if (vectors.length !== texts.length || !size || vectors.some((vector) => usable(vector).length !== size))
        throw new Error('vectors are missing, empty or of different lengths')
      return vectors
    } catch (error) {
      throw new PortError(
        'embeddings-failed',
        `EMBEDDINGS: ${config.provider}:${config.name} could not embed the library`,
        error,
      )
    }
  }
}

/** A vector of numbers, or none: not-a-number in one place would spoil every ranking. */
function usable(vector: unknown): number[] {
  return Array.isArray(vector) && vector.every((value) => typeof value === 'number' && Number.isFinite(value))
    ? vector
    : []
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
