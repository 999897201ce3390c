import { errorSummary, hidden } from '../form.ts'
import { type Html, html } from '../html.ts'
import { ASK, EXAMPLES } from '../words.ts'
import { type Frame, layout } from './layout.ts'

interface AskPage {
  conversation: string
  answers: Html[]
  /** What was wrong with the form, if anything. */
  error?: string
  question?: string
  /** Of the session, when there is one already. */
  token: string
  frame: Frame
}

export function askPage({ conversation, answers, error, question = '', token, frame }: AskPage): string {
  const started = answers.length > 0
  const main = html`
${errorSummary(error ? [{ field: 'question', text: error }] : [])}
<h1 class="${started ? 'small' : ''}">${started ? ASK.started : ASK.title}</h1>
${!started && html`<p class="lead">${ASK.lead}</p>`}
<div id="answers">${answers}</div>
${askForm({ conversation, started, question, token, ...(error && { error }) })}
${!started && examples(token)}`
  return layout({ title: `${error ? 'Error: ' : ''}${started ? ASK.pages.started : ASK.pages.empty}`, main, frame })
}

function askForm({
  conversation,
  started,
  question,
  token,
  error,
}: {
  conversation: string
  started: boolean
  question: string
  token: string
  error?: string
}): Html {
  return html`<form id="ask" data-next="${ASK.next}" method="post" action="/ask" novalidate class="${error ? 'with-error' : ''}">
${hidden('_csrf', token)}${hidden('conversation', conversation)}
<label for="question">${started ? ASK.next : ASK.label}</label>
<p class="hint" id="hint">${ASK.hint}</p>
${error && html`<p class="error" id="question-error"><span class="hidden">Error: </span>${error}</p>`}
<textarea id="question" name="question" rows="${started ? 2 : 3}" maxlength="2000" aria-describedby="hint${error ? ' question-error' : ''}" autocomplete="off">${question}</textarea>
<button type="submit">${ASK.button}</button>
<p id="status" role="status" class="status"></p>
</form>`
}

function examples(token: string): Html {
  return html`<section class="examples"><h2>${ASK.examples}</h2><ul>${EXAMPLES.map(
    (example) =>
      html`<li><form method="post" action="/ask" class="example">${hidden('_csrf', token)}${hidden('question', example)}<button type="submit" class="link">${example}</button></form></li>`,
  )}</ul></section>`
}
