import type { RankedPassage } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import { fitOf, type Need } from '../pathways/fit.ts'
import type { Value } from './figures.ts'

/** Where a pathway that shares no word with the question starts: it may still be the one that fits. */
const UNNAMED = 0.62
/** With a purchase described, an entry that is no route answers it less well. */
const NO_ROUTE = 0.65
/** With the next one scoring less than this share, the best was all but named, and no route found by fit alone beats it. */
const ALONE = 0.7
/** How sure a route may be taken to be when value and circumstances pick it. */
const BY_FIT = 0.36

/** Ranks lawful routes by what was told of the purchase as well as by words. Other entries keep their place. */
export function rankRoutes(
  found: readonly RankedPassage[],
  library: Library,
  told: Need,
  value: Value | undefined,
): RankedPassage[] {
  const need: Need = {
    ...told,
    ...(value && value.position !== 'depends' && { value: value.position }),
    ...(value && { category: value.category === 'goods-and-services' ? ('services' as const) : value.category }),
  }
  const best = found[0]?.score ?? 1
  const alone = (found[1]?.score ?? 0) < best * ALONE
  const named = new Set(found.map(({ entry }) => entry.id))
  const unnamed = library.entries.filter(({ type, id }) => value && type === 'pathway' && !named.has(id))
  const all = [...found, ...unnamed.map((entry) => ({ entry, score: best * UNNAMED, confidence: BY_FIT }))]
  return all
    .map((passage) => {
      const { entry } = passage
      if (entry.type !== 'pathway')
        return value && !(alone && passage === found[0]) ? { ...passage, score: passage.score * NO_ROUTE } : passage
      const confidence = value ? Math.max(passage.confidence, BY_FIT) : passage.confidence
      return { ...passage, confidence, score: passage.score * fitOf(entry.fits, need) }
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, Math.max(found.length, 8))
}
