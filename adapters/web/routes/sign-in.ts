import express, { type Request, type Response, type Router } from 'express'
import { isSpecialist } from '../../../src/domain/member.ts'
import type { Person } from '../../../src/domain/question.ts'
import { PortError } from '../../../src/errors.ts'
import { SIGN_IN_CALLBACK } from '../../../src/page-config.ts'
import type { Log, SignIn } from '../../../src/ports.ts'
import type { Entrance } from '../../../src/sign-in.ts'
import type { Desk } from '../../../src/specialists/desk.ts'
import { tokenOf } from '../csrf.ts'
import { fieldsFrom } from '../form.ts'
import type { FrameOf } from '../frame.ts'
import { linkPage, signInPage } from '../pages/sign-in-page.ts'
import { renew, saved } from '../session.ts'
import type { Visits } from '../visit.ts'
import { SIGN_IN } from '../words.ts'

interface Deps {
  entrance: Entrance
  desk: Pick<Desk, 'who'>
  visits: Visits
  frameOf: FrameOf
  log: Log
  /** Another sign-in, and the address it sends people back to. */
  elsewhere?: { signIn: SignIn; publicUrl: string } | undefined
}

/** Coming in and going out: by a link that works once or by the council's own accounts. */
export function signInRoutes({ entrance, desk, visits, frameOf, log, elsewhere }: Deps): Router {
  const router = express.Router()

  router.get('/sign-in', async (request, response) => {
    if (visits.signedIn(request)) return response.redirect(303, '/requests')
    await door(request, response)
  })

  router.get('/sign-in/link/:link', async (request, response) => {
    const around = { token: tokenOf(request), frame: await frameOf(request) }
    response.send(linkPage({ link: request.params.link, ...around }))
  })

  router.post('/sign-in/link', async (request, response) => {
    const person = await entrance.byLink(fieldsFrom(request.body).link ?? '')
    if (!person) return door(request, response.status(400), SIGN_IN.linkDead)
    await enter(request, response, person)
  })

  router.get('/sign-in/start', async (request, response) => {
    if (!elsewhere) return response.redirect(303, '/sign-in')
    await reaching(request, response, async () => {
      const { address, kept } = await elsewhere.signIn.begin()
      request.session.openid = kept
      await saved(request)
      response.redirect(303, address)
    })
  })

  router.get(SIGN_IN_CALLBACK, async (request, response) => {
    const { openid: kept } = request.session
    // What is kept is good for one return, whatever becomes of it.
    delete request.session.openid
    if (!elsewhere || !kept) return door(request, response.status(400), SIGN_IN.stale)
    await reaching(request, response, async () => {
      const returned = new URL(request.originalUrl, elsewhere.publicUrl).href
      const back = await elsewhere.signIn.finish(returned, kept)
      if ('refused' in back) {
        log.warn('sign-in refused', { why: back.refused })
        return door(request, response.status(403), SIGN_IN[back.refused])
      }
      await enter(request, response, await entrance.byEmail(back.email, back.name, visits.visitor(request)), true)
    })
  })

  router.post('/sign-out', async (request, response) => {
    const { visitor } = request.session
    await renew(request, visitor ? { visitor } : {})
    response.redirect(303, '/')
  })
  return router

  /** A new session for whoever came in; what they asked before goes along, and so does where they were going. */
  async function enter(request: Request, response: Response, { tenant, id }: Person, joined = false): Promise<void> {
    const { visitor, talks, next } = request.session
    const before = { ...(visitor && !joined && { visitor }), ...(talks && joined && { talks }) }
    await renew(request, { person: { tenant, id }, ...before })
    const specialist = isSpecialist(await desk.who({ tenant, platform: 'web', id }))
    log.info('signed in', { tenant, specialist })
    response.redirect(303, next ?? (specialist ? '/queue' : '/requests'))
  }

  async function reaching(request: Request, response: Response, act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('sign-in cannot be reached', { code: error.code })
      await door(request, response.status(503), SIGN_IN.away)
    }
  }

  async function door(request: Request, response: Response, said?: string): Promise<void> {
    const shown = {
      needed: Boolean(request.session.next),
      elsewhere: Boolean(elsewhere),
      frame: await frameOf(request),
    }
    response.send(signInPage({ ...shown, said }))
  }
}
