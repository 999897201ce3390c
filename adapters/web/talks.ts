import type { Request } from 'express'
import type { Talk } from './session.ts'

const MOST_TALKS = 5
const MOST_QUESTIONS = 20

/** A conversation of this session; nobody else's is ever found, whatever its id. */
export function talkOf(request: Request, id: string): Talk | undefined {
  return request.session.talks?.find((talk) => talk.id === id)
}

/** A further question of a conversation. The oldest are forgotten by the page, not by the record. */
export function addTo(request: Request, id: string, questionId: string): void {
  const before = request.session.talks ?? []
  const questions = [...(talkOf(request, id)?.questions ?? []), questionId].slice(-MOST_QUESTIONS)
  request.session.talks = [...before.filter((talk) => talk.id !== id), { id, questions }].slice(-MOST_TALKS)
}

/** The conversation a question was asked in. */
export function talkWith(request: Request, questionId: string): Talk | undefined {
  return request.session.talks?.find(({ questions }) => questions.includes(questionId))
}
