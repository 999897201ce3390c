import { randomUUID } from 'node:crypto'
import express, { type Router } from 'express'
import type { Assistant } from '../../../src/assistant.ts'
import { cardFor } from '../../../src/cards/answer-card.ts'
import { DECLINED } from '../../../src/cards/words.ts'
import { kept, type Person } from '../../../src/domain/question.ts'
import { LOCAL_TENANT } from '../../../src/domain/tenant.ts'
import { createConversations, type Exchange } from '../conversations.ts'
import { askPage } from '../pages/ask-page.ts'
import { answerArticle } from '../pages/card.ts'

const FRAGMENT = 'text/x-waymark-fragment'

/** The ask page and its answers. Questions travel in the body, never in an address, so that they stay out of logs. */
export function askRoutes(assistant: Assistant): Router {
  const router = express.Router()
  const conversations = createConversations()

  router.get('/', (_request, response) => {
    response.send(askPage({ conversation: '', answers: [] }))
  })
  router.get('/ask', (_request, response) => response.redirect('/'))

  router.post('/ask', express.urlencoded({ extended: false, limit: '64kb' }), async (request, response) => {
    const { question, choice, conversation } = (request.body ?? {}) as Record<string, unknown>
    const text = typeof choice === 'string' ? choice : typeof question === 'string' ? question : ''
    const { id, exchanges } = conversations.open(conversation)
    if (!text.trim()) {
      response
        .status(400)
        .send(askPage({ conversation: id, answers: await shown(id, exchanges), error: DECLINED.empty }))
      return
    }
    const reply = await assistant.ask({
      text,
      askedBy: asker(id),
      conversation: id,
    })
    const exchange = { question: kept(text, 2000), questionId: reply.questionId }
    conversations.add(id, exchange)
    const answer = answerArticle({ card: reply.card, question: exchange.question, key: reply.questionId.slice(0, 8) })
    if (request.headers.accept === FRAGMENT) response.type('html').set('x-conversation', id).send(answer.markup)
    else response.send(askPage({ conversation: id, answers: [...(await shown(id, exchanges)), answer] }))
  })
  return router

  /** Earlier answers, drawn from their stored record. */
  async function shown(id: string, exchanges: readonly Exchange[]) {
    const articles = []
    for (const { question, questionId } of exchanges) {
      const recorded = await assistant.find(asker(id), questionId)
      if (recorded)
        articles.push(
          answerArticle({
            card: cardFor(recorded.answer),
            question,
            key: `${questionId.slice(0, 8)}-${randomUUID().slice(0, 4)}`,
          }),
        )
    }
    return articles
  }
}

/** Nobody signs in to ask: who asks is known by the conversation alone. */
const asker = (conversation: string): Person => ({ tenant: LOCAL_TENANT, platform: 'web', id: conversation })
