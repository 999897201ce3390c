import { z } from 'zod'
import { Specialist } from '../domain/specialist.ts'
import { TenantSettings, WEEKDAYS } from '../domain/tenant.ts'
import type { Problem } from '../errors.ts'
import { readYaml } from '../knowledge/yaml.ts'

/** A council's file: its settings, its desk and its specialists. */
export const TenantFile = z
  .strictObject({ ...TenantSettings.shape, specialists: z.array(Specialist).default([]) })
  .superRefine(({ specialists }, context) => {
    const ids = new Map<string, number>()
    const contacts = new Map<string, string>()
    specialists.forEach(({ id, contacts: own, away }, index) => {
      if (ids.has(id))
        context.addIssue({
          code: 'custom',
          path: ['specialists', index, 'id'],
          message: `"${id}" is used twice; ids are unique`,
        })
      ids.set(id, index)
      for (const [platform, address] of Object.entries(own)) {
        const key = `${platform} ${address}`
        if (contacts.has(key))
          context.addIssue({
            code: 'custom',
            path: ['specialists', index, 'contacts', platform],
            message: `${address} is also ${contacts.get(key)}'s; a contact belongs to one specialist`,
          })
        contacts.set(key, id)
      }
      away.forEach(({ cover }, at) => {
        if (!cover) return
        const path = ['specialists', index, 'away', at, 'cover']
        if (cover === id) context.addIssue({ code: 'custom', path, message: 'somebody else must cover' })
        else if (!specialists.some((other) => other.id === cover))
          context.addIssue({ code: 'custom', path, message: `no specialist has the id "${cover}"` })
      })
    })
  })
export type TenantFile = z.infer<typeof TenantFile>

/** A council's YAML file, or every problem in it at once: file, field, what to write instead. */
export function parseTenantFile(file: string, text: string): { tenant: TenantFile } | { problems: Problem[] } {
  const problem = (field: string, message: string): Problem => ({ file, field, message, severity: 'error' })
  const read = readYaml(text)
  if ('error' in read) return { problems: [problem('file', `not valid YAML: ${read.error}`)] }
  const parsed = TenantFile.safeParse(read.value ?? {}, { reportInput: true })
  if (parsed.success) return { tenant: parsed.data }
  return {
    problems: parsed.error.issues.flatMap((issue) =>
      messagesOf(issue).map(([path, message]) => problem(fieldName(path), message)),
    ),
  }
}

/** A problem with what to write instead. */
function messagesOf(issue: z.core.$ZodIssue): [path: readonly PropertyKey[], message: string][] {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys': {
      const cure =
        path.at(-1) === 'hours'
          ? `a day; write one of: ${WEEKDAYS.join(', ')}`
          : 'a field here; remove it or mend its name'
      return issue.keys.map((key) => [[...path, key], `is not ${cure}`])
    }
    case 'invalid_value':
      return [[path, `must be one of: ${issue.values.join(', ')}`]]
    case 'invalid_type':
      return [
        [path, issue.input === undefined ? 'is missing; add it' : `must be ${KINDS[issue.expected] ?? 'a value'}`],
      ]
    case 'too_small':
      return [[path, `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`]]
    case 'too_big':
      return [[path, `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`]]
    default:
      return [
        [
          path,
          issue.code === 'invalid_format' && issue.format === 'email' ? 'must be an e-mail address' : issue.message,
        ],
      ]
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'fields with values',
  record: 'fields with values',
}
const UNITS: Readonly<Record<string, string>> = { string: ' characters long', array: ' items long' }

/** The field as whoever wrote the file sees it: `specialists 2.contacts.slack`, counted from 1. */
function fieldName([first = 'file', ...rest]: readonly PropertyKey[]): string {
  return rest.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name} ${part + 1}` : `${name}.${String(part)}`),
    String(first),
  )
}
