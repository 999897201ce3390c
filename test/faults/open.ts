import { openStores } from '../../adapters/database/open-stores.ts'
import { PortError } from '../../src/errors.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { openDesk } from '../../src/open-desk.ts'
import { createTenancy } from '../../src/tenancy.ts'
import { FIXTURE, keptLog } from '../helpers.ts'

export interface Where {
  data: string
  url?: string
  platform: string
}

/** The hand-off over a real database, with a platform reached over HTTP. */
export async function openFaulty({ data, url, platform }: Where) {
  const stores = await openStores({ data, ...(url && { url }) })
  const clock = { today: () => '2026-11-18', now: () => performance.now(), time: () => Date.now() }
  const tenancy = createTenancy({
    tenants: stores.tenants,
    people: stores.people,
    audit: stores.audit,
    clock,
    separate: new Set(),
  })
  const library = loadLibrary(FIXTURE, { checks: false })
  const handOff = openDesk({
    stores,
    tenancy,
    library: () => library,
    clock,
    log: keptLog(),
  })
  return {
    stores,
    ...handOff,
    delivery: handOff.deliverTo([
      {
        platform: 'slack',
        async deliver({ key }) {
          const response = await fetch(platform, { method: 'POST', headers: { 'idempotency-key': key } })
          await response.arrayBuffer()
          if (!response.ok)
            throw new PortError('refused', 'the platform refused', undefined, {
              retryAfter: Number(response.headers.get('retry-after') ?? 0),
            })
        },
      },
    ]),
  }
}
