import type { AnswerPart } from '../domain/answer.ts'
import type { Card } from '../domain/card.ts'
import type { NoticeKind, RequestEvent, SpecialistRequest } from '../domain/specialist-request.ts'
import { EMPTY } from './answer-card.ts'
import { asWritten } from './markers.ts'
import {
  ACT_LABELS,
  DESK,
  EVENT_WORDS,
  NOTICE_TITLES,
  SOMEBODY,
  STAGE_WORDS,
  STATUS_WORDS,
  VALUE_WORDS,
  WARNINGS,
} from './request-words.ts'
import { BOTTOM_LINES, VERDICTS } from './words.ts'

/** What a request's card is drawn from: the request, its thread, the names, and what the reader may do. */
export interface RequestShown {
  request: SpecialistRequest
  events: readonly RequestEvent[]
  asker: string
  holder: string
  acts: readonly (keyof typeof ACT_LABELS)[]
  /** A time as the reader reads it. */
  when(at: number): string
}

/** A request with its need, the answer it grew from, its thread, and what can be done. */
export function requestCard(shown: RequestShown, notice: NoticeKind = 'event'): Card {
  const { request, asker, holder, when, acts } = shown
  const { need, about } = request
  const late = request.status === 'open' || request.status === 'taken'
  return {
    ...EMPTY,
    title: NOTICE_TITLES[notice],
    first: need.stage === 'live' ? [WARNINGS.live] : [],
    body: [`**${STATUS_WORDS[request.status]}** · ${asWritten(holder || DESK)}`],
    parts: [
      part('What is needed', 'text', linesOf(need.words)),
      part('Details', 'list', [
        `From: ${asWritten(asker || SOMEBODY)}`,
        `Stage: ${STAGE_WORDS[need.stage]}`,
        `Value: ${VALUE_WORDS[need.value]}`,
        ...(need.place ? [`Place or department: ${asWritten(need.place)}`] : []),
        ...(need.deadline ? [`Needed by: ${need.deadline}`] : []),
        ...(need.urgent ? [`Urgent: ${asWritten(need.urgent)}`] : []),
        ...(late && !request.firstReplyAt ? [`First reply promised by ${when(request.promisedBy)}`] : []),
        ...(request.why ? [asWritten(request.why)] : []),
      ]),
      ...(about
        ? [
            part(
              'What Waymark answered',
              'text',
              [
                `Asked: “${asWritten(about.question)}”`,
                ...(about.verdict
                  ? [
                      `${BOTTOM_LINES[about.verdict.bottomLine]} ${VERDICTS[about.verdict.verdict]}: “${about.verdict.says}”`,
                    ]
                  : []),
                about.short,
                ...about.conditions.map((condition) => `As long as: ${condition}`),
                about.holdsFor,
              ],
              true,
            ),
          ]
        : []),
      ...thread(shown),
    ],
    citations: [...(about?.citations ?? [])],
    actions: acts.map((act) => ({ kind: 'act', act, request: request.id, label: ACT_LABELS[act] })),
  }
}

/** One change of a request, for the person it is told to: what happened, what was said, and how to go on. */
export function eventCard(shown: RequestShown, event: RequestEvent, notice: NoticeKind = 'event'): Card {
  const { request, acts } = shown
  return {
    ...EMPTY,
    title: NOTICE_TITLES[notice],
    body: [lineOf(event, shown), ...linesOf(event.text ?? '')],
    parts: [part('What was asked', 'text', linesOf(request.need.words), true)],
    actions: acts.map((act) => ({ kind: 'act', act, request: request.id, label: ACT_LABELS[act] })),
  }
}

/** The morning's list of what is open; what is late by `now`, and what was put off, says so. */
export function digestCard(requests: readonly SpecialistRequest[], when: (at: number) => string, now = 0): Card {
  return {
    ...EMPTY,
    title: NOTICE_TITLES.digest,
    body: requests.length ? [] : ['Nothing is open any more.'],
    parts: [
      part(
        `${requests.length} open`,
        'list',
        requests.map((request) => `${standingOf(request, when, now)}: ${asWritten(shortly(request.need.words))}`),
      ),
    ],
    actions: requests.slice(0, 5).map(({ id, need }) => ({
      kind: 'act',
      act: 'open',
      request: id,
      label: `Open: ${shortly(need.words, 40)}`,
    })),
  }
}

function standingOf(
  { promisedBy, firstReplyAt, snoozedUntil = 0 }: SpecialistRequest,
  when: (at: number) => string,
  now: number,
): string {
  if (snoozedUntil > now && now) return `Put off until ${when(snoozedUntil)}`
  if (firstReplyAt) return 'In hand'
  return `${promisedBy < now ? 'Late: a reply was' : 'Reply'} promised by ${when(promisedBy)}`
}

function thread({ events, ...shown }: RequestShown): AnswerPart[] {
  const lines = events
    .filter(({ kind }) => kind !== 'made')
    .map(
      (event) => `${shown.when(event.at)} · ${lineOf(event, shown)}${event.text ? `: ${asWritten(event.text)}` : ''}`,
    )
  return lines.length ? [part('Thread', 'list', lines)] : []
}

/** What a person wrote, line by line, without empty ones. */
const linesOf = (text: string): string[] =>
  asWritten(text)
    .split(/\r?\n/)
    .filter((line) => line.trim())

/** "Priya Shah answered", with the date put off to where there is one. */
export function lineOf({ kind, byName, to = '' }: RequestEvent, { when }: Pick<RequestShown, 'when'>): string {
  const whom = kind === 'snoozed' ? when(Number(to)) : to || DESK
  return EVENT_WORDS[kind](asWritten(byName || SOMEBODY), asWritten(whom))
}

function part(heading: string, kind: AnswerPart['kind'], items: string[], folded = false): AnswerPart {
  return { heading, kind, items, folded }
}

/** The start of a text, cut between words. */
export function shortly(text: string, most = 120): string {
  const line = text.replace(/\s+/g, ' ')
  if (line.length <= most) return line
  const space = line.lastIndexOf(' ', most)
  return `${line.slice(0, space > most / 2 ? space : most)} …`
}
