import { z } from 'zod'
import { Nation } from './nation.ts'
import { SourceRef } from './source.ts'

const DateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')

/** A money line that moves by date. `pounds` counts for procurements commenced on or after `from`. */
export const Threshold = z.strictObject({
  name: z.string().regex(/^[a-z-]+$/),
  title: z.string(),
  authority: z.enum(['sub-central', 'central', 'utility', 'any']),
  category: z.string(),
  nations: z.array(Nation).min(1),
  vat: z.enum(['included', 'excluded']),
  source: SourceRef,
  amounts: z.array(z.strictObject({ from: DateText, pounds: z.number().int().positive() })).min(1),
})
export type Threshold = z.infer<typeof Threshold>

/** Pounds in force on `date` (YYYY-MM-DD), or undefined when the table does not reach back that far. */
export function amountOn(threshold: Threshold, date: string): number | undefined {
  return threshold.amounts.findLast(({ from }) => from <= date)?.pounds
}

/** £207,720 */
export function inPounds(pounds: number): string {
  return `£${pounds.toLocaleString('en-GB', { maximumFractionDigits: 2 })}`
}

const PLACEHOLDER = /\{\{([a-z-]+)(?:@(\d{4}-\d{2}-\d{2}))?\}\}/g

/** Fills `{{works}}` and `{{works@2025-06-30}}` with the figure for that date. Unknown names are left for the check to report. */
export function fillFigures(text: string, thresholds: ReadonlyMap<string, Threshold>, date: string): string {
  if (!text.includes('{{')) return text
  return text.replace(PLACEHOLDER, (whole, name: string, on?: string) => {
    const threshold = thresholds.get(name)
    const first = threshold?.amounts[0]
    const pounds = threshold && (amountOn(threshold, on ?? date) ?? first?.pounds)
    return pounds === undefined ? whole : inPounds(pounds)
  })
}

/** The names and dates a text asks for, for the checks. */
export function figuresIn(text: string): { name: string; on?: string }[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name, on]) => ({ name: name!, ...(on && { on }) }))
}
