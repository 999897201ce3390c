import express, { type Request, type Response, type Router } from 'express'
import { REFUSALS, REQUEST } from '../../../src/cards/request-words.ts'
import type { DecisionRecord } from '../../../src/domain/decision-record.ts'
import { isSpecialist } from '../../../src/domain/member.ts'
import type { Person } from '../../../src/domain/question.ts'
import type { Acted, Desk } from '../../../src/specialists/desk.ts'
import { tokenOf } from '../csrf.ts'
import { DONE } from '../desk-words.ts'
import { type Fault, type Fields, fieldsFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import { fieldId } from '../pages/act-forms.ts'
import { messagePage } from '../pages/layout.ts'
import { myRequestsPage } from '../pages/my-requests-page.ts'
import { requestPage } from '../pages/request-page.ts'
import { actionOf, fieldAsked } from '../request-action.ts'
import type { Visits } from '../visit.ts'
import { NAV } from '../words.ts'

interface Deps {
  desk: Desk
  visits: Visits
  frameOf: FrameOf
  /** Decision records as files of other kinds than JSON, by the end of their names. */
  recordAs: RecordAs
}

export type RecordAs = Readonly<Partial<Record<'md' | 'pdf', (record: DecisionRecord) => string | Promise<Uint8Array>>>>

type Refused = Extract<Acted, { refused: unknown }>

/** One's own requests, and one request: its thread, what is done to it, and its record. Rights are checked by the desk at every call. */
export function requestRoutes({ desk, visits, frameOf, recordAs }: Deps): Router {
  const router = express.Router()

  router.get('/requests', visits.known, async (request, response) => {
    const person = visits.requester(request)
    const requests = person ? await desk.mine(person) : []
    const late = person ? await desk.lateOf(person) : new Set<string>()
    response.send(myRequestsPage({ requests, late, frame: await frameOf(request) }))
  })

  router.get('/requests/:id', visits.known, (request, response) => show(request, response))

  router.post('/requests/:id', visits.known, async (request, response) => {
    const person = visits.requester(request)
    const fields = fieldsFrom(request.body)
    const action = actionOf(fields)
    if (!person || !action) return notFound(request, response)
    const id = String(request.params.id)
    const acted = await desk.act(person, id, action)
    if ('done' in acted || acted.refused === 'already-done') {
      request.session.said = { about: id, text: 'done' in acted ? DONE[action.act] : REQUEST.done }
      return response.redirect(303, `/requests/${id}`)
    }
    await refused(request, response, acted, fields)
  })

  router.post('/requests/:id/propose', visits.known, async (request, response) => {
    const person = visits.requester(request)
    const id = String(request.params.id)
    const proposed = person && (await desk.propose(person, id, Number(fieldsFrom(request.body).event)))
    if (!proposed) return notFound(request, response)
    request.session.said = { about: id, text: DONE.proposed }
    response.redirect(303, `/requests/${id}`)
  })

  router.get('/requests/:id/record.:kind', visits.known, async (request, response) => {
    const person = visits.requester(request)
    const { id, kind } = request.params as { id: string; kind: string }
    const record = person && (await desk.record(person, id))
    const file = record && (await drawn(record, kind))
    if (!file) return notFound(request, response)
    response.attachment(`decision-record-${id.slice(0, 8)}.${kind}`).type(kind === 'md' ? 'text/markdown' : kind)
    response.send(file)
  })
  return router

  async function drawn(record: DecisionRecord, kind: string): Promise<string | Buffer | undefined> {
    if (kind === 'json') return `${JSON.stringify(record, null, 2)}\n`
    const file = await (kind === 'md' || kind === 'pdf' ? recordAs[kind]?.(record) : undefined)
    return typeof file === 'string' || !file ? file : Buffer.from(file)
  }

  async function show(
    request: Request,
    response: Response,
    { fields, faults }: { fields?: Fields; faults?: readonly Fault[] } = {},
  ): Promise<void> {
    const person = visits.requester(request)
    const id = String(request.params.id)
    const view = person && (await desk.open(person, id))
    if (!view) return notFound(request, response)
    const member = await desk.who(person)
    const { said } = request.session
    if (said) delete request.session.said
    const page = requestPage({
      view,
      own: view.request.askedBy === member.id,
      ...(isSpecialist(member) && { proposed: await proposedOf(person, id) }),
      ...(said?.about === id && { said: said.text }),
      ...(fields && { fields }),
      ...(faults && { faults }),
      files: [...Object.keys(recordAs), 'json'],
      token: tokenOf(request),
      frame: await frameOf(request),
    })
    response.send(page)
  }

  /** Said where it was tried, with everything typed still there. */
  async function refused(request: Request, response: Response, acted: Refused, fields: Fields) {
    if (acted.refused === 'not-found') return notFound(request, response)
    const field = fieldAsked(acted.refused, fields)
    const text = REFUSALS[acted.refused](acted.by ?? '')
    response.status(acted.refused === 'not-yours' ? 403 : field ? 400 : 409)
    await show(request, response, { fields, faults: [{ field: field ? fieldId(fields.act ?? '', field) : '', text }] })
  }

  async function proposedOf(person: Person, id: string): Promise<ReadonlySet<number>> {
    const items = (await desk.reviews(person)) ?? []
    return new Set(items.flatMap(({ origin }) => (origin.request === id && origin.event ? [origin.event] : [])))
  }

  async function notFound(request: Request, response: Response): Promise<void> {
    const links = [['/requests', NAV.mine]] as const
    const page = { title: REQUEST.notFound, text: [], links, frame: await frameOf(request) }
    response.status(404).send(messagePage(page))
  }
}
