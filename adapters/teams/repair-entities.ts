import { createRequire } from 'node:module'

/**
 * The published connector 4.23.3 writes entities through a mapper that knows only `type`, so citations and the AI label
 * vanish without a word. Letting the mapper pass other properties is the whole repair; a test fails when it is missing.
 */
export function repairEntities(): void {
  const require = createRequire(import.meta.url)
  const mappers = require('botframework-connector/lib/connectorApi/models/mappers') as {
    Entity: { type: { additionalProperties?: unknown } }
  }
  mappers.Entity.type.additionalProperties = { type: { name: 'Object' } }
}
