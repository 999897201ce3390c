import { errorSummary, hidden } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type Frame, layout } from './layout.ts'

/** Shown on an empty page: one of each kind, so that people see what may be asked. */
export const EXAMPLES: readonly string[] = [
  'Can we talk to suppliers before we tender?',
  'We were told we must always take the lowest price',
  'Can a pilot lead straight to a contract?',
  'Which councils have used challenge-led procurement?',
  'What is the threshold for works?',
  'We want to extend a contract that is running out',
]

const NEXT = 'Ask a follow-up, or something new'

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
<h1 class="${started ? 'small' : ''}">${started ? 'Your question' : 'Told that procurement doesn’t allow it?'}</h1>
${!started && html`<p class="lead">Ask in your own words. You get a verdict, the law behind it, the conditions, what to do next and who has done it.</p>`}
<div id="answers">${answers}</div>
${askForm({ conversation, started, question, token, ...(error && { error }) })}
${!started && examples(token)}`
  return layout({ title: `${error ? 'Error: ' : ''}${started ? 'Answer' : 'Ask'}`, main, frame })
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
  return html`<form id="ask" data-next="${NEXT}" method="post" action="/ask" novalidate class="${error ? 'with-error' : ''}">
${hidden('_csrf', token)}${hidden('conversation', conversation)}
<label for="question">${started ? NEXT : 'What have you been told, or what do you want to do?'}</label>
<p class="hint" id="hint">For example, a claim somebody made, a plan you have, or a word you do not know.</p>
${error && html`<p class="error" id="question-error"><span class="hidden">Error: </span>${error}</p>`}
<textarea id="question" name="question" rows="${started ? 2 : 3}" maxlength="2000" aria-describedby="hint${error ? ' question-error' : ''}" autocomplete="off">${question}</textarea>
<button type="submit">Ask</button>
<p id="status" role="status" class="status"></p>
</form>`
}

function examples(token: string): Html {
  return html`<section class="examples"><h2>Or try one of these</h2><ul>${EXAMPLES.map(
    (example) =>
      html`<li><form method="post" action="/ask" class="example">${hidden('_csrf', token)}${hidden('question', example)}<button type="submit" class="link">${example}</button></form></li>`,
  )}</ul></section>`
}
