import type { Claim } from '../domain/claim.ts'
import type { Entry } from '../domain/entry.ts'
import { agreement, type Lean, leanOf, putsForward } from '../domain/stance.ts'
import type { Concepts } from '../retrieval/concepts.ts'
import { allStems, STOP_STEMS } from '../retrieval/words.ts'
import type { Wording } from './wording.ts'

/**
 * How the signals weigh, measured by leaving phrasings out: words shared with a claim and not with its neighbours, the
 * nearest single phrasing, how claims of that kind are worded, and a little for the headline.
 */
export const WEIGHTS = { shared: 1, nearest: 1, wording: 5, headline: 0.5, says: 5, lean: 3, close: 2.5, same: 60 }
/** Share of words, small ones and all, from which two sentences are taken for one: "may" against "may not" differ by one. */
const NEARLY_SAME = 0.7
const RARITY = { content: 3.2, stop: 0.6 }
/** In a neutral question, how far ahead of the headline's words another claim's must be. */
const PLAINLY = 6

interface Scored {
  claim: Claim
  words: number
  score: number
}

/**
 * Chooses the claim of an entry that a sentence puts forward or asks about. Undefined when none may be held up: the
 * nearest leans the other way, or a myth and a true rule are too close to tell. Better no verdict than a wrong one.
 */
export function createChooseClaim(concepts: Concepts, wording: Wording) {
  return (text: string, entry: Entry): Claim | undefined => {
    const scored = scoreClaims(text, entry, concepts, wording)
    const chosen = scored.reduce((best, next) => (next.score > best.score ? next : best))
    const lean = leanOf(text)
    if (!putsForward(text)) {
      const headline = headlineFor(entry, scored, chosen, lean)
      if (headline) return headline
    } else if (agreement(lean, leanOf(chosen.claim.says)) < 0) return undefined
    const rival = scored.some(
      ({ claim, score }) => claim.verdict === 'true-rule' && chosen.score - score < WEIGHTS.close,
    )
    return chosen.claim.verdict === 'myth' && rival ? undefined : chosen.claim
  }
}

/**
 * "Can we…?", where we can: the belief worth naming is the common one that says we can't, unless the question's words are
 * plainly those of another claim.
 */
function headlineFor(
  entry: Entry,
  scored: readonly Scored[],
  chosen: Scored,
  lean: Lean | undefined,
): Claim | undefined {
  const headline = entry.claims[0]!
  const may = headline.bottomLine === 'you-can' || headline.bottomLine === 'you-can-if'
  if (lean !== 'open' || !may || agreement(lean, leanOf(headline.says)) >= 0) return undefined
  return chosen.claim.verdict === 'true-rule' || chosen.words - scored[0]!.words < PLAINLY ? headline : undefined
}

function scoreClaims(text: string, entry: Entry, concepts: Concepts, wording: Wording): Scored[] {
  const tokensOf = (sentence: string) => {
    const stems = allStems(sentence)
    return new Set([...stems, ...concepts.in(stems)])
  }
  const asked = tokensOf(text)
  const likelihood = wording(text)
  const lean = leanOf(text)
  const claims = entry.claims.map((claim) => ({
    claim,
    says: tokensOf(claim.says),
    phrasings: claim.askedAs.map(tokensOf),
  }))
  const words = claims.map(() => 0)
  for (const token of asked) {
    const holds = claims.map(({ says, phrasings }) =>
      says.has(token) ? WEIGHTS.says : phrasings.filter((phrasing) => phrasing.has(token)).length,
    )
    const spread = holds.filter(Boolean).length
    if (!spread) continue
    const tells = WEIGHTS.shared * rarityOf(token) * Math.log((claims.length + 0.5) / spread)
    for (const [index, count] of holds.entries()) words[index]! += (tells * count) / (count + 1)
  }
  return claims.map(({ claim, says, phrasings }, index) => {
    const sentences = [says, ...phrasings]
    const nearest = Math.max(...sentences.map((sentence) => overlap(asked, sentence)))
    const same = Math.max(0, ...sentences.map((sentence) => sameness(asked, sentence) - NEARLY_SAME))
    const own = words[index]! + WEIGHTS.nearest * nearest + WEIGHTS.same * same
    return {
      claim,
      words: own,
      score:
        own +
        WEIGHTS.wording * likelihood(claim) +
        WEIGHTS.lean * agreement(lean, leanOf(claim.says)) +
        (index === 0 ? WEIGHTS.headline : 0),
    }
  })
}

const rarityOf = (token: string) => (STOP_STEMS.has(token) ? RARITY.stop : RARITY.content)

function overlap(asked: ReadonlySet<string>, sentence: ReadonlySet<string>): number {
  let shared = 0
  for (const token of asked) if (sentence.has(token)) shared += rarityOf(token)
  return shared / Math.sqrt(5 + sentence.size)
}

function sameness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const token of a) if (b.has(token)) shared++
  return shared / (a.size + b.size - shared)
}
