import { entryCheck } from './check.ts'

/** "Partly true" without its condition is wrong. */
export const conditionsPresent = entryCheck('conditions present', (entry, report) => {
  if (entry.type !== 'claim' && entry.type !== 'rule') return
  const partly = entry.claims.some(
    ({ verdict, bottomLine }) => verdict === 'partly-true' || bottomLine === 'you-can-if',
  )
  if (partly && !entry.conditions?.length)
    report('## Conditions', 'is missing; a partly-true claim always shows its conditions')
})
