import type { Stores } from '../../src/stores.ts'
import { made, notice, request } from '../contracts/samples.ts'
import { NOW } from '../contracts/time.ts'

/** Makes requests, and after each reads what is due and writes who has it, in one transaction. */
export async function writeOften(stores: Stores, tenant: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const id = `${tenant}-${n}`
    await stores.requests.make(made(request(tenant, id), { notices: [notice(tenant, id, { member: id })] }))
    await stores.outbox.claim(NOW, 1000, 5)
  }
}
