import { NOTICE_TITLES } from '../../../src/cards/request-words.ts'
import type { Queued } from '../../../src/domain/specialist-request.ts'
import { UNDELIVERED } from '../desk-words.ts'
import { postForm } from '../form.ts'
import { type Html, html } from '../html.ts'
import { timeOf } from '../when.ts'
import { type Frame, layout } from './layout.ts'

export interface Parked {
  message: Queued
  /** The request it is about, in its first words. */
  words?: string
}

/** What could not be delivered, where somebody sees it and can try again. */
export function undeliveredPage({
  messages,
  said,
  token,
  frame,
}: {
  messages: readonly Parked[]
  said?: string
  token: string
  frame: Frame
}): string {
  const rows = messages.map((one) => row(one, token))
  return layout({
    title: UNDELIVERED.title,
    frame,
    main: html`${said && html`<div class="notice" role="status"><p>${said}</p></div>`}<h1>${UNDELIVERED.title}</h1>
${rows.length ? html`<p>${UNDELIVERED.lead}</p><ul class="rows">${rows}</ul>` : html`<p>${UNDELIVERED.none}</p>`}`,
  })
}

function row({ message, words = '' }: Parked, token: string): Html {
  const { id, kind, to, request, problem = '', createdAt } = message
  const button = html`<button type="submit" class="quiet">${UNDELIVERED.retry}<span class="hidden">: ${NOTICE_TITLES[kind]} ${words}</span></button>`
  return html`<li class="row"><h2>${NOTICE_TITLES[kind]}</h2>
<p>${'desk' in to ? UNDELIVERED.desk : UNDELIVERED.person}${request && html` · ${UNDELIVERED.about} <a href="/requests/${request}">${words || request.slice(0, 8)}</a>`}</p>
<p>${UNDELIVERED.why(problem)}</p><p class="hint">${UNDELIVERED.made} ${timeOf(createdAt)}</p>
${postForm({ action: `/undelivered/${id}/retry`, token, body: button, kind: 'inline' })}</li>`
}
