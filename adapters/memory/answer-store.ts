import type { Answer } from '../../src/domain/answer.ts'
import type { AnswerStore } from '../../src/ports.ts'

/** Keeps the newest answers in memory, so that a page can draw one again. They are gone after a restart. */
export function createMemoryAnswerStore(most = 2000): AnswerStore {
  const answers = new Map<string, Answer>()
  return {
    async record(question, answer) {
      answers.set(question.id, answer)
      if (answers.size > most) answers.delete(answers.keys().next().value!)
    },
    find: async (questionId) => answers.get(questionId),
  }
}
