import { readTenantFiles } from '../adapters/files/tenant-files.ts'
import type { Problem } from './errors.ts'
import type { Clock, Log } from './ports.ts'
import { importTenants } from './specialists/import-tenants.ts'
import type { Stores } from './stores.ts'

/** Councils' files, taken over at start and whenever they change. What was wrong with them is kept for the greeting. */
export function createTenantFiles(folder: string, stores: Stores, clock: Clock, log: Log) {
  let problems: readonly Problem[] = []
  return {
    problems: () => problems,
    async take(): Promise<void> {
      const imported = await importTenants(readTenantFiles(folder), stores, clock)
      problems = imported.problems
      for (const { tenant, specialists } of imported.taken) log.info('council file taken over', { tenant, specialists })
      for (const { file, field, message } of problems) log.warn('council file not taken over', { file, field, message })
    },
  }
}
