import { createBankHolidays } from '../adapters/holidays/bank-holidays.ts'
import type { Nation } from './domain/nation.ts'
import type { Library } from './knowledge/library.ts'
import type { Clock, Holidays, Log, Messenger } from './ports.ts'
import { createDelivery } from './specialists/deliver.ts'
import { createDesk, type Desk, type DeskDeps } from './specialists/desk.ts'
import { createDue } from './specialists/due.ts'
import { createWorkingTime } from './specialists/working-time.ts'
import type { Stores } from './stores.ts'
import type { Tenancy } from './tenancy.ts'

interface Deps {
  stores: Stores
  tenancy: Tenancy
  library(): Library
  entriesFor?: ((words: string) => Promise<string[]>) | undefined
  clock: Clock
  log: Log
  nation?: Nation | undefined
  holidays?: Holidays
}

/** What is written to a page waits there until its reader looks: the thread of record is the message. */
const page: Messenger = { platform: 'web', deliver: async () => {} }

/** How often new tenants are looked for, in milliseconds. */
const LOOK = 60_000

export interface OpenDesk {
  desk: Desk
  due: ReturnType<typeof createDue>
  /** Sends through these platforms, the preferred one first; the page is always one more. */
  deliverTo(messengers: readonly Messenger[]): ReturnType<typeof createDelivery>
  /** Gives every tenant its timers, also one set up while the service runs. */
  newTenants: { run(): Promise<number> }
}

/** The hand-off, wired: what adapters call, and the jobs that run beside them. */
export function openDesk({ holidays = createBankHolidays(), ...deps }: Deps): OpenDesk {
  const all: DeskDeps = { ...deps, time: createWorkingTime(holidays) }
  const due = createDue(all)
  const begun = new Set<string>()
  let looked = Number.NEGATIVE_INFINITY
  return {
    desk: createDesk(all),
    due,
    deliverTo: (messengers) => createDelivery({ ...all, messengers: [...messengers, page] }),
    newTenants: {
      async run() {
        if (all.clock.now() - looked < LOOK) return 0
        const fresh = (await all.stores.tenants.all()).filter(({ id }) => !begun.has(id))
        for (const tenant of fresh) {
          await due.begin(tenant)
          begun.add(tenant.id)
        }
        looked = all.clock.now()
        return 0
      },
    },
  }
}
