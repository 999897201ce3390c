import type { DecisionRecord } from '../domain/decision-record.ts'
import type { Citation } from '../domain/source.ts'
import { SOMEBODY, STAGE_WORDS, STATUS_WORDS, VALUE_WORDS } from './request-words.ts'
import { BOTTOM_LINES, HEADINGS, VERDICTS } from './words.ts'

/** A part of a record as a document: Markdown and PDF draw the same ones, so neither can leave anything out. */
export type RecordPart =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string }
  /** Somebody's own words, line by line. */
  | { kind: 'said'; lines: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'facts'; rows: [label: string, text: string][] }
  | { kind: 'sources'; items: SourceItem[] }

/** A citation as it was given: `label` is its [n] in the texts, `about` the entry and version behind it. */
export interface SourceItem {
  label: string
  title: string
  about: string
  quote?: string
  url?: string
}

/** A decision record in the order an auditor reads it. */
export function recordParts(record: DecisionRecord): RecordPart[] {
  const parts: RecordPart[] = [
    heading(1, `Decision record: ${record.council}`),
    {
      kind: 'facts',
      rows: [
        ['Council', record.council],
        ['Request', record.request],
        ['Asked on', timeInWords(record.askedOn)],
        ['State when this record was made', STATUS_WORDS[record.status]],
        ['Record made on', timeInWords(record.madeOn)],
      ],
    },
    ...needParts(record),
    ...answerParts(record),
    ...replyParts(record),
    heading(2, 'How to check this record'),
    text(
      'Its SHA-256 is below, taken over the record as data: JSON with keys in alphabetical order, without spaces and without the hash itself. The PDF of this record carries that data as the attached file record.json. If “sha256sum record.json” prints the same value, the record is as it was made.',
    ),
    { kind: 'facts', rows: [['SHA-256', record.hash]] },
  ]
  return parts.map(cleaned)
}

function needParts({ need }: DecisionRecord): RecordPart[] {
  return [
    heading(2, 'What was needed'),
    said(need.words),
    {
      kind: 'facts',
      rows: [
        ['Stage', STAGE_WORDS[need.stage]],
        ['Value', VALUE_WORDS[need.value]],
        ...(need.place ? [['Place or department', need.place] satisfies [string, string]] : []),
        ...(need.deadline ? [['Needed by', need.deadline] satisfies [string, string]] : []),
        ...(need.urgent ? [['Urgent because', need.urgent] satisfies [string, string]] : []),
      ],
    },
  ]
}

function answerParts({ question, verdict, answer, conditions, holdsFor, sources }: DecisionRecord): RecordPart[] {
  if (question === undefined) return [heading(2, 'What Waymark answered'), text('Nothing was asked of Waymark first.')]
  return [
    heading(2, 'What Waymark was asked'),
    said(question),
    heading(2, 'What Waymark answered'),
    text(
      verdict
        ? `${BOTTOM_LINES[verdict.bottomLine]} ${VERDICTS[verdict.verdict]}: “${verdict.says}”`
        : 'No verdict was given.',
    ),
    ...(answer ? [text(plain(answer))] : []),
    ...(conditions.length ? [heading(3, HEADINGS.conditions), list(conditions.map(plain))] : []),
    ...(holdsFor ? [heading(3, 'What it holds for'), text(plain(holdsFor))] : []),
    heading(2, HEADINGS.sources),
    ...(sources.length ? [] : [text('No source was cited.')]),
    ...(sources.length ? [{ kind: 'sources', items: sources.map(sourceItem) } satisfies RecordPart] : []),
  ]
}

function sourceItem({ n, title, url, entry, version, locator, quote }: Citation): SourceItem {
  const link = linkOf(url)
  return {
    label: `[${n}]`,
    title: locator ? `${title}, ${locator}` : title,
    about: `Entry ${entry}, version ${version}${link ? '' : `, ${url}`}`,
    ...(quote && { quote }),
    ...(link && { url: link }),
  }
}

function replyParts({ replies }: DecisionRecord): RecordPart[] {
  return [
    heading(2, 'What the specialist replied'),
    ...(replies.length ? [] : [text('No specialist had replied when this record was made.')]),
    ...replies.flatMap(({ by, at, text: words }) => [heading(3, `${by || SOMEBODY}, ${timeInWords(at)}`), said(words)]),
  ]
}

const heading = (level: 1 | 2 | 3, words: string): RecordPart => ({ kind: 'heading', level, text: words })
const text = (words: string): RecordPart => ({ kind: 'text', text: words })
const list = (items: string[]): RecordPart => ({ kind: 'list', items })
const said = (words: string): RecordPart => ({
  kind: 'said',
  lines: words.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).filter((line) => line.trim()),
})

/** Reviewed text without the marks for bold; its [n] point at the sources by their numbers. */
const plain = (words: string): string => words.replaceAll('**', '')

/** Only web addresses become links; anything else is shown as text. */
function linkOf(url: string): string | undefined {
  const { protocol, href } = URL.canParse(url) ? new URL(url) : { protocol: '', href: '' }
  return /^https?:$/.test(protocol) ? href : undefined
}

/** 24 November 2026 at 10:00 */
function timeInWords(at: number): string {
  const london = { timeZone: 'Europe/London' } as const
  const date = new Date(at)
  const day = date.toLocaleDateString('en-GB', { ...london, day: 'numeric', month: 'long', year: 'numeric' })
  return `${day} at ${date.toLocaleTimeString('en-GB', { ...london, hour: '2-digit', minute: '2-digit' })}`
}

/** Characters that are not seen, or turn the reading order round, so that a text reads other than it is. */
const UNSEEN = /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu

/** Every text of a part without them, on one line. */
function cleaned(part: RecordPart): RecordPart {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/\s+/g, ' ').replace(UNSEEN, '').trim()
    if (Array.isArray(value)) return value.map(clean)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]))
  }
  return clean(part) as RecordPart
}
