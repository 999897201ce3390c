import { AsyncLocalStorage } from 'node:async_hooks'
import { createBudget } from './answering/budget.ts'
import { createRedact } from './answering/redact.ts'
import { createRewording, type Rewording } from './answering/reword.ts'
import type { BoundedModel, Config } from './config.ts'
import type { Person } from './domain/question.ts'
import type { Library } from './knowledge/library.ts'
import type { Cache, Clock, Embeddings, Log } from './ports.ts'
import { createRest } from './rest.ts'
import type { Bounds } from './retrieval/near.ts'

/** LangChain sends every prompt to LangSmith when the environment says so. Nothing leaves but to the model. */
export function stopTracing(): void {
  for (const name of ['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'])
    delete process.env[name]
}

/** The model that words answers, when one is configured; what may be said to it depends on the library of the day. */
export async function openRewording(
  chat: BoundedModel | undefined,
  clock: Clock,
  log: Log,
): Promise<((library: Library) => Rewording) | undefined> {
  if (!chat) return undefined
  stopTracing()
  const { createAnswerWriter } = await import('../adapters/langchain/answer-writer.ts')
  const writer = createAnswerWriter(chat)
  const budget = createBudget(chat, clock)
  const rest = createRest(clock)
  return (library) =>
    createRewording({ writer, redact: createRedact(library), budget, rest, log, deadline: chat.seconds * 1000 })
}

/** An embedding model, with what bounds its calls for questions. */
export interface EmbeddingModel extends Bounds {
  embeddings: Embeddings
}

/** Who is being answered: the ranking knows no person, and a model's call must come from somebody's budget. */
export const asker = new AsyncLocalStorage<Person>()
const NOBODY: Person = { tenant: '', platform: '', id: '' }

export async function openEmbeddings(
  { embeddings }: Pick<Config, 'embeddings'>,
  cache: Cache | undefined,
  clock: Clock,
  log: Log,
  onProgress = (done: number, total: number) => log.info('embedding the library', { done, total }),
): Promise<EmbeddingModel | undefined> {
  if (!embeddings) return undefined
  stopTracing()
  const { createModelEmbeddings } = await import('../adapters/langchain/model-embeddings.ts')
  const budget = createBudget(embeddings, clock)
  return {
    embeddings: createModelEmbeddings(embeddings, { cache, onProgress }),
    rest: createRest(clock),
    mayCall: () => budget.take(asker.getStore() ?? NOBODY),
    deadline: embeddings.seconds * 1000,
  }
}
