import { createHash } from 'node:crypto'
import { type DecisionRecord, recordAsData } from '../domain/decision-record.ts'
import type { RequestEvent, SpecialistRequest } from '../domain/specialist-request.ts'

export type { DecisionRecord }

/** The record of a request as it stands now. */
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
export function isUnaltered(record: DecisionRecord): boolean {
  return record.hash === hashOf(record)
}

const hashOf = (record: Omit<DecisionRecord, 'hash'>): string =>
  createHash('sha256').update(recordAsData(record)).digest('hex')
