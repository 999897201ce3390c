import type { App, ViewResponseAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { REFUSALS, REQUEST } from '../../../src/cards/request-words.ts'
import { errorCode } from '../../../src/errors.ts'
import { actionFrom } from '../../../src/specialists/action-from.ts'
import type { Desk, Sent } from '../../../src/specialists/desk.ts'
import { ukMorning, ukTime } from '../../../src/specialists/working-time.ts'
import type { ActForm } from '../modals/act.ts'
import { type HandOffForm, handOffEnd, handOffForm, nobody } from '../modals/hand-off.ts'
import { valuesOf, WINDOW } from '../modals/view.ts'
import type { RequestCards } from '../request-cards.ts'
import { sections, strip } from '../text.ts'
import { type Tools, type Who, whoDid } from '../tools.ts'
import { SAY } from '../words.ts'

type Need = Parameters<Desk['send']>[1]['need']
type Stored = Extract<Sent, { request: unknown }>

/** What the window shows next, and what was stored, if it was. */
interface HandedOff {
  says: ViewResponseAction
  sent?: Stored
}

/** Windows that are sent: what is in them is checked and stored before Slack is told that it arrived. */
export function addSendings(app: App, tools: Tools, cards: RequestCards): void {
  const { assistant, desk, people, settings } = tools

  app.view(WINDOW.handOff, async ({ ack, body, view }) => {
    const who = await whoDid(tools, body, body.user.id)
    const form = JSON.parse(view.private_metadata) as HandOffForm
    const need = { stage: 'problem', value: 'unknown', words: '', ...valuesOf(view) } as Need
    const { says, sent } = await handOff(who, form, need)
    await ack(says)
    // Slack waits three seconds for the window and no longer: what asks Slack for something comes afterwards.
    if (sent) await showAsker(who, sent, form.conversation)
  })

  app.view(WINDOW.act, async ({ ack, body, view }) => {
    const who = await whoDid(tools, body, body.user.id)
    const { act, request } = JSON.parse(view.private_metadata) as ActForm
    const values = valuesOf(view)
    const { words, to, until = '' } = values
    const acted = await desk.act(who.person, request, actionFrom(act, { words, to, until: ukMorning(until) })!)
    if ('done' in acted || acted.refused === 'already-done') return ack({ response_action: 'clear' })
    const field = view.blocks.find(({ type }) => type === 'input')?.block_id ?? 'words'
    await ack({ response_action: 'errors', errors: { [field]: REFUSALS[acted.refused](acted.by ?? '') } })
  })

  app.view(WINDOW.feedback, async ({ ack, body, view }) => {
    const { person } = await whoDid(tools, body, body.user.id)
    const { questionId } = JSON.parse(view.private_metadata) as { questionId: string }
    await assistant.giveFeedback(person, questionId, false, valuesOf(view).why)
    await ack({ response_action: 'update', view: { ...handOffEnd(sections([SAY.noted])), title: title('Thank you') } })
  })

  app.view(WINDOW.off, async ({ ack, body, view }) => {
    const who = await whoDid(tools, body, body.user.id)
    const done = await settings.switchOff(who.person, valuesOf(view).reason ?? '')
    await ack(done ? { response_action: 'clear' } : refusedField('reason', REQUEST.notYours))
    if (done) await cards.home(who)
  })

  /** Sends, asks to look again, or says what to put right; nothing is sent that its asker has not seen. */
  async function handOff(who: Who, form: HandOffForm, need: Need): Promise<HandedOff> {
    const { person, bot, team } = who
    if (form.outsiders && need.stage === 'live') return { says: refusedField('stage', SAY.liveOutside) }
    const prepared = await desk.review(person, need, form.questionId)
    const fresh = prepared.warnings.filter((warning) => !form.warned.includes(warning))
    if (fresh.length) {
      const warned = [...form.warned, ...fresh]
      return { says: updated(handOffForm(prepared, { ...form, warned }, ukTime)) }
    }
    const { name } = await people(bot, team, person.id)
    const { questionId, key, conversation } = form
    const sent = await desk.send(person, {
      need,
      key,
      conversation,
      ...(questionId && { questionId }),
      ...(name && { name }),
    })
    if ('problem' in sent)
      return { says: refusedField(sent.problem === 'badDay' ? 'deadline' : 'words', REQUEST[sent.problem]) }
    if ('nobody' in sent) return { says: updated(handOffEnd(nobody(sent.nobody))) }
    const to = prepared.goesTo?.name ?? ''
    const said = sent.made ? REQUEST.sent(to, ukTime(sent.request.promisedBy)) : REQUEST.sentOnce
    return { says: updated(handOffEnd(sections([strip(said)]))), sent }
  }

  /** The asker's own card. That it can't be shown now is no reason to say that nothing was sent. */
  async function showAsker(who: Who, sent: Stored, conversation: string): Promise<void> {
    if (!sent.made) return
    await cards
      .showAsker(who, sent.request.id, conversation)
      .catch((error: unknown) => tools.log.warn('[slack] no card for the asker', { code: errorCode(error) }))
  }
}

const refusedField = (field: string, words: string): ViewResponseAction => ({
  response_action: 'errors',
  errors: { [field]: words },
})

const updated = (view: ModalView): ViewResponseAction => ({ response_action: 'update', view })

const title = (text: string) => ({ type: 'plain_text' as const, text })
