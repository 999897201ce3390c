import type { PathwayFit } from '../domain/pathway.ts'
import { allStems } from '../retrieval/words.ts'

/** What a question tells of a purchase. Anything it does not tell is left out and counts neither way. */
export interface Need {
  value?: 'below' | 'above'
  category?: PathwayFit['categories'][number]
  urgency?: PathwayFit['urgency'][number]
  novelty?: PathwayFit['novelty'][number]
  suppliers?: PathwayFit['suppliers'][number]
  liveContract?: boolean
  /** The question's words as stems, in order. */
  stems?: readonly string[]
}

const FITS = 1.15
const DOES_NOT = 0.75
/** A route for other kinds of contract than this one is none. */
const OTHER_KIND = 0.4
/** A route for something out of the ordinary, when nothing of the kind was told. */
const UNTOLD = 0.5

/** Reads a need out of a question. Value and category come from its figures, where it has any. */
export function needFrom(text: string): Need {
  const says = (pattern: RegExp) => pattern.test(text)
  return {
    stems: allStems(text),
    ...(says(
      /\b(?:within hours|immediately|emergency|flood\w*|burst|contaminat\w*|fire damage|collaps\w*|tonight|today|right now|disaster)\b/i,
    ) && { urgency: 'emergency' as const }),
    ...(says(
      /\b(?:by (?:the )?(?:end of (?:the )?(?:month|week)|friday|monday|next)|next (?:week|month)|quick\w*|fast|in a hurry|asap|few weeks)\b/i,
    ) && { urgency: 'soon' as const }),
    ...(says(
      /\b(?:prototyp\w*|doesn'?t exist|never been done|invent\w*|brand new|experiment\w*|research|develop (?:a|something)|nobody makes)\b/i,
    ) && { novelty: 'new' as const }),
    ...(says(/\b(?:only (?:one|they)|sole supplier|single supplier|nobody else|patent\w*|monopoly)\b/i) && {
      suppliers: 'one' as const,
    }),
    ...(says(
      /\b(?:several|lots of|many|plenty of) (?:\w+ )?(?:suppliers|firms|contractors|companies|providers)?\b/i,
    ) && { suppliers: 'many' as const }),
    liveContract: says(
      /\b(?:extend|extension|vary|variation|our (?:current|existing) contract|mid[- ]term|modif\w+|change (?:to )?(?:the|our) contract|expir\w+)\b/i,
    ),
  }
}

/** More than 1 where a route fits what was told, less where it does not; every fact told counts once, and so does each that a route needs and nobody told. */
export function fitOf(fits: PathwayFit, need: Need): number {
  const checks = [
    need.value && fits.value !== 'any' ? fits.value === need.value : undefined,
    need.urgency && fits.urgency.includes(need.urgency),
    need.novelty && fits.novelty.includes(need.novelty),
    need.suppliers && fits.suppliers.includes(need.suppliers),
    fits.liveContract || need.liveContract ? fits.liveContract === need.liveContract : undefined,
  ]
  const special = [
    !need.novelty && !fits.novelty.includes('proven'),
    !need.urgency && fits.urgency.every((urgency) => urgency === 'emergency'),
    !need.suppliers && fits.suppliers.every((suppliers) => suppliers === 'one'),
    fits.tells && need.stems && !fits.tells.some((words) => tellsOf(words, need.stems!)),
  ]
  const untold = UNTOLD ** special.filter(Boolean).length
  const kind = !need.category ? 1 : fits.categories.includes(need.category) ? FITS : OTHER_KIND
  return checks.reduce(
    (product, check) => (check === undefined ? product : product * (check ? FITS : DOES_NOT)),
    untold * kind,
  )
}

/** Whether the words stand in a text one after the other. */
function tellsOf(words: string, stems: readonly string[]): boolean {
  const wanted = allStems(words)
  return stems.some((_, at) => wanted.every((stem, index) => stems[at + index] === stem))
}
