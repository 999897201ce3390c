import type { App } from '@slack/bolt'
import type { View } from '@slack/types'
import { cardFor } from '../../../src/cards/answer-card.ts'
import { REFUSALS } from '../../../src/cards/request-words.ts'
import { FAILED } from '../../../src/cards/words.ts'
import { errorCode } from '../../../src/errors.ts'
import type { Act } from '../../../src/specialists/life.ts'
import { ukTime, ukTomorrow } from '../../../src/specialists/working-time.ts'
import { ACTION } from '../actions.ts'
import { toMessages } from '../blocks.ts'
import { doing } from '../errors.ts'
import { actForm } from '../modals/act.ts'
import { whyNot } from '../modals/feedback.ts'
import { handOffForm } from '../modals/hand-off.ts'
import { theLaw, wholeAnswer } from '../modals/read.ts'
import { modal, WINDOW } from '../modals/view.ts'
import { type Press, pressFrom } from '../press.ts'
import { sentence } from '../reply.ts'
import type { Together } from '../together.ts'
import type { Tools } from '../tools.ts'
import { SAY } from '../words.ts'

/** Presses that open a window, or are done at once: Slack's trigger lasts three seconds, so they never wait in a queue. */
export function addWindows(app: App, tools: Tools, together: Together): void {
  const { assistant, desk, memory, people, clock } = tools

  const on = (action: string | RegExp, listener: (press: Press) => Promise<void>) =>
    app.action(action, async ({ ack, body }) => {
      await ack()
      const press = await pressFrom(tools, body)
      await listener(press).catch(async (error) => {
        const late = error?.code === 'expired_trigger_id' || error?.code === 'exchanged_trigger_id'
        if (!late) tools.log.error('[slack] a press failed', { code: errorCode(error) })
        await press.say([sentence(late ? SAY.tooLate : FAILED)])
      })
    })

  on(ACTION.law, (press) => read(press, theLaw))
  on(ACTION.more, (press) => read(press, wholeAnswer))

  on(ACTION.feedback, async (press) => {
    const [verdict, questionId] = press.value.split(':') as [string, string]
    const helpful = verdict === 'yes'
    if (!(await assistant.giveFeedback(press.person, questionId, helpful))) return press.say([sentence(SAY.notHere)])
    if (helpful) return press.say([sentence(SAY.thanks)])
    await open(press, whyNot(questionId))
  })

  on(ACTION.specialist, async (press) => {
    const { person, tenant, value: questionId, conversation = person.id, trigger, bot, team } = press
    const filled = await desk.prepare(person, { questionId, conversation })
    // On a colleague's answer the form starts empty, and still says that the answer goes along.
    const prepared = filled.about ? filled : await desk.review(person, filled.need, questionId)
    const thread = await memory.get(tenant, 'thread', conversation)
    const outsiders = thread?.outsiders || (await people(bot, team, person.id)).guest
    const form = { questionId, conversation, key: trigger, warned: [], ...(outsiders && { outsiders: true }) }
    await open(press, handOffForm(prepared, form, ukTime))
  })

  on(new RegExp(`^${ACTION.act}:`), (press) => act(press, press.action.split(':')[1]!, press.value))
  on(ACTION.acts, (press) => {
    const [name, request] = press.value.split(':') as [string, string]
    return act(press, name, request)
  })
  on(ACTION.together, async (press) => {
    const opened = await together(press, press.value)
    if (!opened) await press.say([sentence(SAY.noTogether)])
  })

  async function act(press: Press, name: string, request: string): Promise<void> {
    const view = await desk.open(press.person, request)
    if (!view) return press.say([sentence(REFUSALS['not-found']())])
    if (name === 'open') return showRequest(press, request)
    const doIt = name as Act
    if (doIt === 'take') {
      const acted = await desk.act(press.person, request, { act: 'take' })
      if ('refused' in acted) await press.say([sentence(REFUSALS[acted.refused](acted.by ?? ''))])
      return
    }
    if (!view.acts.includes(doIt)) return press.say([sentence(REFUSALS['not-now']())])
    const form = actForm({ act: doIt, request }, view.colleagues, ukTomorrow(clock.time()))
    if (!form) return press.say([sentence(REFUSALS.nobody())])
    await open(press, form)
  }

  /** The whole request, with its thread and what can be done. */
  async function showRequest(press: Press, request: string): Promise<void> {
    const card = await tools.requestCard(press.tenant, request, press.person)
    if (!card) return press.say([sentence(REFUSALS['not-found']())])
    const blocks = [...toMessages(card).flat(), ...together.button(request)]
    await open(press, modal({ callback: WINDOW.request, title: 'Request', metadata: { request }, blocks }))
  }

  async function read(press: Press, draw: typeof theLaw): Promise<void> {
    const recorded = await assistant.find(press.person, press.value)
    if (!recorded) return press.say([sentence(SAY.notHere)])
    await open(press, draw(cardFor(recorded.answer)))
  }

  /** In a window already, the next one lies on top of it. */
  async function open({ bot: { client }, trigger: trigger_id, view: below }: Press, view: View): Promise<void> {
    const inWindow = below && Object.values<string>(WINDOW).includes(below.callback)
    const call = inWindow ? client.views.push({ trigger_id, view }) : client.views.open({ trigger_id, view })
    await doing('open a window', call)
  }
}
