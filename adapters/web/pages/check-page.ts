import { STAGE_WORDS, VALUE_WORDS, WARNINGS } from '../../../src/cards/request-words.ts'
import type { Prepared } from '../../../src/specialists/desk.ts'
import { hidden, postForm } from '../form.ts'
import { type Html, html } from '../html.ts'
import { NEED_FIELDS, type NeedFields } from '../need-fields.ts'
import { dateName } from '../when.ts'
import { CHECK, NOBODY } from '../words.ts'
import { type Frame, layout } from './layout.ts'
import { alongBox, warningBox, whoBox } from './need-form.ts'
import { similarBox } from './similar.ts'

interface Checked {
  fields: NeedFields
  prepared: Prepared
  /** The asker as the specialist will see them. */
  from: string
  /** Days a request is kept after it has ended. */
  days: number
  token: string
  frame: Frame
}

/** Everything that will be shared, word for word, before it is. */
export function checkPage({ fields, prepared, from, days, token, frame }: Checked): string {
  const { warnings, similar } = prepared
  const body = html`${kept(fields)}<div class="buttons"><button type="submit">${CHECK.send}</button>
<button type="submit" class="quiet" formaction="/requests/change">${CHECK.edit}</button></div>`
  return layout({
    title: CHECK.title,
    frame,
    main: html`<h1>${CHECK.title}</h1>
${warnings.length > 0 && html`<section aria-label="${CHECK.warning}">${warnings.map((warning) => warningBox(WARNINGS[warning]))}</section>`}
${similarBox(similar)}
<h2>${CHECK.shared}</h2>
${summaryOf(prepared, from)}
${alongBox(prepared)}
${whoBox(prepared)}
<p class="hint">${CHECK.keeps(days)}</p>
${postForm({ action: '/requests', token, body })}`,
  })
}

/** The way back to the form, with everything in it. */
export function changeForm(fields: NeedFields, token: string): Html {
  const body = html`${kept(fields)}<button type="submit" class="quiet">${NOBODY.change}</button>`
  return postForm({ action: '/requests/change', token, body })
}

const kept = (fields: NeedFields): Html => html`${NEED_FIELDS.map((name) => hidden(name, fields[name]))}`

function summaryOf({ need }: Prepared, from: string): Html {
  const rows: [string, string][] = [
    [CHECK.need, need.words],
    [CHECK.stage, STAGE_WORDS[need.stage]],
    [CHECK.value, VALUE_WORDS[need.value]],
    [CHECK.place, need.place ?? CHECK.none],
    [CHECK.deadline, need.deadline ? dateName(need.deadline) : CHECK.none],
    [CHECK.urgent, need.urgent ?? CHECK.usual],
    [CHECK.from, from],
  ]
  return html`<dl class="summary">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}
