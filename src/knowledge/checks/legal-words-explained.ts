import { proseOf } from '../../domain/entry.ts'
import type { Problem } from '../../errors.ts'
import type { Check } from './check.ts'

/** Words a lawyer knows and a director may not. Each one used anywhere must have a term entry that explains it. */
const LEGAL = [
  'novation',
  'standstill',
  'teckal',
  'debarment',
  'self-cleaning',
  'concession',
  'subsidy',
  'set aside',
  'automatic suspension',
  'aggregation',
  'conditions of participation',
  'implied term',
  'convertible contract',
  'transparency notice',
  'light touch',
  'covered procurement',
  'contracting authority',
  'dynamic market',
  'open framework',
  'variant bid',
  'horizontal',
  'reserved contract',
]

export const legalWordsExplained: Check = {
  name: 'legal words explained',
  run({ entries, files }) {
    const terms = entries
      .filter((entry) => entry.type === 'term')
      .map((entry) =>
        [entry.title, entry.id.replaceAll('-', ' '), ...(entry.type === 'term' ? entry.alsoCalled : [])]
          .join(' ')
          .toLowerCase(),
      )
    const problems: Problem[] = []
    for (const word of LEGAL) {
      if (terms.some((term) => term.includes(word))) continue
      const user = entries.find((entry) => proseOf(entry).some(({ text }) => text.toLowerCase().includes(word)))
      if (user)
        problems.push({
          file: files.get(user.id)!,
          field: 'text',
          message: `"${word}" has no entry in terms/; add one that explains it`,
          severity: 'warning',
        })
    }
    return problems
  },
}
