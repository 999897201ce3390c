import { shortly } from '../../../src/cards/request-card.ts'
import type { SpecialistRequest } from '../../../src/domain/specialist-request.ts'
import { MINE } from '../desk-words.ts'
import { html } from '../html.ts'
import { timeOf } from '../when.ts'
import { type Frame, layout } from './layout.ts'
import { promiseOf, tagsOf } from './state.ts'

interface Shown {
  requests: readonly SpecialistRequest[]
  /** Ids of those whose promised time has gone. */
  late: ReadonlySet<string>
  frame: Frame
}

/** Everything the reader has asked a specialist. */
export function myRequestsPage({ requests, late, frame }: Shown): string {
  return layout({
    title: MINE.title,
    frame,
    main: html`<h1>${MINE.title}</h1>
${requests.length ? html`<ul class="rows">${requests.map((one) => row(one, late.has(one.id)))}</ul>` : html`<p>${MINE.none}</p>`}
<p><a class="button" href="/requests/new">${MINE.start}</a></p>`,
  })
}

function row(request: SpecialistRequest, late: boolean) {
  const { id, need, madeAt } = request
  return html`<li class="row"><h2><a href="/requests/${id}">${shortly(need.words, 100)}</a></h2><p>${tagsOf(request, late)} ${promiseOf(request, late)}</p><p class="hint">${MINE.asked} ${timeOf(madeAt)}</p></li>`
}
