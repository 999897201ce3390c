import type { BottomLine, Claim, Verdict } from '../../domain/claim.ts'
import { type Lean, leanOf } from '../../domain/stance.ts'
import { entryCheck } from './check.ts'

/** Bottom lines that would contradict the verdict on a statement of that lean: a ban that is a myth cannot end in "you can't". */
const CONTRADICTS: Readonly<Record<Lean, Partial<Record<Verdict, BottomLine[]>>>> = {
  barred: { myth: ['you-cannot'], 'true-rule': ['you-can'] },
  open: { myth: ['you-can'], 'true-rule': ['you-cannot'] },
  required: { myth: ['you-must'], 'true-rule': ['you-do-not-have-to'] },
  'not-required': { myth: ['you-do-not-have-to'], 'true-rule': ['you-must'] },
}

/** A bottom line that contradicts its own verdict is the slip that misleads most. Leans are read from words, so a person decides. */
export const bottomLineFits = entryCheck('bottom line fits', (entry, report) => {
  for (const [index, claim] of entry.claims.entries()) {
    if (contradicts(claim)) {
      report(
        `claims ${index + 1}.bottomLine`,
        `"${claim.says}" is ${claim.verdict}, yet the bottom line is ${claim.bottomLine}; check which one is meant`,
        'warning',
      )
    }
  }
})

function contradicts({ says, verdict, bottomLine }: Claim): boolean {
  const lean = leanOf(says)
  return lean !== undefined && (CONTRADICTS[lean][verdict]?.includes(bottomLine) ?? false)
}
