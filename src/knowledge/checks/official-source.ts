import { isOfficial } from '../../domain/source.ts'
import { entryCheck } from './check.ts'

/** An entry that says what the law is rests on at least one official source. Low confidence is the way out. */
export const officialSource = entryCheck('official source', (entry, report, { sources }) => {
  const assertsLaw =
    entry.type === 'claim' || entry.type === 'rule' || entry.type === 'pathway' || entry.claims.length > 0
  if (!assertsLaw || entry.confidence === 'low') return
  const official = entry.sources.some(({ id }) => sources.has(id) && isOfficial(sources.get(id)!))
  if (!official)
    report('sources', 'cite legislation or government guidance, or set confidence: low (it will then never rule)')
})
