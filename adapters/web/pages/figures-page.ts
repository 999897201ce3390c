import { STAGE_WORDS } from '../../../src/cards/request-words.ts'
import { STAGES } from '../../../src/domain/specialist-request.ts'
import type { MonthFigures } from '../../../src/specialists/figures.ts'
import { FIGURES } from '../desk-words.ts'
import { type Html, html } from '../html.ts'
import { monthName } from '../when.ts'
import { type Frame, layout } from './layout.ts'

const BAR = { width: 240, height: 20 } as const

/** How early specialists are brought in, by month. Every bar has its number beside it. */
export function figuresPage(months: readonly MonthFigures[], frame: Frame): string {
  return layout({
    title: FIGURES.title,
    frame,
    wide: true,
    main: html`<h1>${FIGURES.title}</h1><p>${FIGURES.lead}</p>
${months.length ? html`${table(months)}${months.map(stages)}` : html`<p>${FIGURES.none}</p>`}`,
  })
}

function table(months: readonly MonthFigures[]): Html {
  return html`<table class="figures">
<thead><tr><th scope="col">${FIGURES.month}</th><th scope="col">${FIGURES.requests}</th><th scope="col">${FIGURES.early}</th><th scope="col">${FIGURES.reply}</th></tr></thead>
<tbody>${months.map(
    ({ month, requests, early, hoursToReply }) =>
      html`<tr><th scope="row">${monthName(month)}</th><td>${requests ?? FIGURES.few}</td><td>${early === undefined ? FIGURES.hidden : html`${bar(early)} ${percent(early)}`}</td><td>${hoursToReply === undefined ? FIGURES.hidden : FIGURES.hours(rounded(hoursToReply))}</td></tr>`,
  )}</tbody></table><p class="hint">${FIGURES.note}</p>`
}

function stages({ month, byStage }: MonthFigures): Html | false {
  if (!byStage) return false
  return html`<section class="stages"><h2>${FIGURES.stages(monthName(month))}</h2><dl class="bars">${STAGES.map(
    (stage) =>
      html`<div><dt>${STAGE_WORDS[stage]}</dt><dd>${bar(byStage[stage])} ${percent(byStage[stage])}</dd></div>`,
  )}</dl></section>`
}

/** A bar is for the eye only; the number stands beside it. No inline style is allowed here, so it is drawn. */
function bar(share: number): Html {
  const { width, height } = BAR
  return html`<svg class="bar" aria-hidden="true" focusable="false" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect class="track" width="${width}" height="${height}"></rect><rect class="part" width="${Math.round(share * width)}" height="${height}"></rect></svg>`
}

const percent = (share: number): string => `${Math.round(share * 100)}%`
const rounded = (hours: number): number => Math.round(hours * 10) / 10
