import { shortly } from '../../../src/cards/request-card.ts'
import { REFUSALS, STAGE_WORDS } from '../../../src/cards/request-words.ts'
import type { SpecialistRequest } from '../../../src/domain/specialist-request.ts'
import type { Acted, Queue } from '../../../src/specialists/desk.ts'
import { QUEUE } from '../desk-words.ts'
import { errorSummary, type Fault, postForm, textArea } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type Frame, layout } from './layout.ts'
import { promiseOf, tagsOf } from './state.ts'

interface Shown {
  queue: Queue
  ticked: ReadonlySet<string>
  text: string
  faults: readonly Fault[]
  token: string
  frame: Frame
}

/** A specialist's queue: what is theirs first, most pressing on top; several can be answered at once. */
export function queuePage({ queue, ticked, text, faults, token, frame }: Shown): string {
  const { mine, desk, others, answered, late } = queue
  const list = (title: string, requests: readonly SpecialistRequest[], tick: boolean) =>
    html`<section><h2>${title} <span class="count plain">${requests.length}</span></h2>${requests.length ? html`<ul class="rows">${requests.map((one) => row(one, late.has(one.id), tick, ticked.has(one.id)))}</ul>` : html`<p class="hint">${QUEUE.none}</p>`}</section>`
  const several = mine.length + desk.length + others.length > 1
  const body = html`${list(QUEUE.mine, mine, several)}${list(QUEUE.desk, desk, several)}${list(QUEUE.others, others, several)}
${
  several &&
  html`<section class="several"><h2>${QUEUE.several}</h2><p>${QUEUE.severalHint}</p>
${textArea({ name: 'text', label: QUEUE.answer, value: text, faults, rows: 5, most: 4000 })}
<button type="submit">${QUEUE.send}</button></section>`
}`
  return layout({
    title: `${faults.length ? 'Error: ' : ''}${QUEUE.title}`,
    frame,
    wide: true,
    main: html`${errorSummary(faults)}<h1>${QUEUE.title}</h1>
${several ? postForm({ action: '/queue/answer', token, body, kind: 'queue' }) : body}
${list(QUEUE.answered, answered, false)}`,
  })
}

function row(request: SpecialistRequest, late: boolean, tick: boolean, ticked: boolean): Html {
  const { id, need } = request
  const words = shortly(need.words, 100)
  return html`<li class="row${tick ? ' with-tick' : ''}">${
    tick &&
    html`<div class="tick"><input type="checkbox" id="tick-${id}" name="ids" value="${id}"${ticked && html` checked`}><label for="tick-${id}"><span class="hidden">${QUEUE.tick}${words}</span></label></div>`
  }<div><h3><a href="/requests/${id}">${words}</a></h3><p>${tagsOf(request, late)} ${promiseOf(request, late)}</p><p class="hint">${STAGE_WORDS[need.stage]}${need.place && html` · ${need.place}`}</p></div></li>`
}

/** What became of each, when several were answered at once. */
export function answeredPage(done: readonly { id: string; words: string; acted: Acted }[], frame: Frame): string {
  return layout({
    title: QUEUE.sentTitle,
    frame,
    main: html`<h1>${QUEUE.sentTitle}</h1><ul>${done.map(
      ({ id, words, acted }) =>
        html`<li><a href="/requests/${id}">${words}</a>: ${'done' in acted ? QUEUE.sentTo : REFUSALS[acted.refused](acted.by ?? '')}</li>`,
    )}</ul><p><a class="button" href="/queue">${QUEUE.back}</a></p>`,
  })
}
