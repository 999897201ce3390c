import { hidden, postForm } from '../form.ts'
import { type Html, html } from '../html.ts'
import { EXPIRED } from '../words.ts'
import { layout } from './layout.ts'

interface Expired {
  action: string
  /** All that was sent, to be sent again. */
  body: Readonly<Record<string, unknown>>
  typed: readonly [string, string][]
  foreign: boolean
  /** There when it may be sent again from here. */
  token?: string
}

/** Fields people type; the others are of no use to read. */
const WRITTEN = new Set(['question', 'words', 'text', 'reason', 'why', 'place', 'urgent', 'name'])

export function expiredPage({ action, body, typed, foreign, token }: Expired): string {
  const words = typed.filter(([name, value]) => WRITTEN.has(name) && value.trim()).map(([, value]) => value)
  const shown =
    words.length > 0 && html`<h2>${EXPIRED.typed}</h2><pre class="typed" tabindex="0">${words.join('\n\n')}</pre>`
  const said = foreign ? EXPIRED.foreign : token ? EXPIRED.again : EXPIRED.copy
  return layout({
    title: EXPIRED.title,
    main: html`<h1>${EXPIRED.title}</h1><p>${said}</p>
${shown}
${token && !foreign && postForm({ action, token, body: [...again(body), html`<button type="submit">${EXPIRED.send}</button>`] })}
<p class="hint">${EXPIRED.cookies}</p>`,
  })
}

/** Every field as it was, those that are there several times too. */
function again(body: Readonly<Record<string, unknown>>): Html[] {
  return Object.entries(body).flatMap(([name, value]) =>
    name === '_csrf'
      ? []
      : (Array.isArray(value) ? value : [value])
          .filter((one) => typeof one === 'string')
          .map((one) => hidden(name, one)),
  )
}
