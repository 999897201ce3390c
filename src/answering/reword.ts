import type { Answered } from '../domain/answer.ts'
import type { Question } from '../domain/question.ts'
import { errorCode } from '../errors.ts'
import type { AnswerWriter, Clock, Log } from '../ports.ts'
import { contentStems } from '../retrieval/words.ts'
import type { Budget } from './budget.ts'
import { ground, linesOf } from './ground.ts'
import { redact } from './redact.ts'

/** After this many failures in a row the model is left alone for a while, so that nobody waits for what won't come. */
const FAILURES = 3
const REST_MS = 60_000
const LONGEST_REPHRASING = 300

interface Deps {
  writer: AnswerWriter
  budget: Budget
  clock: Clock
  log: Log
  /** one deadline for each call, in milliseconds */
  deadline: number
}

export interface Rewording {
  /** The same answer, its short answer put in words for this question; as it was when that fails in any way. */
  reword(answered: Answered, question: Question, text: string): Promise<Answered>
  /** A follow-up as a question of its own, to search with; undefined when that fails in any way. */
  rephrase(question: Question, text: string, context: string): Promise<string | undefined>
}

/**
 * A model may choose words and nothing else. It is sent the question, without personal data, and the reviewed sentences;
 * what it sends back is grounded sentence by sentence, and any failure leaves the reviewed answer.
 */
export function createRewording({ writer, budget, clock, log, deadline }: Deps): Rewording {
  let failures = 0
  let restUntil = 0

  return {
    async reword(answered, question, text) {
      const lines = linesOf(answered.short)
      const asked = redact(text)
      const draft = await call(question, (signal) =>
        writer.write(
          asked,
          lines.map((line) => ({ id: line.id, text: line.text })),
          signal,
        ),
      )
      const grounded = draft && ground(draft, answered.short, answered.ruling?.bottomLine)
      if (draft && !grounded) log.info('model wording not used', { questionId: question.id, model: writer.name })
      return grounded && grounded !== answered.short
        ? { ...answered, short: grounded, wordedBy: writer.name }
        : answered
    },

    async rephrase(question, text, context) {
      const said = await call(question, (signal) => writer.rephrase(redact(text), redact(context), signal))
      const plain = said?.replace(/\s+/g, ' ').trim() ?? ''
      if (!plain || plain.length > LONGEST_REPHRASING || /https?:|[<>[\]{}]/.test(plain)) return undefined
      const known = new Set(contentStems(`${text} ${context}`))
      const own = contentStems(plain)
      // Words nobody said would let a model choose the subject.
      return own.length && own.every((stem) => known.has(stem)) ? plain : undefined
    },
  }

  async function call<T>(question: Question, ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { tenant, platform, id } = question.askedBy
    if (clock.now() < restUntil || !budget.take(tenant, `${platform}\n${id}`)) return undefined
    const signal = AbortSignal.timeout(deadline)
    try {
      const result = await Promise.race([ask(signal), over(signal)])
      failures = 0
      return result
    } catch (error) {
      // What a model says badly is no sign that it is away, and a question can provoke it.
      if (errorCode(error) !== 'unreadable-reply') failures++
      if (failures >= FAILURES) restUntil = clock.now() + REST_MS
      log.warn('model not used', { questionId: question.id, model: writer.name, code: errorCode(error) })
      return undefined
    }
  }
}

/** Rejects at the deadline, also when a client does not heed the signal. */
function over(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
