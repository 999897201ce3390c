import { lineOf } from '../../../src/cards/request-card.ts'
import type { RequestEvent } from '../../../src/domain/specialist-request.ts'
import { ONE } from '../desk-words.ts'
import { hidden, postForm } from '../form.ts'
import { type Html, html } from '../html.ts'
import { dayName, timeOf } from '../when.ts'

interface Thread {
  request: string
  events: readonly RequestEvent[]
  /** For specialists: which replies were proposed as knowledge already; absent for others. */
  proposed?: ReadonlySet<number>
  token: string
}

/** What was said and done, in order, whatever platform each wrote from. */
export function threadOf({ request, events, proposed, token }: Thread): Html {
  return html`<ol class="thread">${events.map(
    (event) =>
      html`<li id="event-${event.n}" class="event ${event.text ? 'words' : 'change'} is-${event.kind}"><p class="line"><strong>${lineOf(event, { when: dayName })}</strong> ${timeOf(event.at)}</p>${event.text && html`<p class="said">${event.text}</p>`}${event.kind === 'replied' && proposed && proposal(request, event.n, proposed, token)}</li>`,
  )}</ol>`
}

function proposal(request: string, n: number, proposed: ReadonlySet<number>, token: string): Html {
  if (proposed.has(n)) return html`<p class="hint">${ONE.proposed}</p>`
  const body = html`${hidden('event', String(n))}<button type="submit" class="link">${ONE.propose}</button>`
  return postForm({ action: `/requests/${request}/propose`, token, body, kind: 'inline' })
}
