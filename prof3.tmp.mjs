import { openLibrary, openRetriever } from './dist/src/compose.js'
import { phrasingsOf } from './dist/src/domain/entry.js'

const lib = openLibrary({})
const r = await openRetriever(lib, undefined, { info() {}, warn() {}, error() {} }, { graph: true })
const qs = lib.entries.flatMap(phrasingsOf).filter((_, i) => i % 9 === 0)
for (const q of qs) await r.retrieve({ text: q })
const t = performance.now()
for (let k = 0; k < 6; k++) for (const q of qs) await r.retrieve({ text: q })
console.log((((performance.now() - t) / 6 / qs.length) * 1000).toFixed(0) + 'us', qs.length)
