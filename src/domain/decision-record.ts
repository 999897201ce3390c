import type { Citation } from './source.ts'
import type { About, Need, Status } from './specialist-request.ts'

/**
 * What an audit file or the answer to a freedom of information request needs to know: what was asked, what was answered
 * on which sources in which version, and what the specialist said. `hash` is SHA-256 over the rest as `recordAsData`
 * writes it: whoever holds the record can tell whether it was altered.
 */
export interface DecisionRecord {
  council: string
  request: string
  askedOn: number
  need: Need
  question?: string
  verdict?: About['verdict']
  answer?: string
  conditions: readonly string[]
  holdsFor?: string
  sources: readonly Citation[]
  replies: readonly { by: string; at: number; text: string }[]
  status: Status
  madeOn: number
  hash: string
}

/** A record without its hash as JSON: keys in alphabetical order, no spaces. The same for the same record, always. */
export function recordAsData(record: Omit<DecisionRecord, 'hash'> & { hash?: string }): string {
  const { hash: _, ...rest } = record
  return JSON.stringify(sorted(rest))
}

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
