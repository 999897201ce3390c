import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The published connector 4.23.3 writes entities through a mapper that knows a few properties of a mention alone, so
 * citations and the AI label vanish without a word. Letting the mapper pass other properties is the whole repair; a test
 * fails when it is missing.
 */
export function repairEntities(): void {
  const mappers = require('botframework-connector/lib/connectorApi/models/mappers') as {
    Entity: { type: { additionalProperties?: unknown } }
  }
  mappers.Entity.type.additionalProperties = { type: { name: 'Object' } }
}

/**
 * Its client tries a failed request three times more by itself, a POST too, waiting as long as Retry-After says: messages
 * come twice when a gateway loses an answer, and turns hang. When and how often to try again is backoff.ts's and the
 * outbox's business, so that policy goes.
 */
export function tryOnce(client: unknown): void {
  const { pipeline } = (client as { client: { pipeline: { removePolicy(which: { name: string }): unknown[] } } }).client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
}
