import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../src/domain/tenant.ts'
import { importTenants } from '../../src/specialists/import-tenants.ts'
import type { Stores } from '../../src/stores.ts'
import { tenant } from './council.ts'

/** Tenants and rosters as they are kept, and what was noted. */
function kept(known: Tenant[] = []) {
  const tenants = new Map(known.map((one) => [one.id, one]))
  const rosters = new Map<string, readonly { id: string }[]>()
  const hashes = new Map<string, string>()
  const stores = {
    tenants: {
      all: async () => [...tenants.values()],
      find: async (id: string) => tenants.get(id),
      save: async (one: Tenant) => void tenants.set(one.id, one),
    },
    people: { behind: async () => undefined, find: async () => undefined },
    roster: {
      list: async () => [],
      replace: async (id: string, all: readonly { id: string }[]) => void rosters.set(id, all),
    },
    audit: { note: async () => {} },
    platforms: {
      get: async (id: string) => hashes.get(id),
      put: async (id: string, _: string, __: string, ___: string, hash: string) => void hashes.set(id, hash),
    },
  } as unknown as Stores
  const clock = { now: () => 0, time: () => 0, today: () => '2026-11-24' }
  const take = (...files: [file: string, text: string][]) =>
    importTenants(
      files.map(([file, text]) => ({ file, text })),
      stores,
      clock,
    )
  return { take, tenants, rosters }
}

const PRIYA = 'specialists:\n  - { id: priya, name: Priya Smith, contacts: { web: p@example.uk } }'
const file = (workspace: string) => `name: A council\nworkspaces: [${workspace}]\n${PRIYA}`

describe('councils’ files', () => {
  it('are taken over once, and again when they change', async () => {
    const { take, tenants, rosters } = kept()
    expect((await take(['tenants/north.yml', file('slack:T1')])).taken).toEqual([{ tenant: 'north', specialists: 1 }])
    expect((await take(['tenants/north.yml', file('slack:T1')])).taken).toEqual([])
    await take(['tenants/north.yml', 'name: A council'])
    expect(tenants.get('north')).toMatchObject({ workspaces: [] })
    expect(rosters.get('north')).toEqual([])
  })

  it('with a mistake change nothing, and do not stop the others', async () => {
    const { take, tenants } = kept([tenant({ id: 'north', name: 'As it was' })])
    const { taken, problems } = await take(['north.yml', 'name: 3'], ['south.yml', file('slack:T2')])
    expect(taken).toEqual([{ tenant: 'south', specialists: 1 }])
    expect(problems).toMatchObject([{ file: 'north.yml', field: 'name' }])
    expect(tenants.get('north')?.name).toBe('As it was')
  })

  it('that claim one workspace are both refused, and so is one that claims another council’s', async () => {
    const both = await kept().take(['north.yml', file('slack:T1')], ['south.yml', file('slack:T1')])
    expect(both.taken).toEqual([])
    expect(both.problems.map(({ file: one, field }) => [one, field])).toEqual([
      ['north.yml', 'workspaces'],
      ['south.yml', 'workspaces'],
    ])
    const there = kept([tenant({ id: 'east', workspaces: ['slack:T1'] })])
    expect((await there.take(['north.yml', file('slack:T1')])).problems[0]?.message).toContain("east's")
  })

  it('of one name are both refused, rather than taken over in turn', async () => {
    const { taken, problems } = await kept().take(['a/north.yml', file('slack:T1')], ['b/north.yaml', file('slack:T2')])
    expect(taken).toEqual([])
    expect(problems.map(({ field }) => field)).toEqual(['file name', 'file name'])
  })

  it('keep a council switched off that was', async () => {
    const off = { reason: 'election', by: 'ada', at: 1 }
    const { take, tenants } = kept([tenant({ id: 'north', off })])
    await take(['north.yml', file('slack:T1')])
    expect(tenants.get('north')?.off).toEqual(off)
  })

  it('need a name that can be an id', async () => {
    expect((await kept().take(['North Council.yml', file('slack:T1')])).problems[0]).toMatchObject({
      field: 'file name',
    })
  })
})
