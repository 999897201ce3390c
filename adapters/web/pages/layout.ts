import { type Html, html } from '../html.ts'

interface Page {
  title: string
  main: Html
}

/** The frame of every page: skip link, name, main, footer. Works without script and without a network. */
export function layout({ title, main }: Page): string {
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/public/style.css">
<link rel="stylesheet" href="/public/answer.css">
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
<script src="/public/ask.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header class="top"><div class="wrap"><a class="name" href="/">Waymark</a><p class="tag">What procurement really allows</p></div></header>
<main id="main" class="wrap">${main}</main>
<footer class="foot"><div class="wrap">
<p>Waymark gives information, not legal advice. Answers come from reviewed entries with their sources. Where money, a live tender or a named supplier is involved, talk to your procurement team, monitoring officer or legal team first.</p>
<p>Do not type names of bidders, prices in a live tender or personal details.</p>
</div></footer>
</body>
</html>`
  return page.markup
}
