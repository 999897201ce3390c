import { createHash } from 'node:crypto'
import type { ModelConfig } from '../../src/config.ts'
import { PortError } from '../../src/errors.ts'
import type { Cache, Embeddings } from '../../src/ports.ts'
import { within } from '../../src/rest.ts'
import { openKeptVectors } from './kept-vectors.ts'
import { embeddingModel } from './providers.ts'

/** Texts sent in one request. */
const BATCH = 64
const BATCH_MS = 60_000
/**
 * A request for a question is given up after this, so that none stays open for ever. It is longer than a question waits:
 * a local model that was asleep stops waking when whoever called it hangs up.
 */
const QUERY_MS = 15_000
/** The service waits no longer than this to learn whether the model is still the one whose vectors it keeps. */
const SAMPLE_MS = 5000
/** The same model gives a text nearly the same vector each time; another one, however alike in name, does not. */
const SAME_MODEL = 0.95

interface Options {
  cache?: Cache | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
  /** milliseconds after which a request for a question is given up */
  giveUp?: number
}

/**
 * A provider's embedding model in the dense slot. Vectors of texts are kept by model and text, so that only what changed
 * is embedded again, and all of it when the model behind the name is another. Throws PortError `embeddings-failed` when a
 * text cannot be embedded, and whatever the client throws for a question.
 */
export function createModelEmbeddings(
  config: ModelConfig,
  { cache, onProgress, giveUp = QUERY_MS }: Options = {},
): Embeddings {
  const forQuestions = embeddingModel(config, giveUp)
  const forTexts = embeddingModel(config, BATCH_MS)
  for (const model of [forQuestions, forTexts]) model.catch(() => {})
  const key = `embeddings-${hashOf(`${config.provider}:${config.name}:${config.baseUrl ?? ''}`).slice(0, 12)}`

  return {
    async embedQuery(text) {
      const vector = await (await forQuestions).embedQuery(text)
      if (!isVector(vector)) throw new PortError('embeddings-failed', 'what came back is no vector')
      return vector
    },

    async embedDocuments(texts) {
      const kept = openKeptVectors(cache, key)
      const wanted = new Map(texts.map((text) => [nameOf(text), text]))
      const [sample] = [...wanted].filter(([name]) => kept.has(name))
      if (sample && (await isAnotherModels(kept.get(sample[0])!, sample[1]))) kept.clear()

      const missing = [...wanted].filter(([name]) => !kept.has(name))
      for (let at = 0; at < missing.length; at += BATCH) {
        const batch = missing.slice(at, at + BATCH)
        const vectors = await embedded(batch.map(([, text]) => text))
        kept.add(batch.map(([name], index) => [name, vectors[index]!]))
        onProgress?.(wanted.size - missing.length + at + batch.length, wanted.size)
      }
      const all = texts.map((text) => kept.get(nameOf(text))!)
      if (new Set(all.map(({ length }) => length)).size > 1) {
        kept.clear()
        throw failed('gives vectors of different lengths')
      }
      kept.settle(wanted)
      return all
    },
  }

  async function embedded(texts: string[]): Promise<number[][]> {
    try {
      const vectors = await (await forTexts).embedDocuments(texts)
      if (vectors.length === texts.length && vectors.every(isVector)) return vectors
    } catch (error) {
      throw failed('could not embed the library', error)
    }
    throw failed('could not embed the library: vectors are missing, empty or not of numbers')
  }

  /** Whether a kept vector is not what the model gives now. A model that cannot be asked gets the benefit of the doubt. */
  async function isAnotherModels(vector: number[], text: string): Promise<boolean> {
    try {
      const now = await within(SAMPLE_MS, async () => (await forQuestions).embedQuery(text))
      return isVector(now) && (now.length !== vector.length || cosine(now, vector) < SAME_MODEL)
    } catch {
      return false
    }
  }

  function failed(what: string, cause?: unknown): PortError {
    return new PortError('embeddings-failed', `EMBEDDINGS: ${config.provider}:${config.name} ${what}`, cause)
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const nameOf = (text: string) => hashOf(text).slice(0, 24)

/** Numbers, at least one: not-a-number in one place would spoil every ranking. */
function isVector(vector: unknown): vector is number[] {
  return Array.isArray(vector) && vector.length > 0 && vector.every(Number.isFinite)
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, index) => sum + value * b[index]!, 0)
  return dot / (Math.hypot(...a) * Math.hypot(...b) || 1)
}
