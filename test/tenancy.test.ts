import { expect, it } from 'vitest'
import { openStores } from '../adapters/database/open-stores.ts'
import { TenantSettings } from '../src/domain/tenant.ts'
import { createTenancy } from '../src/tenancy.ts'

const clock = { today: () => '2026-11-21', now: () => 0, time: () => 0 }

async function tenancyWith(councils: Record<string, string[]>, separate: string[] = []) {
  const stores = await openStores({ data: ':memory:' })
  for (const [id, workspaces] of Object.entries(councils))
    await stores.tenants.save({ ...TenantSettings.parse({ name: id, workspaces }), id })
  const tenancy = createTenancy({ ...stores, clock, separate: new Set(separate) })
  return async (workspace: string) => (await tenancy.tenantOf(workspace)).id
}

it('takes every workspace for the local council when nobody set one up', async () => {
  const of = await tenancyWith({})
  expect([await of('slack:T1'), await of('teams:a'), await of('local')]).toEqual(['local', 'local', 'local'])
})

it('takes the only council there is for home, whatever its file is called', async () => {
  const of = await tenancyWith({ exampleshire: [] })
  expect([await of('slack:T1'), await of('local')]).toEqual(['exampleshire', 'exampleshire'])
})

it('knows a workspace by the council that names it, and guesses between councils for none', async () => {
  const of = await tenancyWith({ north: ['slack:T1'], south: ['slack:T2', 'teams:b'] })
  expect([await of('slack:T1'), await of('teams:b'), await of('slack:T9')]).toEqual(['north', 'south', 'local'])
})

it('keeps workspaces apart where many councils may install the app', async () => {
  const of = await tenancyWith({ exampleshire: [] }, ['slack'])
  expect([await of('slack:T1'), await of('slack:T2'), await of('local')]).toEqual([
    'slack:T1',
    'slack:T2',
    'exampleshire',
  ])
})
