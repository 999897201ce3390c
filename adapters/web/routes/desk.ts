import express, { type Request, type Response, type Router } from 'express'
import { shortly } from '../../../src/cards/request-card.ts'
import { REQUEST } from '../../../src/cards/request-words.ts'
import type { Person } from '../../../src/domain/question.ts'
import type { Desk } from '../../../src/specialists/desk.ts'
import { tokenOf } from '../csrf.ts'
import { QUEUE, UNDELIVERED } from '../desk-words.ts'
import { type Fault, fieldsFrom, listFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import { figuresPage } from '../pages/figures-page.ts'
import { messagePage } from '../pages/layout.ts'
import { answeredPage, queuePage } from '../pages/queue-page.ts'
import { type Parked, undeliveredPage } from '../pages/undelivered-page.ts'
import { toSignIn, type Visits } from '../visit.ts'
import { SIGN_IN } from '../words.ts'

interface Deps {
  desk: Desk
  visits: Visits
  frameOf: FrameOf
}

/** As many as can be read at a sitting. */
const MOST_PARKED = 100
const ABOUT = 'undelivered'

/** For specialists: the queue, what could not be delivered, and figures. The desk gives none of it to others. */
export function deskRoutes({ desk, visits, frameOf }: Deps): Router {
  const router = express.Router()

  router.get('/queue', async (request, response) => {
    const person = visits.signedIn(request)
    if (!person) return toSignIn(request, response)
    await showQueue(request, response, person)
  })

  router.post('/queue/answer', async (request, response) => {
    const person = visits.signedIn(request)
    if (!person) return toSignIn(request, response)
    const ids = listFrom(request.body, 'ids')
    const { text = '' } = fieldsFrom(request.body)
    const queue = await desk.queue(person)
    const first = queue && [...queue.mine, ...queue.desk, ...queue.others][0]
    const faults: Fault[] = [
      ...(ids.length ? [] : [{ field: first ? `tick-${first.id}` : '', text: QUEUE.noneTicked }]),
      ...(text.trim() ? [] : [{ field: 'text', text: QUEUE.noWords }]),
      ...(text.length > 4000 ? [{ field: 'text', text: REQUEST.tooLong }] : []),
    ]
    if (!queue || faults.length) return showQueue(request, response, person, { ids, text, faults })
    const done = []
    for (const [id, acted] of await desk.answerSeveral(person, ids.slice(0, 50), text)) {
      const view = await desk.open(person, id)
      done.push({ id, words: view ? shortly(view.request.need.words, 80) : id.slice(0, 8), acted })
    }
    response.send(answeredPage(done, await frameOf(request)))
  })

  router.get('/undelivered', async (request, response) => {
    const person = visits.signedIn(request)
    if (!person) return toSignIn(request, response)
    const parked = await desk.parked(person)
    if (!parked) return notFor(request, response)
    const { said } = request.session
    if (said) delete request.session.said
    const messages: Parked[] = []
    for (const message of parked.slice(0, MOST_PARKED)) {
      const words = message.request && (await desk.open(person, message.request))?.request.need.words
      messages.push({ message, ...(words && { words: shortly(words, 80) }) })
    }
    const around = { token: tokenOf(request), frame: await frameOf(request) }
    response.send(undeliveredPage({ messages, ...(said?.about === ABOUT && { said: said.text }), ...around }))
  })

  router.post('/undelivered/:id/retry', async (request, response) => {
    const person = visits.signedIn(request)
    if (!person) return toSignIn(request, response)
    if (!(await desk.parked(person))) return notFor(request, response)
    const retried = await desk.retry(person, request.params.id)
    request.session.said = { about: ABOUT, text: retried ? UNDELIVERED.retried : UNDELIVERED.gone }
    response.redirect(303, '/undelivered')
  })

  router.get('/figures', async (request, response) => {
    const person = visits.signedIn(request)
    if (!person) return toSignIn(request, response)
    const months = await desk.figures(person)
    if (!months) return notFor(request, response)
    response.send(figuresPage(months, await frameOf(request)))
  })
  return router

  async function showQueue(
    request: Request,
    response: Response,
    person: Person,
    { ids = [], text = '', faults = [] }: { ids?: string[]; text?: string; faults?: Fault[] } = {},
  ): Promise<void> {
    const queue = await desk.queue(person)
    if (!queue) return notFor(request, response)
    if (faults.length) response.status(400)
    const around = { token: tokenOf(request), frame: await frameOf(request) }
    response.send(queuePage({ queue, ticked: new Set(ids), text, faults, ...around }))
  }

  async function notFor(request: Request, response: Response): Promise<void> {
    const page = { title: SIGN_IN.notFor, text: SIGN_IN.notForText, frame: await frameOf(request) }
    response.status(403).send(messagePage(page))
  }
}
