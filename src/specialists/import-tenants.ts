import { createHash } from 'node:crypto'
import { LOCAL_TENANT, type Tenant } from '../domain/tenant.ts'
import type { Problem } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { Stores } from '../stores.ts'
import { followFile, listedIn } from './file-roles.ts'
import { parseTenantFile } from './tenant-file.ts'

/** A council's file as it lies on disk: `exampleshire.yml` sets up the tenant `exampleshire`. */
export interface TenantText {
  file: string
  text: string
}

export interface Imported {
  /** Tenants taken over, with how many specialists they have. */
  taken: { tenant: string; specialists: number }[]
  problems: Problem[]
}

const IMPORTS = 'tenant-file'
const ID = /^[a-z0-9-]{2,60}$/

/**
 * Takes over tenants' files that changed since they were last taken. A file with a problem changes nothing: what was
 * there goes on serving, and the problem says which field and what to write instead. Two files of one name, or that claim
 * one workspace, are both refused, since messages could reach the wrong council.
 */
export async function importTenants(
  files: readonly TenantText[],
  stores: Pick<Stores, 'tenants' | 'roster' | 'audit' | 'platforms' | 'people'>,
  clock: Clock,
): Promise<Imported> {
  const parsed = files.map(({ file, text }) => ({ file, text, id: idOf(file), ...parseTenantFile(file, text) }))
  const problems = parsed.flatMap((one) => [
    ...('problems' in one ? one.problems : []),
    ...(ID.test(one.id)
      ? []
      : [problem(one.file, 'file name', 'name it after the council, in lower-case letters, digits and hyphens')]),
  ])
  const sound = parsed.flatMap((one) => ('tenant' in one && ID.test(one.id) ? [one] : []))
  const owners = new Map<string, string[]>()
  const others = (await stores.tenants.all()).filter(({ id }) => !sound.some((one) => one.id === id))
  for (const { id, workspaces } of [
    ...others,
    ...sound.map(({ id, tenant }) => ({ id, workspaces: tenant.workspaces })),
  ])
    for (const workspace of workspaces) owners.set(workspace, [...(owners.get(workspace) ?? []), id])

  const taken: Imported['taken'] = []
  for (const { file, text, id, tenant } of sound) {
    if (sound.some((other) => other.id === id && other.file !== file)) {
      problems.push(problem(file, 'file name', `another file is also named ${id}; a council has one file`))
      continue
    }
    const shared = tenant.workspaces.find((workspace) => (owners.get(workspace)?.length ?? 0) > 1)
    if (shared) {
      problems.push(
        problem(
          file,
          'workspaces',
          `${shared} is also ${owners.get(shared)!.find((one) => one !== id) ?? id}'s; name it once`,
        ),
      )
      continue
    }
    const hash = createHash('sha256').update(text).digest('hex')
    if ((await stores.platforms.get(id, 'waymark', IMPORTS, 'hash')) === hash) continue
    const { specialists, ...settings } = tenant
    const before = await listedIn(stores, id)
    const { off } = (await stores.tenants.find(id)) ?? {}
    await stores.tenants.save({ ...settings, id, ...(off && { off }) } satisfies Tenant)
    await stores.roster.replace(id, specialists)
    await followFile(stores, id, before, file, clock)
    await stores.audit.note({ tenant: id, at: clock.time(), by: file, what: 'tenant file taken over', data: { hash } })
    await stores.platforms.put(id, 'waymark', IMPORTS, 'hash', hash)
    taken.push({ tenant: id, specialists: specialists.length })
  }
  return { taken, problems }
}

/** One file sets up the one council there is; with several, each is a tenant named after its file. */
const idOf = (file: string): string => file.replace(/^.*\//, '').replace(/\.ya?ml$/, '') || LOCAL_TENANT

const problem = (file: string, field: string, message: string): Problem => ({ file, field, message, severity: 'error' })
