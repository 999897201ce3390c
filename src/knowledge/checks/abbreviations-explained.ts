import { proseOf } from '../../domain/entry.ts'
import { entryCheck } from './check.ts'

/** Known to everybody who works for a council, or names of bodies as they call themselves. */
const KNOWN = new Set(
  'UK EU US USA NHS IT AI VAT GOV MP MPs CEO FAQ PDF TV CCTV GPS LED EV EVs HR FOI GDPR HTML API APIs BBC OK ID HMRC BT TfL II III IV PM AM LGA'.split(
    ' ',
  ),
)

/** An abbreviation is spelt out once: "small and medium-sized enterprises (SMEs)". Warnings: a person decides. */
export const abbreviationsExplained = entryCheck('abbreviations explained', (entry, report) => {
  if (entry.type === 'term') return
  const texts = proseOf(entry)
  const whole = [entry.title, ...texts.map(({ text }) => text)].join(' \n ')
  const seen = new Set<string>()
  for (const { field, text } of texts) {
    for (const [, word] of text.matchAll(/(?<![\p{L}\d[])(\p{Lu}{3,6}s?)(?![\p{L}\d])/gu)) {
      if (seen.has(word!) || KNOWN.has(word!)) continue
      seen.add(word!)
      const bare = word!.replace(/s$/, '')
      const explained = new RegExp(
        `\\(${bare}s?\\)|${bare}s? \\([a-zA-Z]|\\b${bare}s?,? (?:the|or|short for|which stands)|(?:called|named|the) ${bare}\\b`,
      ).test(whole)
      if (!explained && !whole.slice(0, 200).includes(`${bare}:`))
        report(field, `"${word}" is not explained; spell it out the first time`, 'warning')
    }
  }
})
