import type { Card } from './domain/card.ts'
import type { Draft, Line } from './domain/draft.ts'
import type { Identity } from './domain/member.ts'
import type { Nation } from './domain/nation.ts'
import type { RankedPassage, RetrievalQuery } from './domain/passage.ts'

/** Ranks the library's entries for a question. Deterministic: same library, same query, same ranking. */
export interface Retriever {
  retrieve(query: RetrievalQuery, most?: number): Promise<RankedPassage[]>
}

/** Text → vectors. LangChain's `Embeddings` has this shape, so any of its providers fits. */
export interface Embeddings {
  embedQuery(text: string): Promise<number[]>
  embedDocuments(texts: string[]): Promise<number[][]>
}

/** Chooses words, never what is lawful. Both calls reject when the model fails or the signal ends them. */
export interface AnswerWriter {
  /** model and version of the prompt, kept with each answer it words */
  readonly name: string
  /** Words the reviewed lines for a question. What it gives is a draft: `ground` says what of it may be shown. */
  write(question: string, lines: readonly Line[], signal: AbortSignal): Promise<Draft>
  /** A follow-up and what came before → a question that stands alone, to search with. */
  rephrase(followUp: string, earlier: string, signal: AbortSignal): Promise<string>
}

/** Nearest vectors. `likeness` is cosine; ids are those given when the index was built. */
export interface PassageIndex {
  search(vector: readonly number[], most: number): Promise<{ id: string; likeness: number }[]>
}

/** Keeps what can be built again, between runs. It may always answer with nothing. */
export interface Cache {
  read(key: string): unknown
  write(key: string, data: unknown): void
}

/** A card on its way to one person or desk of a platform. */
export interface Delivery {
  /** The same for every attempt: a platform that honours it shows the card once. */
  key: string
  tenant: string
  to: Identity
  /** Where the asker asked, when the card belongs in that conversation. */
  conversation?: string
  /** The request it is about, so that cards of one request can be kept in step. */
  request?: string
  /** Which of the request's events it tells of: where its reader has read it already, it is not shown again. */
  event?: number
  /** The request's whole card, to be kept in step with it; otherwise one change of it, which stays as it is. */
  whole?: true
  card: Card
}

/** A platform that can be written to unasked. */
export interface Messenger {
  platform: string
  /** Rejects with PortError; `retryAfter` seconds when the platform named them, `permanent` when trying again is no use. */
  deliver(delivery: Delivery): Promise<void>
}

/** Bank holidays. */
export interface Holidays {
  /** The name of the bank holiday on a day (YYYY-MM-DD) in a nation, if it is one. */
  on(day: string, nation: Nation): string | undefined
}

export interface Clock {
  /** Today, as people in the UK would write it (YYYY-MM-DD). */
  today(): string
  /** Milliseconds that only go forward, for measuring. */
  now(): number
  /** Milliseconds since 1970, for the record. */
  time(): number
}

/** Structured log. Never given question text, tokens or names. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void
  warn(event: string, fields?: Record<string, unknown>): void
  error(event: string, fields?: Record<string, unknown>): void
}

/** A chat platform: hands questions to the assistant and shows its cards. `stop` lets answers under way finish. */
export interface ChatAdapter {
  name: string
  ready(): boolean
  /** How people are written to there unasked. */
  messenger?: Messenger
  stop(): Promise<void>
}
