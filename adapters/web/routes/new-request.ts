import { randomUUID } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import type { Assistant } from '../../../src/assistant.ts'
import { REQUEST } from '../../../src/cards/request-words.ts'
import type { Person } from '../../../src/domain/question.ts'
import type { Need } from '../../../src/domain/specialist-request.ts'
import type { Clock } from '../../../src/ports.ts'
import type { Desk } from '../../../src/specialists/desk.ts'
import { tokenOf } from '../csrf.ts'
import { type Fault, fieldsFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import { fieldsFor, fieldsOf, type NeedFields, needOf } from '../need-fields.ts'
import { checkPage } from '../pages/check-page.ts'
import { needFormPage } from '../pages/need-form.ts'
import { nobodyPage } from '../pages/nobody-page.ts'
import { sentPage } from '../pages/sent-page.ts'
import { keepLonger, saved } from '../session.ts'
import type { Visits } from '../visit.ts'

interface Deps {
  assistant: Assistant
  desk: Desk
  visits: Visits
  frameOf: FrameOf
  clock: Clock
}

/** Bringing in a specialist: the form, a look at all that will be shared, sending it, and the word that it was sent. */
export function newRequestRoutes({ assistant, desk, visits, frameOf, clock }: Deps): Router {
  const router = express.Router()

  router.get('/requests/new', visits.known, async (request, response) => {
    const person = visits.requester(request)
    // Nobody is made known for looking at an empty form.
    if (!person) return showForm(request, response, undefined, fieldsFor({}, ''))
    const prepared = await desk.prepare(person, { conversation: request.session.talks?.at(-1)?.id ?? '' })
    await showForm(request, response, person, fieldsFor(prepared.need, ''), { prepared })
  })

  router.get('/requests/new/:question', visits.known, async (request, response) => {
    const person = visits.requester(request)
    if (!person) return response.redirect('/requests/new')
    const questionId = await ownQuestion(person, String(request.params.question))
    const prepared = await desk.prepare(person, { ...(questionId && { questionId }), conversation: '' })
    await showForm(request, response, person, fieldsFor(prepared.need, questionId ?? ''), { prepared })
  })

  router.post('/requests/change', visits.known, async (request, response) => {
    const person = await visits.newRequester(request)
    await showForm(request, response, person, fieldsOf(fieldsFrom(request.body)))
  })

  router.post('/requests/check', visits.known, async (request, response) => {
    const person = (await visits.newRequester(request))!
    const fields = fieldsOf(fieldsFrom(request.body))
    const { name } = await desk.who(person)
    const checked = needOf(fields, clock.today(), !name)
    if ('faults' in checked) return showForm(request, response, person, fields, { faults: checked.faults })
    const questionId = await ownQuestion(person, fields.question)
    const prepared = await desk.review(person, checked.need, questionId)
    const around = { fields, token: tokenOf(request), frame: await frameOf(request) }
    if (!prepared.goesTo) {
      const { about, programmes } = prepared
      response.send(nobodyPage({ need: checked.need, about, programmes, ...around }))
      return
    }
    const { requests: days } = await desk.keeps(person)
    response.send(checkPage({ prepared, from: name || fields.name, days, ...around }))
  })

  router.post('/requests', visits.known, async (request, response) => {
    const person = (await visits.newRequester(request))!
    const fields = fieldsOf(fieldsFrom(request.body))
    const { name } = await desk.who(person)
    const checked = needOf(fields, clock.today(), !name)
    if ('faults' in checked) return showForm(request, response, person, fields, { faults: checked.faults })
    const { need } = checked
    const questionId = await ownQuestion(person, fields.question)
    const about = questionId ? { questionId } : {}
    const conversation =
      (questionId && (await assistant.find(person, questionId))?.question.conversation) || randomUUID()
    const sent = await desk.send(person, { need, ...about, key: fields.key, conversation, name: fields.name })
    if ('problem' in sent) {
      const fault: Fault = { field: sent.problem === 'badDay' ? 'deadline' : 'words', text: REQUEST[sent.problem] }
      return showForm(request, response, person, fields, { faults: [fault] })
    }
    if ('nobody' in sent) return showNobody(request, response, person, need, fields)
    // The reply must find them here again.
    keepLonger(request)
    await saved(request)
    response.redirect(303, `/requests/${sent.request.id}/${sent.made ? 'sent' : 'sent-before'}`)
  })

  router.get(['/requests/:id/sent', '/requests/:id/sent-before'], visits.known, async (request, response, next) => {
    const person = visits.requester(request)
    const view = person && (await desk.open(person, String(request.params.id)))
    if (!view) return next()
    const again = request.path.endsWith('before')
    response.send(sentPage(view, { again, visitor: !visits.signedIn(request), frame: await frameOf(request) }))
  })
  return router

  /** Only an answer of their own goes with a request, whatever id a form names. */
  async function ownQuestion(person: Person, questionId: string): Promise<string | undefined> {
    const recorded = questionId ? await assistant.find(person, questionId) : undefined
    return recorded && recorded.askedBy.id === (await desk.who(person)).id ? questionId : undefined
  }

  async function showForm(
    request: Request,
    response: Response,
    person: Person | undefined,
    fields: NeedFields,
    { faults, prepared }: { faults?: readonly Fault[]; prepared?: Awaited<ReturnType<Desk['prepare']>> } = {},
  ): Promise<void> {
    const asksName = !person || !(await desk.who(person)).name
    const around = { token: tokenOf(request), frame: await frameOf(request) }
    const shown = prepared ?? (person && (await lookAt(person, fields)))
    if (faults) response.status(400)
    response.send(needFormPage({ fields, prepared: shown, asksName, ...(faults && { faults }), ...around }))
  }

  /** What goes along and where it goes, for a form that is on its way. */
  async function lookAt(person: Person, fields: NeedFields) {
    const checked = needOf(fields, clock.today(), false)
    const questionId = await ownQuestion(person, fields.question)
    return 'need' in checked ? desk.review(person, checked.need, questionId) : undefined
  }

  async function showNobody(request: Request, response: Response, person: Person, need: Need, fields: NeedFields) {
    const { about, programmes } = await desk.review(person, need, await ownQuestion(person, fields.question))
    const around = { fields, token: tokenOf(request), frame: await frameOf(request) }
    response.send(nobodyPage({ need, about, programmes, ...around }))
  }
}
