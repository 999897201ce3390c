import type { Claim } from '../../domain/claim.ts'
import type { Entry } from '../../domain/entry.ts'
import type { Problem } from '../../errors.ts'
import type { Check } from './check.ts'
import { bareWords } from './phrasings-differ.ts'

/** A word that turns a statement round: two that differ by one of these are meant to have opposite verdicts. */
const TURNING = new Set(
  'not no never cannot cant dont doesnt isnt arent mustnt neednt without nobody nothing none may must can only outside free need needs'.split(
    ' ',
  ),
)
const RAREST = 3

interface Stated {
  entry: Entry
  claim: Claim
  words: string[]
}

/** The same statement is never a myth in one place and a real rule in another. */
export const verdictsAgree: Check = {
  name: 'verdicts agree',
  run({ entries, files }) {
    const stated = entries.flatMap((entry) =>
      entry.claims.map((claim): Stated => ({ entry, claim, words: bareWords(claim.says) })),
    )
    const counts = new Map<string, number>()
    for (const { words } of stated) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    const byRareWord = new Map<string, Stated[]>()
    const problems: Problem[] = []
    for (const one of stated) {
      const rare = [...one.words].sort((a, b) => counts.get(a)! - counts.get(b)!).slice(0, RAREST)
      for (const other of new Set(rare.flatMap((word) => byRareWord.get(word) ?? []))) {
        if (!opposed(one.claim, other.claim) || !sameStatement(one.words, other.words)) continue
        const message = `"${one.claim.says}" is ${one.claim.verdict} here and "${other.claim.says}" is ${other.claim.verdict} in ${other.entry.id}; make them agree, or word them apart`
        problems.push({ file: files.get(one.entry.id)!, field: 'claims', message, severity: 'error' })
      }
      for (const word of rare) {
        const list = byRareWord.get(word)
        if (list) list.push(one)
        else byRareWord.set(word, [one])
      }
    }
    return problems
  },
}

function opposed(a: Claim, b: Claim): boolean {
  return (a.verdict === 'myth' && b.verdict === 'true-rule') || (a.verdict === 'true-rule' && b.verdict === 'myth')
}

/** The same words but for one small one that turns nothing round. */
function sameStatement(a: readonly string[], b: readonly string[]): boolean {
  const only = [...a.filter((word) => !b.includes(word)), ...b.filter((word) => !a.includes(word))]
  return only.every((word) => word.length < 4 && !TURNING.has(word) && !/\d/.test(word))
}
