import { hidden } from '../form.ts'
import { type Html, html } from '../html.ts'
import { AROUND, NAV } from '../words.ts'

export interface NavItem {
  href: string
  label: string
  /** How many wait there, with the words for it. */
  count?: { n: number; said: string }
  current?: boolean
}

/** What stands around a page for this reader. */
export interface Frame {
  nav: readonly NavItem[]
  /** Who is signed in, with the token for signing out. */
  person?: { name: string; token: string }
}

interface Page {
  title: string
  main: Html
  frame?: Frame | undefined
  /** Lists and tables need more room than text. */
  wide?: boolean
}

const PLAIN: Frame = { nav: [{ href: '/', label: NAV.ask }] }

/** The frame of every page: skip link, name, navigation, main, footer. Works without script and without a network. */
export function layout({ title, main, frame = PLAIN, wide = false }: Page): string {
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${AROUND.name}</title>
<link rel="stylesheet" href="/public/style.css">
<link rel="stylesheet" href="/public/answer.css">
<link rel="stylesheet" href="/public/forms.css">
<link rel="stylesheet" href="/public/requests.css">
<link rel="stylesheet" href="/public/thread.css">
<link rel="stylesheet" href="/public/figures.css">
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
<script src="/public/ask.js" defer></script>
</head>
<body>
<a class="skip" href="#main">${AROUND.skip}</a>
<header class="top"><div class="wrap"><a class="name" href="/">${AROUND.name}</a><p class="tag">${AROUND.tag}</p></div></header>
${navigation(frame)}
<main id="main" class="wrap"><div class="${wide ? 'wide' : 'text'}">${main}</div></main>
<footer class="foot"><div class="wrap"><div class="text">
<p>${AROUND.advice}</p>
<p>${AROUND.careful}</p>
</div></div></footer>
</body>
</html>`
  return page.markup
}

function navigation({ nav, person }: Frame): Html {
  return html`<nav class="nav" aria-label="${NAV.label}"><div class="wrap"><ul>${nav.map(
    ({ href, label, count, current }) =>
      html`<li><a href="${href}"${current && html` aria-current="page"`}>${label}${count && count.n > 0 && html` <span class="count"><span aria-hidden="true">${count.n}</span><span class="hidden">(${count.said})</span></span>`}</a></li>`,
  )}</ul>${
    person &&
    html`<div class="who"><span>${NAV.as(person.name)}</span><form method="post" action="/sign-out">${hidden('_csrf', person.token)}<button type="submit" class="link">${NAV.signOut}</button></form></div>`
  }</div></nav>`
}

/** A page that says one thing. */
export function messagePage({
  title,
  text,
  frame,
  links = [['/', NAV.ask]],
}: {
  title: string
  text: string | readonly string[]
  frame?: Frame | undefined
  links?: readonly (readonly [href: string, label: string])[]
}): string {
  return layout({
    title,
    frame,
    main: html`<h1>${title}</h1>${[text].flat().map((one) => html`<p>${one}</p>`)}<p class="links-row">${links.map(([href, label]) => html`<a href="${href}">${label}</a> `)}</p>`,
  })
}
