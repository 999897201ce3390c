import { REQUEST } from '../../../src/cards/request-words.ts'
import type { Prepared } from '../../../src/specialists/desk.ts'
import { type Html, html } from '../html.ts'
import { dayName } from '../when.ts'
import { FORM } from '../words.ts'

/** Requests like this one: a reply to read may save asking. Nobody is named but whoever answered. */
export function similarBox(similar: Prepared['similar']): Html | false {
  if (!similar.length) return false
  return html`<section class="similar"><h2>${FORM.similar}</h2><p>${REQUEST.similarSend}</p>${similar.map(
    ({ place, at, answered }) =>
      html`<div class="before"><h3>${FORM.similarIs(place, dayName(at))}</h3>${
        answered
          ? html`<details><summary>${FORM.similarRead(answered.by)}</summary><p class="said">${answered.text}</p></details>`
          : html`<p>${FORM.similarOpen}</p>`
      }</div>`,
  )}</section>`
}
