import type { Found } from './answering/search.ts'
import type { Answer } from './domain/answer.ts'
import type { Question } from './domain/question.ts'
import { PortError, type Problem } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import type { Log } from './ports.ts'

/** A library with the way to answer from it. */
export interface Served {
  library: Library
  answerQuestion(question: Question): Promise<Answer>
  search(text: string, date: string, most: number): Promise<Found[]>
}

export interface LiveKnowledge {
  answerQuestion(question: Question): Promise<Answer>
  search(text: string, date: string, most: number): Promise<Found[]>
  library(): Library
  /** Builds the library anew and serves it, unless it would serve less than the last good one. */
  reload(): Promise<'same' | 'swapped' | 'kept'>
}

/**
 * Answers from the last good library. New text is built and checked beside it and takes its place in one step; text with
 * a new error, or that cannot be read, changes nothing but the log, which says what to mend.
 */
export async function createLiveKnowledge(build: () => Promise<Served>, log: Log): Promise<LiveKnowledge> {
  let served = await build()
  return {
    answerQuestion: (question) => served.answerQuestion(question),
    search: (text, date, most) => served.search(text, date, most),
    library: () => served.library,
    async reload() {
      try {
        const next = await build()
        if (next.library.version === served.library.version) return 'same'
        const known = new Set(errorsIn(served.library).map(nameOf))
        const fresh = errorsIn(next.library).filter((problem) => !known.has(nameOf(problem)))
        for (const { file, field, message } of fresh) log.warn('knowledge not taken over', { file, field, message })
        if (fresh.length) return 'kept'
        served = next
        log.info('knowledge taken over', { version: next.library.version, entries: next.library.entries.length })
        return 'swapped'
      } catch (error) {
        if (!(error instanceof PortError)) throw error
        log.warn('knowledge not taken over', { code: error.code, message: error.message })
        return 'kept'
      }
    },
  }
}

const errorsIn = ({ problems }: Library) => problems.filter(({ severity }) => severity === 'error')
const nameOf = ({ file, field, message }: Problem) => `${file}\n${field}\n${message}`
