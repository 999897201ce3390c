import { entryCheck } from './check.ts'

/** Where law is stated, an answer without its conditions may not be given. */
const LAW = new Set(['claim', 'rule', 'pathway'])

/** "Partly true" without its condition is wrong. */
export const conditionsPresent = entryCheck('conditions present', (entry, report) => {
  const partly = entry.claims.some(
    ({ verdict, bottomLine }) => verdict === 'partly-true' || bottomLine === 'you-can-if',
  )
  if (partly && !entry.conditions?.length)
    report(
      '## Conditions',
      'is missing; a partly-true claim always shows its conditions',
      LAW.has(entry.type) ? 'error' : 'warning',
    )
})
