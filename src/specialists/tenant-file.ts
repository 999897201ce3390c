import { z } from 'zod'
import { Specialist } from '../domain/specialist.ts'
import { TenantSettings } from '../domain/tenant.ts'
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
  const parsed = TenantFile.safeParse(read.value ?? {})
  if (parsed.success) return { tenant: parsed.data }
  return { problems: parsed.error.issues.map(({ path, message }) => problem(path.join('.') || 'file', message)) }
}
