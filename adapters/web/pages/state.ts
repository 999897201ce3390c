import { STATUS_WORDS } from '../../../src/cards/request-words.ts'
import { LIVE, type SpecialistRequest } from '../../../src/domain/specialist-request.ts'
import { ukTime } from '../../../src/specialists/working-time.ts'
import { STATE } from '../desk-words.ts'
import { type Html, html } from '../html.ts'
import { timeOf } from '../when.ts'

/** How a request stands: always in words, the colour only helps. */
export function tagsOf({ status, need, snoozedUntil }: SpecialistRequest, late: boolean): Html {
  return html`<span class="tags"><strong class="tag status-${status}">${STATUS_WORDS[status]}</strong>${late && html` <strong class="tag status-late">${STATE.late}</strong>`}${LIVE.includes(status) && need.urgent && html` <strong class="tag status-urgent">${STATE.urgent}</strong>`}${LIVE.includes(status) && snoozedUntil && html` <span class="tag status-put-off">${STATE.snoozed(ukTime(snoozedUntil))}</span>`}</span>`
}

/** When a reply is or was promised; nothing once there was one. */
export function promiseOf({ status, promisedBy, firstReplyAt }: SpecialistRequest, late: boolean): Html | false {
  if (!LIVE.includes(status)) return false
  const said =
    late || !firstReplyAt ? html`${late ? STATE.lateBy : STATE.promised} ${timeOf(promisedBy)}` : STATE.inHand
  return html`<span class="promise">${said}</span>`
}
