import { openStores } from '../../adapters/database/open-stores.ts'
import { made, notice, request } from '../contracts/samples.ts'

/** A process that makes requests on a data folder and says the id of each once it is acknowledged. */
const stores = await openStores({ data: process.argv[2]! })
for (let n = 0; ; n++) {
  await stores.requests.make(made(request('a', `r${n}`), { notices: [notice('a', `r${n}`, { member: `r${n}` })] }))
  process.stdout.write(`r${n}\n`)
}
