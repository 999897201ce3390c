import type { Answered, AnswerPart, EntryLink } from '../domain/answer.ts'
import type { Entry } from '../domain/entry.ts'
import type { RankedPassage } from '../domain/passage.ts'
import type { Library } from '../knowledge/library.ts'
import { createCiter } from './citations.ts'
import type { Value } from './figures.ts'
import type { Ruling } from './rule.ts'
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
  const worked = value && (understanding.wants === 'route' || asksWhichSide(understanding.text)) ? [value.sentence] : []
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
    confidence: Math.round(ruling.lead.confidence * 1000) / 1000,
    strength: ruling.strength === 'strong' ? 'strong' : 'middling',
    entries: [entry.id, ...evidence.map(({ id }) => id)],
    offersSpecialist: true,
    redLine,
  }
}

/** "Over or under the line?": the sum itself is the question. */
function asksWhichSide(text: string): boolean {
  return /\b(?:over or under|above or below|under or over|below or above|threshold|over the line|under the line)\b/i.test(
    text,
  )
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

/** Up to a full stop that ends a sentence; "s.16" and "£1.5m" do not. */
export function firstSentence(text: string): string {
  const end = /[.!?](?:\s*\[\d+\])*(?=\s+[A-Z£“"]|$)/.exec(text)
  return end ? text.slice(0, end.index + end[0].length) : text
}

function evidenceFor(library: Library, entry: Entry): Entry[] {
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
  return Object.values(entry.nationNotes)
}

type Part = [
  heading: string,
  kind: AnswerPart['kind'],
  content: string | readonly string[] | undefined,
  folded?: boolean,
]

/** What follows the short answer and its conditions, by type, in the order people need it. */
function partsOf(entry: Entry, text: (prose: string) => string): AnswerPart[] {
  return layoutOf(entry).flatMap(([heading, kind, content, folded = false]) => {
    const items = typeof content === 'string' ? paragraphsOf(content) : (content ?? [])
    return items.length ? [{ heading, kind, items: items.map(text), folded }] : []
  })
}

function layoutOf(entry: Entry): Part[] {
  switch (entry.type) {
    case 'claim':
      return [
        ['Do next', 'steps', entry.nextSteps],
        ['Stop and ask if', 'text', entry.limits],
        ['The law', 'text', entry.why, true],
        ['Ask a specialist', 'list', entry.askASpecialist, true],
        ['More', 'text', entry.details, true],
      ]
    case 'rule':
      return [
        ['Do next', 'steps', entry.nextSteps],
        ['Watch out', 'text', entry.watchOut],
        ['In detail', 'text', entry.details],
        ['The law', 'text', `${entry.provision}.`, true],
      ]
    case 'case-study':
      return [
        ['Who, where and when', 'text', `${trimStop(entry.who)}. ${trimStop(entry.where)}. ${trimStop(entry.when)}.`],
        ['The problem', 'text', entry.problem],
        ['What they did', 'text', entry.did],
        ['What came of it', 'text', entry.result],
        ['What to take from it', 'text', entry.lesson],
        ['The route today', 'text', entry.routeToday],
        ['The route then', 'text', `${trimStop(entry.route)} (${trimStop(entry.regimeThen)}).`, true],
        ['Watch out', 'text', entry.watchOut],
        ['More', 'text', entry.details, true],
      ]
    case 'practice':
      return [
        ['Do next', 'steps', entry.steps],
        ['In detail', 'text', entry.details],
        ['Why it works', 'text', entry.why],
        ['Watch out', 'text', entry.pitfall],
      ]
    case 'pathway':
      return [
        ['It fits when', 'list', entry.fitsWhen],
        ['It does not fit when', 'list', entry.doesNotFitWhen],
        ['Do next', 'steps', entry.steps],
        [
          'Notices',
          'list',
          entry.notices.map(
            ({ notice, name, when, required }) =>
              `${notice} ${name}: ${when}${required === 'always' ? '' : required === 'voluntary' ? ' (voluntary)' : ' (if it applies)'}`,
          ),
        ],
        [
          'Least time the law allows',
          'list',
          entry.minimumPeriods.map(
            ({ what, days, counting, note, source }) =>
              `${what}: ${days} ${counting === 'working' ? 'working ' : ''}days${note ? ` (${note})` : ''} [${source}]`,
          ),
        ],
        ['Watch out', 'text', entry.pitfall],
        ['Ask a specialist', 'list', entry.askASpecialist, true],
        ['More', 'text', entry.details, true],
      ]
    case 'programme':
      return [
        ['What it offers', 'text', entry.offers],
        ['Who it is for', 'text', entry.whoFor],
        ['In detail', 'text', entry.details],
        [
          'Status',
          'text',
          `${STATUS[entry.status]} Last checked against: ${trimStop(entry.checked)}.${COST[entry.cost]}`,
        ],
        ['Watch out', 'text', entry.watchOut],
      ]
    case 'term':
      return [
        ['Not to be confused with', 'text', entry.notToBeConfusedWith],
        ['Old and new', 'text', entry.oldAndNew],
        ['Also called', 'text', entry.alsoCalled.length ? `${entry.alsoCalled.join(', ')}.` : undefined],
        ['More', 'text', entry.details],
      ]
  }
}

const STATUS = {
  alive: 'Running.',
  archived: 'Archived: kept for reference only.',
  renamed: 'Running under a new name.',
  unclear: 'We could not confirm that it still runs; check before relying on it.',
} as const
const COST = {
  free: ' Free to use.',
  paid: ' There is a charge.',
  mixed: ' Some of it is free, some is charged for.',
  unknown: '',
} as const

const trimStop = (text: string) => text.trim().replace(/[.\s]+$/, '')

/** Blank lines part paragraphs; list items stand alone. */
function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d{1,2}[.)])\s)/)
    .map((paragraph) => paragraph.trim().replace(/^\s*(?:[-*]|\d{1,2}[.)])\s+/, '• '))
    .filter(Boolean)
}
