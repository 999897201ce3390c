import { openStores } from '../../adapters/database/open-stores.ts'
import { made, request } from '../contracts/samples.ts'

/** A process of its own that makes requests on a data folder: `write-beside.ts FOLDER COUNT`. */
const [data = '', count = '0'] = process.argv.slice(2)
const stores = await openStores({ data })
process.stdout.write('writing\n')
for (let n = 0; n < Number(count); n++) await stores.requests.make(made(request('beside', `r${n}`)))
await stores.close()
