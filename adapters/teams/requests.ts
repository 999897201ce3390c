import { randomUUID } from 'node:crypto'
import { REQUEST } from '../../src/cards/request-words.ts'
import type { Card } from '../../src/domain/card.ts'
import type { Person } from '../../src/domain/question.ts'
import type { SpecialistRequest } from '../../src/domain/specialist-request.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { Prepared, Sent } from '../../src/specialists/send.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import type { SeenEvents } from '../../src/stores.ts'
import type { Tenancy } from '../../src/tenancy.ts'
import { act } from './acting.ts'
import type { Pressed } from './actions.ts'
import { answersTo, conversationOf, isShared, personOf, workspaceOf } from './activities.ts'
import type { Activity } from './activity.ts'
import { adaptiveCard } from './adaptive-card.ts'
import type { Turn } from './conversation.ts'
import type { Element } from './elements.ts'
import { linksOf } from './links.ts'
import { PLATFORM } from './places.ts'
import { fieldOf } from './request-actions.ts'
import { fieldsOf, nobodyElements, requestForm } from './request-form.ts'
import { noticeCard, ownRequestsCard, queueCard, requestAs } from './request-view.ts'
import { DESK_CARD, type ShownCards } from './shown-cards.ts'
import { TEAMS } from './words.ts'

/** A request's card as it is now: a reader's, or without one the desk's. */
export type DrawRequest = (tenant: string, request: string, person?: Person) => Promise<Card | undefined>

interface Deps {
  desk: Desk
  requestCard: DrawRequest
  tenancy: Tenancy
  shown: ShownCards
  seen: SeenEvents
}

/** What became of a form: shown again, or sent with what to say, or nobody to send it to. */
export type Submitted = { form: Element } | { sent: string; request: string; version: number } | { nobody: Element }

/** The hand-off as Teams shows it: form, queue and request cards, over the desk's use-cases. */
export function createRequests({ desk, requestCard, tenancy, shown, seen }: Deps) {
  const nameOf = ({ from }: Activity) => from?.name

  async function form(activity: Activity, question: string | undefined, dialog: boolean): Promise<Element> {
    const about = { ...(question && { questionId: question }), conversation: conversationOf(activity) }
    return requestForm(await desk.prepare(personOf(activity), about), { key: randomUUID(), question, dialog })
  }

  async function submit(activity: Activity, data: Pressed, dialog: boolean): Promise<Submitted> {
    const person = personOf(activity)
    const question = data.question
    const key = typeof data.once === 'string' && data.once ? data.once : randomUUID()
    const need = { stage: 'problem', value: 'unknown', words: '', ...fieldsOf(data) } as Prepared['need']
    const again = async (problem?: Parameters<typeof requestForm>[1]['problem']): Promise<Submitted> => ({
      form: requestForm(await desk.review(person, need, question), { key, question, problem, dialog }),
    })
    if (need.stage === 'live' && isShared(activity)) return again('liveOutside')
    const { warnings } = await desk.review(person, need, question)
    const warned = String(data.warned ?? '').split(' ')
    // A warning the person has not read yet: the form comes back with it; pressing Send again sends it.
    if (need.words && warnings.some((warning) => !warned.includes(warning))) return again()
    const sent: Sent = await desk.send(person, {
      need,
      ...(question && { questionId: question }),
      key,
      conversation: conversationOf(activity),
      ...(nameOf(activity) && { name: nameOf(activity)! }),
    })
    if ('problem' in sent) return again(sent.problem)
    if ('nobody' in sent)
      return { nobody: adaptiveCard(nobodyElements({ programmes: sent.nobody }), [], REQUEST.nobody) }
    const view = await desk.open(person, sent.request.id)
    const said = REQUEST.sent(view?.holder || 'the procurement desk', ukTime(sent.request.promisedBy))
    return { sent: sent.made ? said : REQUEST.sentOnce, request: sent.request.id, version: sent.request.version }
  }

  /** A request as somebody sees it; undefined when it is not theirs to see. */
  async function card(person: Person, request: string, said?: string, viewer?: string): Promise<Element | undefined> {
    const view = await desk.open(person, request)
    return view && requestAs(view, { ...(said && { said }), ...(viewer && { refreshFor: [viewer] }) })
  }

  /** Does what a button says, then draws every card of the request anew. A press that comes twice is done once. */
  async function press({ activity }: Turn, data: Pressed, viewer?: string): Promise<Element | undefined> {
    const person = personOf(activity)
    const request = String(data.request ?? '')
    const first = !activity.id || (await seen.firstTime(`teams:press:${conversationOf(activity)}:${activity.id}`))
    await tenancy.known(person, { ...(nameOf(activity) && { name: nameOf(activity)! }) })
    const said = first ? await act(desk, person, request, data) : undefined
    const view = await desk.open(person, request)
    return view && requestAs(view, { ...(said && { said }), ...(viewer && { refreshFor: [viewer] }) })
  }

  /** All cards of a request, each as its reader sees it. */
  const keepInStep = ({ tenant, id, version }: Pick<SpecialistRequest, 'tenant' | 'id' | 'version'>): Promise<void> =>
    shown.redraw(tenant, id, version, async (reader, { directory }) => {
      if (reader !== DESK_CARD) return card({ tenant: workspaceOf(directory), platform: PLATFORM, id: reader }, id)
      const asDesk = await requestCard(tenant, id)
      return asDesk && noticeCard(asDesk, { request: id })
    })

  /**
   * What somebody wrote in reply to a message about a request: an answer of a specialist's, an addition of the asker's.
   * The record is never altered, so an edit of it follows as a correction.
   */
  async function written({ activity, tenant }: Turn, words: string): Promise<string | undefined> {
    const messages = answersTo(activity)
    const found = messages.map((message) => shown.requestIn(tenant.id, conversationOf(activity), message))
    const request = (await Promise.all(found)).find((one) => one !== undefined)
    const person = personOf(activity)
    const whole = [words, ...linksOf(activity, words)].filter(Boolean).join('\n')
    const view = request && whole ? await desk.open(person, request) : undefined
    if (!view) return undefined
    const { member } = await tenancy.known(person, { ...(nameOf(activity) && { name: nameOf(activity)! }) })
    const doing = view.request.askedBy === member.id ? 'add' : 'reply'
    const entered = activity.type === 'messageUpdate' ? TEAMS.corrected(whole) : whole
    const said = await act(desk, person, view.request.id, { verb: 'act', act: doing, [fieldOf(doing)]: entered })
    return said ?? TEAMS.passedOnWords
  }

  return {
    form,
    submit,
    written,
    card,
    /** As it stands in the desk's channel; undefined for those who may not see it. */
    async deskCard(person: Person, tenant: string, request: string): Promise<Element | undefined> {
      const asDesk = (await desk.open(person, request)) && (await requestCard(tenant, request))
      return asDesk && noticeCard(asDesk, { request })
    },
    async versionOf(person: Person, request: string): Promise<number> {
      return (await desk.open(person, request))?.request.version ?? 0
    },
    press,
    keepInStep,
    async queue(activity: Activity): Promise<Element | undefined> {
      const queue = await desk.queue(personOf(activity))
      return queue && queueCard(queue, activity.from?.id ?? '')
    },
    async mine(activity: Activity): Promise<Element> {
      return ownRequestsCard(await desk.mine(personOf(activity)), activity.from?.id ?? '')
    },
  }
}
export type Requests = ReturnType<typeof createRequests>
