import type { z } from 'zod'
import { Entry, type EntryType, SECTIONS } from '../domain/entry.ts'
import type { Problem } from '../errors.ts'
import { splitFile } from './front-matter.ts'

/** Larger than any entry a person would write; a bigger file is refused unread. */
export const MAX_ENTRY_BYTES = 64 * 1024

/** Text of one file → a checked entry, or every problem in it at once. Never throws on content. */
export function parseEntry(
  file: string,
  type: EntryType,
  id: string,
  text: string,
): { entry?: Entry; problems: Problem[] } {
  const report = (field: string, message: string): Problem => ({ file, field, message, severity: 'error' })
  if (Buffer.byteLength(text) > MAX_ENTRY_BYTES) {
    return {
      problems: [report('file', `is larger than ${MAX_ENTRY_BYTES / 1024} KB; an entry is one subject, so split it`)],
    }
  }
  const { data, problems } = splitFile(text)
  if (problems.length) return { problems: problems.map(({ field, message }) => report(field, message)) }
  const own = ['id', 'type'].filter((field) => field in data)
  if (own.length)
    return { problems: own.map((field) => report(field, 'comes from the file name and folder; leave it out')) }
  const parsed = Entry.safeParse({ ...data, id, type })
  if (parsed.success) return { entry: parsed.data, problems: [] }
  return {
    problems: parsed.error.issues
      .flatMap((issue) => messagesOf(issue))
      .map(([field, message]) => report(field, message)),
  }
}

function messagesOf(issue: z.core.$ZodIssue): [field: string, message: string][] {
  const field = fieldName(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [
      fieldName([...issue.path, key]),
      'is not a field of this type; remove it or mend its name',
    ])
  if (issue.code === 'invalid_value') return [[field, `must be one of: ${issue.values.join(', ')}`]]
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [[field, 'is missing; add it (see knowledge/README.md)']]
  return [[field, issue.message.replace(/^Invalid input: /, '')]]
}

/** The field as an editor sees it: a heading for a section, a dotted name for front matter, items counted from 1. */
function fieldName(path: PropertyKey[]): string {
  const [first, ...rest] = path
  const heading = Object.entries(SECTIONS).find(([name, { field }]) => field === first && name !== 'Means')?.[0]
  const start = heading ? `## ${heading}` : String(first ?? 'front matter')
  return rest.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name} ${part + 1}` : `${name}.${String(part)}`),
    start,
  )
}
