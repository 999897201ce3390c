import { expect, it } from 'vitest'
import { openStores } from '../../adapters/database/open-stores.ts'
import { importTenants } from '../../src/specialists/import-tenants.ts'
import { createTenancy } from '../../src/tenancy.ts'

const clock = { today: () => '2026-11-21', now: () => 0, time: () => 0 }
const HEAD = { tenant: 'local', platform: 'web', id: 'head@example.uk' }
const ADMIN = 'admins: [head@example.uk]\n'
const PRIYA = 'specialists:\n  - { id: priya, name: Priya Smith, contacts: { web: p@example.uk } }\n'

async function council() {
  const stores = await openStores({ data: ':memory:' })
  const take = (fields: string) =>
    importTenants([{ file: 'local.yml', text: `name: A council\n${fields}` }], stores, clock)
  const who = async () =>
    (await createTenancy({ ...stores, clock, separate: new Set() }).known(HEAD, { name: 'Head' })).member
  const noted = async () =>
    (await stores.audit.list('local')).flatMap(({ what, data }) => (data.role ? [`${what}: ${data.role}`] : []))
  return { stores, take, who, noted }
}

it('whoever is taken off a council’s list of admins is none any more', async () => {
  const { take, who, noted } = await council()
  await take(ADMIN)
  expect((await who()).roles).toContain('admin')
  await take('admins: []\n')
  expect((await who()).roles).toEqual(['asker'])
  expect(await noted()).toEqual(['role given: admin', 'role taken away: admin'])
})

it('nobody gets the role back by a copy of the list that is a moment old', async () => {
  const { stores, take } = await council()
  await take(ADMIN)
  const { tenantOf, known } = createTenancy({ ...stores, clock, separate: new Set() })
  await tenantOf('local')
  await take('admins: []\n')
  expect((await known(HEAD)).member.roles).toEqual(['asker'])
})

it('the audit says whose specialist role came and went with the file, and is silent when it stays', async () => {
  const { take, noted } = await council()
  await take(PRIYA)
  await take(`${PRIYA}replyWithin: 4\n`)
  expect(await noted()).toEqual(['role given: specialist'])
  await take('')
  expect(await noted()).toEqual(['role given: specialist', 'role taken away: specialist'])
})
