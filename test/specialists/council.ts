import { DateTime } from 'luxon'
import { createBankHolidays } from '../../adapters/holidays/bank-holidays.ts'
import type { Member, Role } from '../../src/domain/member.ts'
import { type RosterSpecialist, Specialist } from '../../src/domain/specialist.ts'
import type { About, RequestEvent, SpecialistRequest } from '../../src/domain/specialist-request.ts'
import { type Tenant, TenantSettings } from '../../src/domain/tenant.ts'
import { createWorkingTime } from '../../src/specialists/working-time.ts'

/** A small council to try the hand-off on. */
export const time = createWorkingTime(createBankHolidays())

/** A moment as a clock on the wall in the UK shows it: `at('2026-11-24 09:00')`. */
export const at = (wall: string): number => DateTime.fromSQL(wall, { zone: 'Europe/London' }).toMillis()
export const wall = (moment: number): string =>
  DateTime.fromMillis(moment, { zone: 'Europe/London' }).toFormat('yyyy-MM-dd HH:mm')

/** Tuesday morning, an ordinary week. */
export const NOW = at('2026-11-24 10:00')
export const HOUR = 3_600_000

export const DESK = { name: 'Procurement desk', contacts: { slack: 'C0DESK' } }

export const tenant = (settings: Partial<Tenant> = {}): Tenant => ({
  ...TenantSettings.parse({ name: 'Exampleshire', nation: 'england' }),
  id: 'exampleshire',
  ...settings,
})

export const member = (id: string, roles: readonly Role[] = ['asker'], of = 'exampleshire'): Member => ({
  tenant: of,
  id,
  name: id[0]!.toUpperCase() + id.slice(1),
  roles,
})

export const specialist = (id: string, own: Partial<RosterSpecialist> = {}): RosterSpecialist => ({
  ...Specialist.parse({
    id,
    name: `${id[0]!.toUpperCase()}${id.slice(1)} Smith`,
    contacts: { web: `${id}@example.uk` },
  }),
  member: id,
  ...own,
})

export const request = (own: Partial<SpecialistRequest> = {}): SpecialistRequest => ({
  tenant: 'exampleshire',
  id: 'r1',
  key: 'k1',
  askedBy: 'sam',
  origin: { platform: 'slack', workspace: 'slack:T1', conversation: 'C1:1', person: 'U1' },
  need: { words: 'We want to talk to suppliers about home care', stage: 'problem', value: 'unknown' },
  topics: [],
  status: 'open',
  assignee: 'priya',
  why: 'It goes to Priya Smith.',
  version: 1,
  madeAt: NOW,
  promisedBy: NOW + 8 * HOUR,
  ...own,
})

export const event = (own: Partial<RequestEvent> = {}): RequestEvent => ({
  n: 1,
  kind: 'made',
  by: 'sam',
  byName: 'Sam Lee',
  from: 'slack',
  at: NOW,
  ...own,
})

export const about = (own: Partial<About> = {}): About => ({
  questionId: 'q1',
  question: 'Can we talk to suppliers before we tender?',
  verdict: { says: 'We can’t speak to suppliers before we tender', verdict: 'myth', bottomLine: 'you-can' },
  short: 'You may talk to the market before a tender. [1]',
  conditions: ['nobody gains a head start you can’t level [1]', 'what matters reaches every bidder [2]'],
  holdsFor: 'Holds for England · checked 20 November 2026',
  citations: [
    {
      n: 1,
      title: 'Procurement Act 2023',
      url: 'https://www.legislation.gov.uk/ukpga/2023/54/section/16',
      entry: 'talking',
      version: 'a1b2c3',
      locator: 's.16',
      quote: 'may engage with suppliers',
    },
    {
      n: 2,
      title: 'National guidance',
      url: 'https://www.gov.uk/guidance/engagement',
      entry: 'talking',
      version: 'a1b2c3',
    },
  ],
  entries: ['talking'],
  ...own,
})
