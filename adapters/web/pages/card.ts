import { piecesOf } from '../../../src/cards/markers.ts'
import { HEADINGS } from '../../../src/cards/words.ts'
import type { AnswerPart, EntryLink } from '../../../src/domain/answer.ts'
import type { Card } from '../../../src/domain/card.ts'
import type { Citation } from '../../../src/domain/source.ts'
import { type Html, html } from '../html.ts'

interface Shown {
  card: Card
  question: string
  /** Makes ids on the page unique when several answers are shown. */
  key: string
}

/** One question and its answer, as the person should read it. */
export function answerArticle({ card, question, key }: Shown): Html {
  const { verdict } = card
  return html`<article class="answer" id="answer-${key}" aria-labelledby="h-${key}" tabindex="-1">
<p class="asked"><span class="hidden">You asked: </span>${question}</p>
${
  verdict
    ? html`<h2 class="bottom-line" id="h-${key}">${verdict.bottomLine}</h2>
<p class="verdict"><strong class="tag-${verdict.verdict}">${verdict.label}</strong> <span class="claim">“${verdict.says}”</span></p>`
    : html`<h2 id="h-${key}">${card.title ?? 'Waymark'}</h2>`
}
${card.first.map((text) => html`<p class="first">${inline(text, card, key)}</p>`)}
${card.body.map((text) => html`<p class="short">${inline(text, card, key)}</p>`)}
${card.conditions.length > 0 && html`<section class="conditions"><h3>${HEADINGS.conditions}</h3><ul>${card.conditions.map((item) => html`<li>${inline(item, card, key)}</li>`)}</ul></section>`}
${card.parts.filter(({ folded }) => !folded).map((part) => html`<section><h3>${part.heading}</h3>${partBody(part, card, key)}</section>`)}
${links(HEADINGS.evidence, card.evidence, card, key)}
${card.parts.filter(({ folded }) => folded).map((part) => html`<details><summary>${part.heading}</summary>${partBody(part, card, key)}</details>`)}
${links(HEADINGS.nearest, card.nearest, card, key)}
${card.choices.length > 0 && html`<section class="choices">${card.ask && html`<p class="ask">${card.ask}</p>`}<ul>${card.choices.map((choice) => html`<li>${sendButton(choice)}</li>`)}</ul></section>`}
${sources(card.citations, key)}
${card.holdsFor.length > 0 && html`<p class="holds">${card.holdsFor.map((text) => html`${inline(text, card, key)} `)}</p>`}
${specialist(card)}
</article>`
}

/** Sends these words as the next question of the conversation, with or without script. */
function sendButton(words: string): Html {
  return html`<button type="submit" form="ask" name="choice" value="${words}">${words}</button>`
}

function partBody({ kind, items }: AnswerPart, card: Card, key: string): Html {
  if (kind === 'text') return html`${items.map((item) => html`<p>${inline(item, card, key)}</p>`)}`
  const rows = items.map((item) => html`<li>${inline(item, card, key)}</li>`)
  return kind === 'steps' ? html`<ol>${rows}</ol>` : html`<ul>${rows}</ul>`
}

function links(heading: string, list: readonly EntryLink[], card: Card, key: string): Html | false {
  if (!list.length) return false
  return html`<section class="links"><h3>${heading}</h3><ul>${list.map(({ title, line }) => html`<li><strong>${title}</strong>: ${inline(line, card, key)}</li>`)}</ul></section>`
}

function sources(citations: readonly Citation[], key: string): Html | false {
  if (!citations.length) return false
  return html`<section class="sources"><h3>${HEADINGS.sources}</h3><ol>${citations.map(
    ({ n, title, url }) =>
      html`<li id="s-${key}-${n}" value="${n}">${/^https?:\/\//.test(url) ? html`<a href="${url}" rel="noopener noreferrer external">${title}</a>` : title}</li>`,
  )}</ol></section>`
}

function specialist(card: Card): Html | false {
  if (!card.actions.some(({ kind }) => kind === 'specialist')) return false
  return html`<section class="person"><h3>Bring in a procurement specialist</h3>
<p>The best time is while the problem is still being explored. Send your procurement team this page with what you need, a rough value and any deadline.</p></section>`
}

/** Words are escaped by `html`; markers become links to the numbered sources, and bold stays bold. Nothing else. */
function inline(text: string, { citations }: Card, key: string): Html {
  // No gap before a raised number.
  return html`${piecesOf(text.replace(/ (?=\[\d+\])/g, ''), citations).map((piece) => {
    if (piece.kind === 'cite')
      return html`<a class="cite" href="#s-${key}-${piece.n}"><span class="hidden">source </span>${piece.n}</a>`
    return piece.kind === 'bold' ? html`<strong>${piece.text}</strong>` : piece.text
  })}`
}
