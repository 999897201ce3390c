import { openStores } from '../../adapters/database/open-stores.ts'
import { writeOften } from './write-often.ts'

/** A process of its own that makes requests on a data folder: `write-beside.ts FOLDER COUNT`. */
const [data = '', count = '0'] = process.argv.slice(2)
const stores = await openStores({ data })
process.stdout.write('writing\n')
await writeOften(stores, 'beside', Number(count))
await stores.close()
