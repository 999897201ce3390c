import { createWebApp, type Pages } from '../../adapters/web/app.ts'
import type { Rewording } from '../../src/answering/reword.ts'
import { toMarkdown } from '../../src/cards/decision-record-text.ts'
import { Specialist } from '../../src/domain/specialist.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { openDesk } from '../../src/open-desk.ts'
import { projectRoot } from '../../src/open-library.ts'
import type { Clock } from '../../src/ports.ts'
import { createEntrance } from '../../src/sign-in.ts'
import { createTenancy } from '../../src/tenancy.ts'
import { assistantOver, FIXTURE, keptLog, TODAY } from '../helpers.ts'
import { serve } from './http.ts'

/** Tuesday 24 November 2026, 10:00 in the UK. */
export const TUESDAY = Date.UTC(2026, 10, 24, 10)
export const PRIYA = { name: 'Priya Shah', role: 'specialist', email: 'priya@example.gov.uk' } as const
export const TOM = { name: 'Tom Reid', role: 'specialist', email: 'tom@example.gov.uk' } as const
export const SECRET = 'a secret for tests, of more than thirty-two characters'

/** The pages on loopback over a database in memory, with a council of two specialists and a clock to turn. */
export async function openSite({
  folder = FIXTURE,
  council = true,
  rewording,
  ...own
}: Partial<Pages> & { folder?: string; council?: boolean; rewording?: Rewording } = {}) {
  const over = await assistantOver(folder, keptLog(), rewording)
  const { stores, library, log, assistant } = over
  const wall = { time: TUESDAY }
  const clock: Clock = { today: () => TODAY, now: () => performance.now(), time: () => wall.time }
  const tenancy = createTenancy({ ...stores, clock, separate: new Set() })
  if (council) {
    await stores.tenants.save({
      ...TenantSettings.parse({ name: 'Exampleshire', nation: 'england' }),
      id: 'exampleshire',
    })
    await stores.roster.replace(
      'exampleshire',
      [PRIYA, TOM].map(({ name, email }, index) =>
        Specialist.parse({
          id: name.split(' ')[0]!.toLowerCase(),
          name,
          team: 'Procurement',
          contacts: { web: email },
          expertise: index ? ['works'] : ['market-engagement', 'suppliers', 'tender'],
          booking: `https://example.gov.uk/book/${index}`,
        }),
      ),
    )
  }
  const { desk } = openDesk({ stores, tenancy, library: () => library, clock, log })
  const entrance = createEntrance({ stores, tenancy, clock })
  const pages: Pages = {
    ...{ desk, entrance, sessions: stores.sessions, clock, secret: SECRET, local: true },
    recordAs: { md: toMarkdown },
    ...own,
  }
  const app = createWebApp({ assistant, log, root: projectRoot(), readiness: [], pages })
  const served = await serve(app)
  return { ...served, ...over, app, wall, clock, tenancy, desk, entrance }
}

export type Site = Awaited<ReturnType<typeof openSite>>
