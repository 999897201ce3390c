import { proseOf } from '../../domain/entry.ts'
import { entryCheck } from './check.ts'

const LONGEST_SENTENCE = 36
const HEAVY = /\b(pursuant to|hereby|herein|aforementioned|utilis\w+|notwithstanding|inter alia|mutatis mutandis)\b/i

/** Short sentences and everyday words. Warnings: a person decides. */
export const plainEnglish = entryCheck('plain English', (entry, report) => {
  for (const { field, text } of proseOf(entry)) {
    const heavy = HEAVY.exec(text)
    if (heavy) report(field, `"${heavy[0]}" is heavy; use an everyday word`, 'warning')
    for (const sentence of text.replace(/\[\d+\]/g, '').split(/(?<=[.!?:;])\s+|\n/)) {
      const words = sentence.split(/\s+/).length
      if (words > LONGEST_SENTENCE)
        report(field, `has a sentence of ${words} words ("${sentence.slice(0, 40)}…"); split it`, 'warning')
    }
  }
})
