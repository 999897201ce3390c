import { PortError } from '../../src/errors.ts'
import type { DataRights } from '../../src/stores.ts'
import type { Open } from './schema.ts'

/** What a person, a tenant and time may do with data. */
export function createDataRights(_open: Open): DataRights {
  const notYet = () => Promise.reject(new PortError('not-yet', '[database] cannot do this yet'))
  return { exportMember: notYet, eraseMember: notYet, eraseTenant: notYet, purge: notYet }
}
