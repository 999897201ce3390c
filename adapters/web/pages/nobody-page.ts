import { REQUEST, STAGE_WORDS, VALUE_WORDS } from '../../../src/cards/request-words.ts'
import type { EntryLink } from '../../../src/domain/answer.ts'
import type { About, Need } from '../../../src/domain/specialist-request.ts'
import { textArea } from '../form.ts'
import { html } from '../html.ts'
import type { NeedFields } from '../need-fields.ts'
import { dateName } from '../when.ts'
import { CHECK, FORM, NOBODY } from '../words.ts'
import { changeForm } from './check-page.ts'
import { type Frame, layout } from './layout.ts'

interface Nobody {
  need: Need
  about?: About | undefined
  programmes: readonly EntryLink[]
  fields: NeedFields
  token: string
  frame: Frame
}

/** Nobody to send it to: said plainly, with what helps meanwhile and the words to send oneself. */
export function nobodyPage({ need, about, programmes, fields, token, frame }: Nobody): string {
  return layout({
    title: NOBODY.title,
    frame,
    main: html`<h1>${NOBODY.title}</h1><p>${REQUEST.nobody}</p>
${programmes.length > 0 && html`<h2>${NOBODY.programmes}</h2><ul>${programmes.map(({ title, line }) => html`<li><strong>${title}</strong>: ${line}</li>`)}</ul>`}
${textArea({ name: 'copy', label: NOBODY.copy, hint: NOBODY.copyHint, value: textOf(need, about), rows: 12 })}
${changeForm(fields, token)}`,
  })
}

function textOf(need: Need, about: About | undefined): string {
  return [
    need.words,
    '',
    `${CHECK.stage}: ${STAGE_WORDS[need.stage]}`,
    `${CHECK.value}: ${VALUE_WORDS[need.value]}`,
    ...(need.place ? [`${CHECK.place}: ${need.place}`] : []),
    ...(need.deadline ? [`${CHECK.deadline}: ${dateName(need.deadline)}`] : []),
    ...(need.urgent ? [`${CHECK.urgent}: ${need.urgent}`] : []),
    ...(about ? ['', `${FORM.question}: ${about.question}`, `${FORM.answer}: ${about.short}`, about.holdsFor] : []),
    ...(about?.citations.map(({ n, title, url }) => `[${n}] ${title} ${url}`) ?? []),
  ].join('\n')
}
