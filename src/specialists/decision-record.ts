import { createHash } from 'node:crypto'
import type { Citation } from '../domain/source.ts'
import type { About, RequestEvent, SpecialistRequest } from '../domain/specialist-request.ts'

/**
 * What an audit file or the answer to a freedom of information request needs to know: what was asked, what was answered
 * on which sources in which version, and what the specialist said. `hash` is SHA-256 over the rest as JSON with sorted
 * keys: whoever holds the record can tell whether it was altered.
 */
export interface DecisionRecord {
  council: string
  request: string
  askedOn: number
  need: SpecialistRequest['need']
  question?: string
  verdict?: About['verdict']
  answer?: string
  conditions: readonly string[]
  holdsFor?: string
  sources: readonly Citation[]
  replies: readonly { by: string; at: number; text: string }[]
  status: SpecialistRequest['status']
  madeOn: number
  hash: string
}

export function decisionRecord(
  council: string,
  request: SpecialistRequest,
  events: readonly RequestEvent[],
  now: number,
): DecisionRecord {
  const { about } = request
  const record = {
    council,
    request: request.id,
    askedOn: request.madeAt,
    need: request.need,
    ...(about && { question: about.question, answer: about.short, holdsFor: about.holdsFor }),
    ...(about?.verdict && { verdict: about.verdict }),
    conditions: about?.conditions ?? [],
    sources: about?.citations ?? [],
    replies: events
      .filter(({ kind }) => kind === 'replied')
      .map(({ byName, at, text = '' }) => ({ by: byName, at, text })),
    status: request.status,
    madeOn: now,
  }
  return { ...record, hash: hashOf(record) }
}

/** Whether a record is as it was made. */
export function isUnaltered({ hash, ...record }: DecisionRecord): boolean {
  return hash === hashOf(record)
}

const hashOf = (record: Omit<DecisionRecord, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(record)))
    .digest('hex')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
