import express, { type Router } from 'express'
import type { Assistant } from '../../../src/assistant.ts'
import { tokenOf } from '../csrf.ts'
import { fieldsFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import { keyOf } from '../pages/card.ts'
import { feedbackPage } from '../pages/feedback-page.ts'
import { messagePage } from '../pages/layout.ts'
import { talkOf } from '../talks.ts'
import type { Visits } from '../visit.ts'
import { FEEDBACK, NAV } from '../words.ts'

/** "Was this right?" A no counts at once; why is asked afterwards and may be left out. */
export function feedbackRoutes({
  assistant,
  visits,
  frameOf,
}: {
  assistant: Assistant
  visits: Visits
  frameOf: FrameOf
}): Router {
  const router = express.Router()
  router.post('/answers/:id/feedback', async (request, response) => {
    const { id } = request.params
    const { helpful, why, conversation = '' } = fieldsFrom(request.body)
    const frame = await frameOf(request)
    const stored = await assistant.giveFeedback(await visits.asker(request), id, helpful === 'yes', why)
    if (!stored) {
      response.status(404).send(messagePage({ title: FEEDBACK.gone, text: [], frame }))
      return
    }
    const back = talkOf(request, conversation) ? `/conversations/${conversation}#answer-${keyOf(id)}` : '/'
    const links = [[back, back === '/' ? NAV.ask : FEEDBACK.back]] as const
    if (helpful === 'yes' || why !== undefined) {
      const text = helpful === 'yes' ? FEEDBACK.yes : FEEDBACK.no
      response.send(messagePage({ title: FEEDBACK.thanks, text, frame, links }))
      return
    }
    response.send(feedbackPage({ questionId: id, conversation, token: tokenOf(request), frame }))
  })
  return router
}
