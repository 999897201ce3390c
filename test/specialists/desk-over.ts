import { Specialist } from '../../src/domain/specialist.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { openDesk } from '../../src/open-desk.ts'
import type { Delivery, Messenger } from '../../src/ports.ts'
import { createTenancy } from '../../src/tenancy.ts'
import { assistantOver, TODAY } from '../helpers.ts'

export const ADA = { tenant: 'slack:T1', platform: 'slack', id: 'U0ADA' }
export const PRIYA = { tenant: 'slack:T1', platform: 'slack', id: 'U0PRIYA' }
export const ASKER = { tenant: 'slack:T1', platform: 'slack', id: 'U0ASKER' }
export const COLLEAGUE = { tenant: 'slack:T1', platform: 'slack', id: 'U0COLLEAGUE' }
/** The same ids in another council's workspace, and its own specialist. */
export const STRANGER = { tenant: 'slack:T2', platform: 'slack', id: 'U0ADA' }

/** A Saturday would hold messages back; this is the working day before. */
const NOW = Date.parse(`${TODAY}T10:00:00Z`) - 24 * 3_600_000

/** Two councils with their specialists, over one database, with the assistant that answers for both. */
export async function deskOver() {
  const { assistant, stores, library, retriever, log } = await assistantOver()
  let now = NOW
  const clock = { today: () => TODAY, now: () => now, time: () => now }
  const tenant = (id: string, name: string, workspace: string) => ({
    ...TenantSettings.parse({ name, nation: 'england', workspaces: [workspace] }),
    id,
  })
  await stores.tenants.save(tenant('north', 'North Council', 'slack:T1'))
  await stores.tenants.save(tenant('south', 'South Council', 'slack:T2'))
  const ada = { id: 'ada', name: 'Ada Lovelace', contacts: { slack: 'U0ADA' }, expertise: ['market-engagement'] }
  await stores.roster.replace('north', [
    Specialist.parse(ada),
    Specialist.parse({ id: 'priya', name: 'Priya Shah', contacts: { slack: 'U0PRIYA' } }),
  ])
  await stores.roster.replace('south', [Specialist.parse({ ...ada, name: 'Ada of the South' })])
  const tenancy = createTenancy({ ...stores, clock, separate: new Set() })
  const { desk, due, deliverTo } = openDesk({
    ...{ stores, tenancy, library: () => library, clock, log },
    entriesFor: async (words) => (await retriever.retrieve({ text: words }, 1)).map(({ entry }) => entry.id),
  })
  const shown: Delivery[] = []
  const slack: Messenger = {
    platform: 'slack',
    async deliver(delivery) {
      shown.push(delivery)
    },
  }
  const delivery = deliverTo([slack])
  return {
    assistant,
    stores,
    desk,
    due,
    tenancy,
    log,
    shown,
    pass: (ms: number) => {
      now += ms
    },
    async deliver() {
      while ((await delivery.run()) > 0);
      return shown.splice(0)
    },
  }
}
