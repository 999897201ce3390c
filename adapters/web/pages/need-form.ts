import { STAGE_WORDS, VALUE_WORDS, WARNINGS } from '../../../src/cards/request-words.ts'
import { STAGES, VALUES } from '../../../src/domain/specialist-request.ts'
import type { Prepared } from '../../../src/specialists/desk.ts'
import { dayShown } from '../days.ts'
import { errorSummary, type Fault, hidden, postForm, radios, textArea, textInput } from '../form.ts'
import { type Html, html } from '../html.ts'
import type { NeedFields } from '../need-fields.ts'
import { FORM, NOBODY } from '../words.ts'
import { aboutBox, bookingLink, promised } from './about.ts'
import { type Frame, layout } from './layout.ts'
import { similarBox } from './similar.ts'

interface NeedForm {
  fields: NeedFields
  /** What the desk makes of it so far; absent before anything is known. */
  prepared?: Prepared | undefined
  faults?: readonly Fault[]
  asksName: boolean
  token: string
  frame: Frame
}

/** The request as a form: filled in from the conversation, all of it the asker's to change. */
export function needFormPage({ fields, prepared, faults = [], asksName, token, frame }: NeedForm): string {
  const at = (name: keyof NeedFields) => ({ name, value: fields[name], faults })
  const body = html`${hidden('key', fields.key)}${hidden('question', fields.question)}
${prepared?.warnings.map((warning) => warningBox(WARNINGS[warning])) ?? ''}
${textArea({ ...at('words'), label: FORM.words, hint: FORM.wordsHint, rows: 6 })}
${radios({ ...at('stage'), label: FORM.stage, hint: FORM.stageHint, options: STAGES.map((one) => [one, STAGE_WORDS[one]]) })}
${radios({ ...at('value'), label: FORM.value, hint: FORM.valueHint, options: VALUES.map((one) => [one, VALUE_WORDS[one]]) })}
${textInput({ ...at('place'), label: FORM.place, hint: FORM.placeHint })}
${textInput({ ...at('deadline'), label: FORM.deadline, hint: FORM.deadlineHint, most: 40, width: 'narrow', value: dayShown(fields.deadline) })}
${textInput({ ...at('urgent'), label: FORM.urgent, hint: FORM.urgentHint, most: 500 })}
${asksName && textInput({ ...at('name'), label: FORM.name, hint: FORM.nameHint, most: 120, autocomplete: 'name' })}
<button type="submit">${FORM.check}</button>`
  return layout({
    title: `${faults.length ? 'Error: ' : ''}${FORM.title}`,
    frame,
    wide: true,
    main: html`<div class="two-columns"><div class="first-column">${errorSummary(faults)}
<h1>${FORM.title}</h1><p class="lead">${FORM.lead}</p>
${prepared && !prepared.goesTo && html`<p class="notice">${NOBODY.yet}</p>`}
${prepared && similarBox(prepared.similar)}
${postForm({ action: '/requests/check', token, body })}
</div>${prepared && html`<div class="second-column">${whoBox(prepared)}${alongBox(prepared)}</div>`}</div>`,
  })
}

/** The question and answer that go with it, word for word. */
export const alongBox = ({ about }: Prepared): Html =>
  html`<section class="along"><h2>${FORM.goesAlong}</h2>${about ? aboutBox(about) : html`<p>${FORM.noQuestion}</p>`}</section>`

export const warningBox = (text: string): Html =>
  html`<p class="warning"><span class="mark" aria-hidden="true">!</span><strong><span class="hidden">Warning: </span>${text}</strong></p>`

/** Who gets the request and why, and when a reply comes. Says nothing where nobody is set up. */
export function whoBox({ goesTo, promisedBy }: Prepared): Html | false {
  if (!goesTo) return false
  return html`<section class="who-box"><h2>${FORM.whoGetsIt}</h2><p>${goesTo.why}</p><p><strong>${promised(promisedBy)}</strong></p>${goesTo.booking && bookingLink(goesTo.booking)}</section>`
}
