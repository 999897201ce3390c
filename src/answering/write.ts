import { NATIONS } from '../cards/words.ts'
import type { Answered, EntryLink } from '../domain/answer.ts'
import type { Entry } from '../domain/entry.ts'
import type { Nation } from '../domain/nation.ts'
import type { RankedPassage } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import { createCiter } from './citations.ts'
import { speaksOfThreshold, type Value } from './figures.ts'
import { partsOf } from './layout.ts'
import type { Ruling } from './rule.ts'
import { sentencesOf } from './sentences.ts'
import type { Understanding } from './understand.ts'

/** More examples than this stop being read; the rest stay one question away. */
const MOST_EVIDENCE = 3
const MOST_NEAREST = 3

interface Written {
  library: Library
  understanding: Understanding
  ruling: Ruling
  ranked: readonly RankedPassage[]
  date: string
  redLine?: boolean
  /** the purchase the question describes, where it gave a sum */
  value?: Value
}

/** Composes an answer from the entry's own fields: nothing in it was made up here. */
export function writeAnswer({
  library,
  understanding,
  ruling,
  ranked,
  date,
  redLine = false,
  value,
}: Written): Answered {
  const { entry } = ruling.lead
  const citer = createCiter(library, date)
  const text = (prose: string) => citer.resolve(entry, prose)
  const worked =
    value && (understanding.wants === 'route' || speaksOfThreshold(understanding.text)) ? [value.sentence] : []
  const first = [...regimeFirst(library, understanding, entry), ...worked]
  const short = text(entry.shortAnswer)
  const conditions = (entry.conditions ?? []).map(text)
  const parts = partsOf(entry, text)
  const evidence = evidenceFor(library, entry)
  const evidenceLinks = evidence.map((example) =>
    linkTo(example, citer.resolve(example, firstSentence(example.shortAnswer))),
  )
  return {
    outcome: 'answered',
    ...(ruling.claim && {
      ruling: { says: ruling.claim.says, verdict: ruling.claim.verdict, bottomLine: ruling.claim.bottomLine },
    }),
    lead: linkTo(entry, short),
    first,
    short,
    conditions,
    parts,
    evidence: evidenceLinks,
    nearest: nearestLinks(
      ranked.filter((passage) => passage.entry.id !== entry.id),
      library,
      date,
    ),
    holdsFor: {
      nations: entry.appliesIn,
      regime: entry.regime,
      date,
      checkedOn: entry.last_reviewed_on,
      notes: nationNotes(library, understanding, entry).map(text),
    },
    citations: citer.citations,
    confidence: Math.round(ruling.confidence * 1000) / 1000,
    strength: ruling.strength === 'strong' ? 'strong' : 'middling',
    entries: [entry.id, ...evidence.map(({ id }) => id)],
    offersSpecialist: true,
    redLine,
  }
}

/** The nearest entries by name, for "did you mean" and for when nothing is good enough. */
export function nearestLinks(ranked: readonly RankedPassage[], library: Library, date: string): EntryLink[] {
  return ranked.slice(0, MOST_NEAREST).map(({ entry }) => {
    const citer = createCiter(library, date)
    return linkTo(entry, citer.resolve(entry, firstSentence(entry.shortAnswer)).replace(/\s*\[\d+\]/g, ''))
  })
}

function linkTo(entry: Entry, line: string): EntryLink {
  return { id: entry.id, type: entry.type, title: entry.title, line }
}

export const firstSentence = (text: string) => sentencesOf(text)[0] ?? text

/** Who did what the entry speaks of: what it names, and the cases that challenge it; case studies first. */
export function evidenceFor(library: Library, entry: Entry): Entry[] {
  const named = entry.type === 'claim' ? entry.evidence.flatMap((id) => library.byId.get(id) ?? []) : []
  const challenging = library.entries.filter(
    (other) => other.type === 'case-study' && other.challenges.includes(entry.id),
  )
  const cases = [...named, ...challenging].sort(
    (a, b) => Number(b.type === 'case-study') - Number(a.type === 'case-study'),
  )
  return [...new Set(cases)].slice(0, MOST_EVIDENCE)
}

/** The part of law that must be named before the answer: another nation's, or an older procurement's. */
function regimeFirst(library: Library, { regime, nation }: Understanding, entry: Entry): string[] {
  const { earlier, nations } = library.regimes
  const old = regime === earlier.regime && (entry.regime === 'procurement-act-2023' || entry.regime === earlier.regime)
  const abroad =
    nation && !entry.appliesIn.includes(nation) ? nations.find((row) => row.nation === nation)?.note : undefined
  return [...(old ? [earlier.note] : []), ...(abroad ? [abroad] : [])]
}

function nationNotes(library: Library, { nation }: Understanding, entry: Entry): string[] {
  if (nation) {
    const own = entry.nationNotes[nation]
    const general = library.regimes.nations.find((row) => row.nation === nation)
    if (own) return [own]
    return general?.note && entry.appliesIn.includes(nation) && entry.regime !== general.regime ? [general.note] : []
  }
  // Each note under its nation's name: "must be advertised from £50,000" holds for Scotland alone.
  return Object.entries(entry.nationNotes).map(([name, note]) => named(NATIONS[name as Nation], note))
}

const named = (nation: string, note: string) => (note.includes(nation) ? note : `${nation}: ${note}`)
