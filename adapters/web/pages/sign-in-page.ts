import { hidden, postForm } from '../form.ts'
import { html } from '../html.ts'
import { SIGN_IN } from '../words.ts'
import { type Frame, layout } from './layout.ts'

interface Door {
  /** Something has to be signed in for. */
  needed: boolean
  /** Accounts of the council's own are used. */
  elsewhere: boolean
  said?: string | undefined
  frame: Frame
}

/** How to sign in here, and what can be done without. */
export function signInPage({ needed, elsewhere, said, frame }: Door): string {
  const title = needed ? SIGN_IN.needed : SIGN_IN.title
  return layout({
    title,
    frame,
    main: html`<h1>${title}</h1>
${said && html`<div class="notice" role="alert"><p>${said}</p></div>`}
${needed && html`<p>${SIGN_IN.neededText}</p>`}
${
  elsewhere
    ? html`<p>${SIGN_IN.linkText}</p><p><a class="button" href="/sign-in/start">${SIGN_IN.link}</a></p>`
    : html`<p>${SIGN_IN.once}</p><pre tabindex="0"><code>${SIGN_IN.command}</code></pre>`
}
<p>${SIGN_IN.askWithout}</p>${needed && html`<p>${SIGN_IN.otherwise}</p>`}`,
  })
}

/** Opening a link signs nobody in: mail scanners open links too. Pressing the button does. */
export function linkPage({ link, token, frame }: { link: string; token: string; frame: Frame }): string {
  const body = html`${hidden('link', link)}<button type="submit">${SIGN_IN.linkButton}</button>`
  return layout({
    title: SIGN_IN.linkTitle,
    frame,
    main: html`<h1>${SIGN_IN.linkTitle}</h1><p>${SIGN_IN.linkHere}</p>${postForm({ action: '/sign-in/link', token, body })}`,
  })
}
