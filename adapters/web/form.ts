import { type Html, html } from './html.ts'
import { PROBLEM } from './words.ts'

/** Something to put right, with the id of the field it is about. */
export interface Fault {
  field: string
  text: string
}

/** The fields of a form as they were sent: text only, whatever else somebody sends. */
export type Fields = Readonly<Record<string, string>>

export function fieldsFrom(body: unknown): Fields {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** A field that may be there several times, ticked boxes for instance. */
export function listFrom(body: unknown, name: string): string[] {
  const value = ((body ?? {}) as Record<string, unknown>)[name]
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
}

export function errorSummary(faults: readonly Fault[]): Html | false {
  if (!faults.length) return false
  return html`<div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-title"><h2 id="error-title">${PROBLEM}</h2><ul>${faults.map(({ field, text }) => html`<li>${field ? html`<a href="#${field}">${text}</a>` : text}</li>`)}</ul></div>`
}

interface Form {
  action: string
  token: string
  body: Html | readonly (Html | false)[]
  kind?: string
  id?: string
}

/** A form that changes something. Its token says that it is one of ours. */
export function postForm({ action, token, body, kind = 'stacked', id }: Form): Html {
  return html`<form method="post" action="${action}" novalidate class="${kind}"${id && html` id="${id}"`}>${hidden('_csrf', token)}${body}</form>`
}

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

interface Field {
  name: string
  label: string
  value?: string | undefined
  hint?: string
  faults?: readonly Fault[]
  /** Several of the same name on a page need ids of their own. */
  id?: string
}

export function textArea({ rows = 4, most, ...field }: Field & { rows?: number; most?: number }): Html {
  const { id, named, value } = parts(field)
  return wrapped(
    field,
    html`<textarea id="${id}" rows="${rows}"${most && html` maxlength="${most}"`} ${named}>
${value}</textarea>`,
  )
}

export function textInput({
  most = 200,
  width = 'wide',
  autocomplete = 'off',
  ...field
}: Field & { most?: number; width?: 'wide' | 'narrow'; autocomplete?: string }): Html {
  const { id, named, value } = parts(field)
  return wrapped(
    field,
    html`<input id="${id}" type="text" class="${width}" autocomplete="${autocomplete}" maxlength="${most}" ${named} value="${value}">`,
  )
}

export function select({ options, first, ...field }: Field & { first: string; options: readonly [string, string][] }) {
  const { id, named, value } = parts(field)
  const list = options.map(
    ([key, label]) => html`<option value="${key}"${key === value && html` selected`}>${label}</option>`,
  )
  return wrapped(field, html`<select id="${id}" ${named}><option value="">${first}</option>${list}</select>`)
}

export function radios({ options, ...field }: Field & { options: readonly [string, string][] }): Html {
  const { id, value, fault, described } = parts(field)
  return html`<fieldset class="field${fault ? ' with-error' : ''}"${described}><legend>${field.label}</legend>${noteOf(field)}
${options.map(([key, label], index) => html`<div class="choice"><input type="radio" id="${index ? `${id}-${key}` : id}" name="${field.name}" value="${key}"${key === value && html` checked`}><label for="${index ? `${id}-${key}` : id}">${label}</label></div>`)}</fieldset>`
}

function wrapped(field: Field, control: Html): Html {
  const { id, fault } = parts(field)
  return html`<div class="field${fault ? ' with-error' : ''}"><label for="${id}">${field.label}</label>${noteOf(field)}${control}</div>`
}

/** Hint and error, as they stand between the label and the control. */
function noteOf(field: Field): Html {
  const { id, fault } = parts(field)
  return html`${field.hint && html`<p class="hint" id="${id}-hint">${field.hint}</p>`}${fault && html`<p class="error" id="${id}-error"><span class="hidden">Error: </span>${fault.text}</p>`}`
}

function parts({ name, id = name, value = '', hint, faults = [] }: Field) {
  const fault = faults.find(({ field }) => field === id)
  const notes = [hint && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ')
  const described = html`${notes && html` aria-describedby="${notes}"`}`
  return { id, value, fault, described, named: html`name="${name}"${described}${fault && html` aria-invalid="true"`}` }
}
