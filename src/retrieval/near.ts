import { errorCode, PortError } from '../errors.ts'
import type { Embeddings, Log, PassageIndex } from '../ports.ts'
import { type Rest, within } from '../rest.ts'

/** The entries whose vectors are nearest to that of a text. */
export type Near = (text: string, most: number) => Promise<{ id: string; likeness: number }[]>

/**
 * Nearest in one space: a text is put there by the embeddings that made the index, and by no others. `width` is the length
 * of the index's vectors, where another length would mean that the embeddings have changed since.
 */
export function nearIn(embeddings: Embeddings, index: PassageIndex, width?: number): Near {
  return async (text, most) => {
    const vector = await embeddings.embedQuery(text)
    if (width !== undefined && vector.length !== width)
      throw new PortError('another-space', `a vector of ${vector.length} numbers does not fit an index of ${width}`)
    return index.search(vector, most)
  }
}

/** What bounds the calls of an embedding model. */
export interface Bounds {
  rest: Rest
  /** takes one call from the budget of whoever asks; false when it is used up */
  mayCall(): boolean
  /** how long a question waits, in milliseconds */
  deadline: number
}

interface Deps extends Bounds {
  model: Near
  own: Near
  /** takes out of a text what could tell a person or a firm */
  redact(text: string): string
  log: Log
}

/** Nearest in a model's space; where the model is away, slow or spent, in the library's own, index and all. */
export function nearWithModel({ model, own, redact, rest, mayCall, deadline, log }: Deps): Near {
  return async (text, most) => {
    if (rest.resting() || !mayCall()) return own(text, most)
    try {
      return await rest.attempt(() => within(deadline, () => model(redact(text), most)))
    } catch (error) {
      log.warn('embedding model not used', { code: errorCode(error) })
      return own(text, most)
    }
  }
}
