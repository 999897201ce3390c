import { abbreviationsExplained } from './abbreviations-explained.ts'
import { bottomLineFits } from './bottom-line-fits.ts'
import type { Check } from './check.ts'
import { citationsMatch } from './citations-match.ts'
import { conditionsPresent } from './conditions-present.ts'
import { figuresByName } from './figures-by-name.ts'
import { idsExist } from './ids-exist.ts'
import { legalWordsExplained } from './legal-words-explained.ts'
import { locatorsPresent } from './locators-present.ts'
import { officialSource } from './official-source.ts'
import { phrasingsDiffer } from './phrasings-differ.ts'
import { phrasingsEnough } from './phrasings-enough.ts'
import { plainEnglish } from './plain-english.ts'
import { plainText } from './plain-text.ts'
import { sourcesExist } from './sources-exist.ts'
import { sourcesUsed } from './sources-used.ts'
import { standsAlone } from './stands-alone.ts'
import { verdictsAgree } from './verdicts-agree.ts'

/** Every editorial rule, in the order its problems are printed. */
export const CHECKS: readonly Check[] = [
  sourcesExist,
  sourcesUsed,
  citationsMatch,
  locatorsPresent,
  officialSource,
  figuresByName,
  conditionsPresent,
  idsExist,
  phrasingsEnough,
  phrasingsDiffer,
  plainText,
  plainEnglish,
  abbreviationsExplained,
  legalWordsExplained,
  standsAlone,
  verdictsAgree,
  bottomLineFits,
]
