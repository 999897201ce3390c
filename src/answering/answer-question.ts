import { CHOICES } from '../cards/words.ts'
import type { Answer } from '../domain/answer.ts'
import type { Question, Turn } from '../domain/question.ts'
import { createAnswerOne, type Deps } from './answer-one.ts'
import { createGuard } from './guard.ts'
import { type Asked, inTurn } from './in-turn.ts'
import { questionsIn } from './questions-in.ts'

/**
 * Message → Answer. Several questions in one message are answered in turn, each in the light of those before it; where
 * that does not make one good answer, the message is read as a whole. A choice that was offered completes the question it
 * was offered for.
 */
export function createAnswerQuestion(deps: Deps) {
  const answerOne = createAnswerOne(deps)
  const guard = createGuard(deps.library.scope)

  return async (question: Question): Promise<Answer> => {
    const { text, reason } = guard(question.text)
    if (reason) return answerOne(question)
    const before = question.history.findLast(({ role }) => role === 'user')
    if (before && CHOICES.has(text)) return answerOne({ ...question, text: `${before.text} ${text}`, history: [] })
    const asked = questionsIn(text)
    return (asked.length > 1 ? await answerInTurn(question, asked) : undefined) ?? answerOne(question)
  }

  async function answerInTurn(question: Question, asked: readonly string[]): Promise<Answer | undefined> {
    const answers: Asked[] = []
    const history: Turn[] = [...question.history]
    for (const text of asked) {
      const answer = await answerOne({ ...question, text, history }, { worded: false })
      if (!answers.length && answer.outcome !== 'answered') return undefined
      answers.push({ question: text, answer })
      history.push({ role: 'user', text })
    }
    return inTurn(answers as [Asked, ...Asked[]])
  }
}
