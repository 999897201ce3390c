import { randomUUID } from 'node:crypto'
import { redact } from './answering/redact.ts'
import type { Found } from './answering/search.ts'
import { cardFor } from './cards/answer-card.ts'
import { toPlainText } from './cards/plain-text.ts'
import type { Answer } from './domain/answer.ts'
import type { Card } from './domain/card.ts'
import type { Nation } from './domain/nation.ts'
import { kept, type Person, type Question, type Turn } from './domain/question.ts'
import type { Off } from './domain/tenant.ts'
import type { Clock, Log } from './ports.ts'
import { isLive } from './specialists/prefill.ts'
import type { AnswerStore, ConversationStore, DataRights, FeedbackStore, Recorded } from './stores.ts'
import type { Tenancy } from './tenancy.ts'

/** What an adapter hands over: a person's words and where they were said. */
export interface Asked {
  text: string
  askedBy: Person
  conversation: string
  /** Earlier turns where the caller keeps them; otherwise those of the conversation so far. */
  history?: readonly Turn[]
  nation?: Nation
  date?: string
  /** People from outside the council read along, or ask: names, and anything of a live procurement, are not kept. */
  outsiders?: boolean
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
  /** An answer of the person's tenant as it was given, for drawing it again. */
  find(person: Person, questionId: string): Promise<Recorded | undefined>
  /** Entries that fit some words, as cards with their sources: to be dropped into a conversation. */
  search(person: Person, text: string, most: number): Promise<Found[]>
  /** Was it right? False when there is no such answer in the person's tenant. */
  giveFeedback(person: Person, questionId: string, helpful: boolean, why?: string): Promise<boolean>
  /** The person took their question back: it goes, with its answer and what was said in its conversation. */
  forget(person: Person, questionId: string): Promise<void>
}

/** As much of a turn as a follow-up can lean on. */
const REMEMBERED = 1000
/** As many turns as a follow-up can lean on. */
const MOST_TURNS = 12
const NOT_KEPT = '(about a live procurement, not kept)'

interface Deps {
  answerQuestion(question: Question): Promise<Answer>
  /** Left out, nothing is found. */
  search?: (text: string, date: string, most: number) => Promise<Found[]>
  answers: AnswerStore
  conversations: ConversationStore
  feedback: FeedbackStore
  data: Pick<DataRights, 'forgetQuestion'>
  tenancy: Tenancy
  clock: Clock
  log: Log
  nation?: Nation
}

export function createAssistant({
  answerQuestion,
  search = async () => [],
  answers,
  conversations,
  feedback,
  data,
  tenancy,
  clock,
  log,
  nation,
}: Deps): Assistant {
  return {
    async ask(asked) {
      const started = clock.now()
      const { tenant, member } = await tenancy.known(asked.askedBy)
      const home = asked.nation ?? member.nation ?? tenant.nation ?? nation
      const question: Question = {
        id: randomUUID(),
        text: asked.text,
        askedBy: { ...asked.askedBy, tenant: tenant.id, id: member.id },
        conversation: asked.conversation,
        history: asked.history
          ? asked.history.slice(-MOST_TURNS).map(({ role, text }) => ({ role, text: text.slice(0, REMEMBERED) }))
          : await conversations.turns(tenant.id, asked.conversation),
        ...(home && { nation: home }),
        date: asked.date ?? clock.today(),
      }
      const answer = tenant.off ? switchedOff(tenant.off) : await answerQuestion(question)
      const card = cardFor(answer)
      const words = asked.outsiders ? fitForOutsiders(asked.text) : asked.text
      await answers.record({ ...question, text: words }, answer)
      await conversations.add(tenant.id, asked.conversation, [
        { role: 'user', text: kept(words, REMEMBERED) },
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
    async find(person, questionId) {
      return answers.find((await tenancy.tenantOf(person.tenant)).id, questionId)
    },
    async search(person, text, most) {
      const { off } = await tenancy.tenantOf(person.tenant)
      return off || !text.trim() ? [] : search(text.slice(0, REMEMBERED), clock.today(), most)
    },
    async giveFeedback(person, questionId, helpful, why) {
      const { tenant, member } = await tenancy.known(person)
      if (!(await answers.find(tenant.id, questionId))) return false
      await feedback.give({
        tenant: tenant.id,
        questionId,
        member: member.id,
        helpful,
        ...(why?.trim() && { why: kept(why.trim(), REMEMBERED) }),
        at: clock.time(),
      })
      return true
    },
    async forget(person, questionId) {
      const { tenant, member } = await tenancy.known(person)
      const recorded = await answers.find(tenant.id, questionId)
      if (recorded?.askedBy.id === member.id) await data.forgetQuestion(tenant.id, questionId)
    },
  }
}

/** What may be kept of words that people from outside the council read too. */
function fitForOutsiders(text: string): string {
  return isLive(text) ? NOT_KEPT : redact(text)
}

function switchedOff({ reason, by }: Off): Answer {
  return {
    outcome: 'declined',
    reason: 'switched-off',
    detail: `${reason} (${by})`,
    citations: [],
    entries: [],
    confidence: 1,
    offersSpecialist: true,
  }
}
