import { DESK, REQUEST } from '../../../src/cards/request-words.ts'
import type { RequestView } from '../../../src/specialists/desk.ts'
import { ukTime } from '../../../src/specialists/working-time.ts'
import { html } from '../html.ts'
import { SENT } from '../words.ts'
import { bookingLink } from './about.ts'
import { type Frame, layout } from './layout.ts'

/** It was sent: to whom, and when a reply comes. */
export function sentPage(
  { request, holder, booking }: RequestView,
  { again, visitor, frame }: { again: boolean; visitor: boolean; frame: Frame },
): string {
  const { id, promisedBy, why, firstReplyAt } = request
  return layout({
    title: again ? SENT.again : SENT.title,
    frame,
    main: html`<div class="done-panel"><h1>${again ? SENT.again : SENT.title}</h1><p>${again ? REQUEST.sentOnce : REQUEST.sent(holder || DESK, ukTime(promisedBy))}</p></div>
<p>${SENT.reference}: <strong class="reference">${id.slice(0, 8)}</strong></p>
<h2>${SENT.next}</h2><p>${why}</p>
<ul><li>${SENT.told}</li><li>${SENT.reply}</li>${visitor && html`<li>${SENT.here}</li>`}</ul>
${booking && !firstReplyAt && bookingLink(booking)}
<p class="links-row"><a class="button" href="/requests/${id}">${SENT.open}</a> <a href="/">${SENT.more}</a></p>`,
  })
}
