import { entryCheck } from './check.ts'

const LOCATOR = /^(?:(?:s|ss|Sch|reg|regs|art|arts|Part|Chapter|para|Annex|row)\.? ?[0-9A-Z]|whole (?:Act|instrument)$)/

/** Legislation is cited to the section, schedule paragraph, regulation or article. */
export const locatorsPresent = entryCheck('locators present', (entry, report, { sources }) => {
  for (const [index, { id, at }] of entry.sources.entries()) {
    const rank = sources.get(id)?.rank
    if (rank !== 'statute' && rank !== 'regulation') continue
    if (!at) report(`sources ${index + 1}`, `${id} is legislation: say where, for example { id: ${id}, at: s.16(3) }`)
    else if (!LOCATOR.test(at))
      report(
        `sources ${index + 1}`,
        `"${at}" is not a locator; write s.16(3), Sch.5 para 2, reg.17, art.8 or whole Act`,
      )
  }
})
