import { piecesOf } from '../../../src/cards/markers.ts'
import { HEADINGS } from '../../../src/cards/words.ts'
import type { AnswerPart, EntryLink } from '../../../src/domain/answer.ts'
import type { Card } from '../../../src/domain/card.ts'
import type { Citation } from '../../../src/domain/source.ts'
import { hidden, postForm } from '../form.ts'
import { type Html, html } from '../html.ts'
import { ANSWER } from '../words.ts'

interface Shown {
  card: Card
  question: string
  questionId: string
  /** The conversation to come back to, and the session's token. */
  conversation: string
  token: string
}

/** Makes ids on the page unique when several answers are shown. */
export const keyOf = (questionId: string): string => questionId.slice(0, 8)

/** One question and its answer, as the person should read it. */
export function answerArticle({ card, question, questionId, conversation, token }: Shown): Html {
  const { verdict } = card
  const key = keyOf(questionId)
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
${specialist(questionId)}
${feedback(questionId, conversation, token)}
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

/** Offered with every answer: a way to a person is never taken away. */
function specialist(questionId: string): Html {
  return html`<section class="person"><h3>${ANSWER.person}</h3><p>${ANSWER.bringWhy}</p>
<p><a class="button" href="/requests/new/${questionId}">${ANSWER.bring}<span class="hidden">${ANSWER.aboutThis}</span></a></p></section>`
}

function feedback(questionId: string, conversation: string, token: string): Html {
  const button = (value: string, label: string) =>
    html`<button type="submit" name="helpful" value="${value}" class="quiet">${label}<span class="hidden">${ANSWER.aboutThis}</span></button>`
  const body = html`${hidden('conversation', conversation)}<p>${ANSWER.right}</p>${button('yes', ANSWER.yes)}${button('no', ANSWER.no)}`
  return postForm({ action: `/answers/${questionId}/feedback`, token, body, kind: 'feedback' })
}

/** Words are escaped by `html`; markers become links to the numbered sources, and bold stays bold. Nothing else. */
export function inline(text: string, { citations }: Pick<Card, 'citations'>, key: string): Html {
  // No gap before a raised number.
  return html`${piecesOf(text.replace(/ (?=\[\d+\])/g, ''), citations).map((piece) => {
    if (piece.kind === 'cite')
      return html`<a class="cite" href="#s-${key}-${piece.n}"><span class="hidden">source </span>${piece.n}</a>`
    return piece.kind === 'bold' ? html`<strong>${piece.text}</strong>` : piece.text
  })}`
}
