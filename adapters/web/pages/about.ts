import { BOTTOM_LINES, HEADINGS, VERDICTS } from '../../../src/cards/words.ts'
import type { About } from '../../../src/domain/specialist-request.ts'
import { ukTime } from '../../../src/specialists/working-time.ts'
import { type Html, html } from '../html.ts'
import { FORM } from '../words.ts'
import { inline } from './card.ts'

/** The question and the answer that go with a request, with the sources as they were. */
export function aboutBox(about: About, key = 'about'): Html {
  const { question, verdict, short, conditions, holdsFor, citations } = about
  const text = (words: string) => inline(words, { citations: [...citations] }, key)
  return html`<div class="about">
<h3>${FORM.question}</h3><p class="said">${question}</p>
<h3>${FORM.answer}</h3>
${verdict && html`<p><strong>${BOTTOM_LINES[verdict.bottomLine]}</strong> ${VERDICTS[verdict.verdict]}: “${verdict.says}”</p>`}
<p>${text(short)}</p>
${conditions.length > 0 && html`<p>${HEADINGS.conditions}</p><ul>${conditions.map((one) => html`<li>${text(one)}</li>`)}</ul>`}
<p class="hint">${holdsFor}</p>
${
  citations.length > 0 &&
  html`<details><summary>${FORM.sources} (${citations.length})</summary><ol>${citations.map(
    ({ n, title, url }) => html`<li id="s-${key}-${n}" value="${n}">${linkTo(url, title)}</li>`,
  )}</ol></details>`
}
</div>`
}

/** A link out, only where the address is one to open. */
export function linkTo(url: string, label: string): Html {
  return /^https?:\/\//.test(url)
    ? html`<a href="${url}" rel="noopener noreferrer external">${label}</a>`
    : html`${label}`
}

export const bookingLink = (url: string): Html => html`<p>${linkTo(url, FORM.booking)}</p>`
export const promised = (at: number): string => FORM.promised(ukTime(at))
