import { randomUUID } from 'node:crypto'
import { cardFor } from './cards/answer-card.ts'
import { toPlainText } from './cards/plain-text.ts'
import type { Answer } from './domain/answer.ts'
import type { Card } from './domain/card.ts'
import type { Nation } from './domain/nation.ts'
import { kept, type Person, type Question, type Turn } from './domain/question.ts'
import type { AnswerStore, Clock, ConversationStore, Log } from './ports.ts'

/** What an adapter hands over: a person's words and where they were said. */
export interface Asked {
  text: string
  askedBy: Person
  conversation: string
  /** Earlier turns where the caller keeps them; otherwise those of the conversation so far. */
  history?: readonly Turn[]
  nation?: Nation
  date?: string
}

export interface Reply {
  questionId: string
  answer: Answer
  card: Card
  ms: number
}

/** All that a chat platform, the page or the command line may ask of Waymark. */
export interface Assistant {
  ask(asked: Asked): Promise<Reply>
  /** The answer as it was given, for drawing it again. */
  find(questionId: string): Promise<Answer | undefined>
}

/** As much of a turn as a follow-up can lean on. */
const REMEMBERED = 1000
/** As many turns as a follow-up can lean on. */
const MOST_TURNS = 12

interface Deps {
  answerQuestion(question: Question): Promise<Answer>
  answers: AnswerStore
  conversations: ConversationStore
  clock: Clock
  log: Log
  nation?: Nation
}

export function createAssistant({ answerQuestion, answers, conversations, clock, log, nation }: Deps): Assistant {
  return {
    async ask(asked) {
      const started = clock.now()
      const home = asked.nation ?? nation
      const question: Question = {
        id: randomUUID(),
        text: asked.text,
        askedBy: asked.askedBy,
        conversation: asked.conversation,
        history: asked.history
          ? asked.history.slice(-MOST_TURNS).map(({ role, text }) => ({ role, text: text.slice(0, REMEMBERED) }))
          : await conversations.turns(asked.askedBy.tenant, asked.conversation),
        ...(home && { nation: home }),
        date: asked.date ?? clock.today(),
      }
      const answer = await answerQuestion(question)
      const card = cardFor(answer)
      await answers.record(question, answer)
      await conversations.add(asked.askedBy.tenant, asked.conversation, [
        { role: 'user', text: kept(asked.text, REMEMBERED) },
        { role: 'assistant', text: kept(toPlainText(card), REMEMBERED) },
      ])
      const ms = Math.round((clock.now() - started) * 100) / 100
      log.info('answered', {
        questionId: question.id,
        platform: asked.askedBy.platform,
        outcome: answer.outcome,
        entries: answer.entries,
        ms,
      })
      return { questionId: question.id, answer, card, ms }
    },
    find: (questionId) => answers.find(questionId),
  }
}
