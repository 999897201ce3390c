import { randomUUID } from 'node:crypto'
import express, { type Request, type Router } from 'express'
import type { Assistant } from '../../../src/assistant.ts'
import { cardFor } from '../../../src/cards/answer-card.ts'
import { DECLINED } from '../../../src/cards/words.ts'
import { kept, type Person } from '../../../src/domain/question.ts'
import { tokenIfAny, tokenOf } from '../csrf.ts'
import { fieldsFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import type { Html } from '../html.ts'
import { askPage } from '../pages/ask-page.ts'
import { answerArticle } from '../pages/card.ts'
import { addTo, talkOf } from '../talks.ts'
import type { Visits } from '../visit.ts'

const FRAGMENT = 'text/x-waymark-fragment'
const MOST_SHOWN = 2000

interface Deps {
  assistant: Assistant
  visits: Visits
  frameOf: FrameOf
}

/** The ask page and its answers. Questions travel in the body, never in an address, so that they stay out of logs. */
export function askRoutes({ assistant, visits, frameOf }: Deps): Router {
  const router = express.Router()

  router.get('/', async (request, response) => {
    const frame = await frameOf(request)
    response.send(askPage({ conversation: '', answers: [], token: tokenIfAny(request), frame }))
  })
  router.get('/ask', (_request, response) => response.redirect('/'))

  router.get('/conversations/:id', async (request, response) => {
    const talk = talkOf(request, request.params.id)
    if (!talk) return response.redirect('/')
    const answers = await shown(request, await visits.asker(request), talk.id, talk.questions)
    response.send(askPage({ conversation: talk.id, answers, token: tokenOf(request), frame: await frameOf(request) }))
  })

  router.post('/ask', async (request, response) => {
    const { question = '', choice, conversation = '' } = fieldsFrom(request.body)
    const text = choice ?? question
    const { id, questions } = talkOf(request, conversation) ?? { id: randomUUID(), questions: [] }
    if (!text.trim()) {
      const answers = questions.length ? await shown(request, await visits.asker(request), id, questions) : []
      const page = { conversation: questions.length ? id : '', answers, error: DECLINED.empty }
      response.status(400).send(askPage({ ...page, token: tokenIfAny(request), frame: await frameOf(request) }))
      return
    }
    const askedBy = await visits.asker(request)
    const { questionId, card } = await assistant.ask({ text, askedBy, conversation: id })
    addTo(request, id, questionId)
    const token = tokenOf(request)
    const answer = answerArticle({ card, question: kept(text, MOST_SHOWN), questionId, conversation: id, token })
    if (request.headers.accept === FRAGMENT) {
      response.type('html').set('x-conversation', id).send(answer.markup)
      return
    }
    const answers = [...(await shown(request, askedBy, id, questions)), answer]
    response.send(askPage({ conversation: id, answers, token, frame: await frameOf(request) }))
  })
  return router

  /** Earlier answers, drawn from their stored record. */
  async function shown(request: Request, person: Person, conversation: string, ids: readonly string[]) {
    const articles: Html[] = []
    for (const questionId of ids) {
      const recorded = await assistant.find(person, questionId)
      if (!recorded) continue
      const question = recorded.question.text.slice(0, MOST_SHOWN)
      const card = cardFor(recorded.answer)
      articles.push(answerArticle({ card, question, questionId, conversation, token: tokenOf(request) }))
    }
    return articles
  }
}
