import type { Answer } from './domain/answer.ts'
import type { Draft, Line } from './domain/draft.ts'
import type { RankedPassage, RetrievalQuery } from './domain/passage.ts'
import type { Question, Turn } from './domain/question.ts'

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

/** Keeps what was answered, with its citations as they were. */
export interface AnswerStore {
  record(question: Question, answer: Answer): Promise<void>
  find(questionId: string): Promise<Answer | undefined>
}

/** What was said so far. A conversation belongs to one tenant; nobody else's turns are ever given. */
export interface ConversationStore {
  turns(tenant: string, conversation: string): Promise<readonly Turn[]>
  add(tenant: string, conversation: string, turns: readonly Turn[]): Promise<void>
}

/** Tells a first delivery from a repeated one: platforms send an event again when they are unsure. */
export interface SeenEvents {
  firstTime(key: string): Promise<boolean>
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

/** A chat platform: hands questions to the assistant and shows its cards. `stop` lets answers under way finish. */
export interface ChatAdapter {
  name: string
  ready(): boolean
  stop(): Promise<void>
}
