import type { Answer } from './domain/answer.ts'
import type { RankedPassage, RetrievalQuery } from './domain/passage.ts'
import type { Question } from './domain/question.ts'

/** Ranks the library's entries for a question. Deterministic: same library, same query, same ranking. */
export interface Retriever {
  retrieve(query: RetrievalQuery, most?: number): Promise<RankedPassage[]>
}

/** Text → vectors. LangChain's `Embeddings` has this shape, so any of its providers fits. */
export interface Embeddings {
  embedQuery(text: string): Promise<number[]>
  embedDocuments(texts: string[]): Promise<number[][]>
}

/** Nearest vectors. `likeness` is cosine; ids are those given when the index was built. */
export interface PassageIndex {
  search(vector: readonly number[], most: number): Promise<{ id: string; likeness: number }[]>
}

/** Keeps a built index between runs. A cache may always answer with nothing. */
export interface IndexCache {
  read(version: string): Promise<unknown>
  write(version: string, data: unknown): Promise<void>
}

/** Keeps what was answered, with its citations as they were. */
export interface AnswerStore {
  record(question: Question, answer: Answer): Promise<void>
  find(questionId: string): Promise<Answer | undefined>
}

/** Today, as people in the UK would write it (YYYY-MM-DD). */
export interface Clock {
  today(): string
  now(): number
}

/** Structured log. Never given question text, tokens or names. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void
  warn(event: string, fields?: Record<string, unknown>): void
  error(event: string, fields?: Record<string, unknown>): void
}

/** A chat platform or page: shows cards, hands questions to the assistant. */
export interface ChatAdapter {
  name: string
  start(): Promise<void>
  stop(): Promise<void>
}
