import type { AnswerPart } from '../domain/answer.ts'
import type { Entry } from '../domain/entry.ts'

type Part = [
  heading: string,
  kind: AnswerPart['kind'],
  content: string | readonly string[] | undefined,
  folded?: boolean,
]

/** What follows the short answer and its conditions, by type, in the order people need it. */
export function partsOf(entry: Entry, text: (prose: string) => string): AnswerPart[] {
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
