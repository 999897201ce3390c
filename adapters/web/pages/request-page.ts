import { shortly } from '../../../src/cards/request-card.ts'
import { DESK, STAGE_WORDS, STATUS_WORDS, VALUE_WORDS, WARNINGS } from '../../../src/cards/request-words.ts'
import { LIVE } from '../../../src/domain/specialist-request.ts'
import type { RequestView } from '../../../src/specialists/desk.ts'
import { ONE, STATE } from '../desk-words.ts'
import { errorSummary, type Fault, type Fields } from '../form.ts'
import { type Html, html } from '../html.ts'
import { dateName, timeOf } from '../when.ts'
import { aboutBox, bookingLink } from './about.ts'
import { actForms } from './act-forms.ts'
import { type Frame, layout } from './layout.ts'
import { warningBox } from './need-form.ts'
import { promiseOf, tagsOf } from './state.ts'
import { threadOf } from './thread.ts'

interface Shown {
  view: RequestView
  own: boolean
  /** For specialists: replies proposed as knowledge already. */
  proposed?: ReadonlySet<number>
  /** What was just done. */
  said?: string | undefined
  fields?: Fields
  faults?: readonly Fault[]
  /** The kinds of file its record can be had as. */
  files: readonly string[]
  token: string
  frame: Frame
}

/** One request: the thread of record, what this reader may do, and everything that went with it. */
export function requestPage({ view, said, fields = {}, faults = [], ...around }: Shown): string {
  const { request, late, similar } = view
  const { own, proposed, files, token, frame } = around
  // The dots stay with the last word.
  const title = shortly(request.need.words, 70).replace(/ …$/, '\u00a0…')
  return layout({
    title: `${faults.length ? 'Error: ' : ''}${ONE.title}: ${shortly(request.need.words, 50)}`,
    frame,
    wide: true,
    main: html`${errorSummary(faults)}${said && html`<div class="notice" role="status"><p>${said}</p></div>`}
<h1 class="long">${title}</h1>
<p class="standing">${tagsOf(request, late)} ${promiseOf(request, late)}</p>
${own && late && html`<p>${STATE.lateOwn}</p>`}
${request.need.stage === 'live' && LIVE.includes(request.status) && warningBox(WARNINGS.live)}
<div class="two-columns"><div class="first-column">
<section aria-labelledby="thread"><h2 id="thread">${ONE.thread}</h2>${threadOf({ request: request.id, events: view.events, token, ...(proposed && { proposed }) })}</section>
${view.acts.length > 0 && html`<section class="do" aria-labelledby="do"><h2 id="do">${ONE.do}</h2>${actForms({ view, own, token, fields, faults })}</section>`}
</div><div class="second-column">
<section aria-labelledby="details"><h2 id="details">${ONE.details}</h2>${details(view, own)}</section>
${similar.length > 0 && html`<section aria-labelledby="similar"><h2 id="similar">${ONE.similar}</h2><ul>${similar.map(({ id, words, status }) => html`<li><a href="/requests/${id}">${shortly(words, 80)}</a> (${STATUS_WORDS[status]})</li>`)}</ul></section>`}
${request.about && html`<details class="box"><summary>${ONE.answered}</summary>${aboutBox(request.about)}</details>`}
<section aria-labelledby="record"><h2 id="record">${ONE.record}</h2><p>${ONE.recordText}</p><ul class="downloads">${files.map((kind) => html`<li><a href="/requests/${request.id}/record.${kind}" download>${FILES[kind]}<span class="hidden">: ${ONE.record}</span></a></li>`)}</ul></section>
</div></div>`,
  })
}

const FILES: Readonly<Record<string, string>> = { pdf: 'PDF', md: 'Markdown', json: 'JSON' }

function details({ request, asker, holder, booking }: RequestView, own: boolean): Html {
  const { need, why, madeAt, id } = request
  const rows: [string, Html | string | false | undefined][] = [
    [ONE.from, asker || ONE.unnamed],
    [ONE.with, holder || DESK],
    [ONE.why, why],
    [ONE.stage, STAGE_WORDS[need.stage]],
    [ONE.value, VALUE_WORDS[need.value]],
    [ONE.place, need.place],
    [ONE.deadline, need.deadline && dateName(need.deadline)],
    [ONE.urgent, need.urgent],
    [ONE.asked, timeOf(madeAt)],
    [ONE.reference, id.slice(0, 8)],
  ]
  return html`<dl class="summary narrow">${rows.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${own && booking && bookingLink(booking)}`
}
