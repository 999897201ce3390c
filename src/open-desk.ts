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
  clock: Clock
  log: Log
  nation?: Nation | undefined
  /** Platforms that can be written to unasked, the preferred one first; the page is always one more. */
  messengers?: readonly Messenger[]
  holidays?: Holidays
}

/** What is written to a page waits there until its reader looks: the thread of record is the message. */
const page: Messenger = { platform: 'web', deliver: async () => {} }

/** The hand-off, wired: what adapters call, and the jobs that run beside them. */
export function openDesk({ holidays = createBankHolidays(), messengers = [], ...deps }: Deps): {
  desk: Desk
  due: ReturnType<typeof createDue>
  delivery: ReturnType<typeof createDelivery>
} {
  const all: DeskDeps = { ...deps, time: createWorkingTime(holidays) }
  return {
    desk: createDesk(all),
    due: createDue(all),
    delivery: createDelivery({ ...all, messengers: [...messengers, page] }),
  }
}
