import { phrasingsOf } from '../../domain/entry.ts'
import { entryCheck } from './check.ts'

/** Phrasings are what finding an entry rests on most: twenty for a claim, ten for anything else. */
const ENOUGH = { claim: 20, other: 10 }

export const phrasingsEnough = entryCheck('phrasings enough', (entry, report) => {
  const have = phrasingsOf(entry).length
  const want = entry.type === 'claim' ? ENOUGH.claim : ENOUGH.other
  if (have < want) report('askedAs', `has ${have}; add ${want - have} more, each a different way people ask`, 'warning')
})
