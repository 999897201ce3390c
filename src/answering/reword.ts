import type { Answered } from '../domain/answer.ts'
import type { Question } from '../domain/question.ts'
import { errorCode } from '../errors.ts'
import type { AnswerWriter, Log } from '../ports.ts'
import { type Rest, within } from '../rest.ts'
import { contentStems } from '../retrieval/words.ts'
import type { Budget } from './budget.ts'
import { ground, linesOf } from './ground.ts'

const LONGEST_REPHRASING = 300
/** Put in the place of a name by `redact`; it says nothing to search for. */
const MARK = /\[(?:name|firm|link|email|phone|postcode|number)\]/g

interface Deps {
  writer: AnswerWriter
  /** takes out of a text what could tell a person or a firm */
  redact(text: string): string
  budget: Budget
  rest: Rest
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
export function createRewording({ writer, redact, budget, rest, log, deadline }: Deps): Rewording {
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
      const plain = said?.replace(MARK, ' ').replace(/\s+/g, ' ').trim() ?? ''
      if (!plain || plain.length > LONGEST_REPHRASING || /https?:|[<>[\]{}]/.test(plain)) return undefined
      const known = new Set(contentStems(`${text} ${context}`))
      const own = contentStems(plain)
      // Words nobody said would let a model choose the subject.
      return own.length && own.every((stem) => known.has(stem)) ? plain : undefined
    },
  }

  async function call<T>(question: Question, ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    // A budget that is used up is no failure: it stops one person or tenant, and the model stays awake for the others.
    if (rest.resting() || !budget.take(question.askedBy)) return undefined
    try {
      return await rest.attempt(() => within(deadline, ask))
    } catch (error) {
      log.warn('model not used', { questionId: question.id, model: writer.name, code: errorCode(error) })
      return undefined
    }
  }
}
