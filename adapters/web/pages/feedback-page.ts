import { hidden, postForm, textArea } from '../form.ts'
import { html } from '../html.ts'
import { FEEDBACK } from '../words.ts'
import { type Frame, layout } from './layout.ts'

interface Asked {
  questionId: string
  conversation: string
  token: string
  frame: Frame
}

/** Why an answer was not right, for those who can say. */
export function feedbackPage({ questionId, conversation, token, frame }: Asked): string {
  const body = html`${hidden('conversation', conversation)}${hidden('helpful', 'no')}
${textArea({ name: 'why', label: FEEDBACK.why, hint: FEEDBACK.whyHint, most: 1000 })}
<button type="submit">${FEEDBACK.send}</button>`
  return layout({
    title: FEEDBACK.whyTitle,
    frame,
    main: html`<h1>${FEEDBACK.whyTitle}</h1><p>${FEEDBACK.noted}</p>
${postForm({ action: `/answers/${questionId}/feedback`, token, body })}`,
  })
}
