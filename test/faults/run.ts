import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/cli/progress.ts'
import { startPostgres } from '../servers/postgres.ts'
import { drill } from './drill.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    engine: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
})
const rounds = Number(values.rounds)
const workers = Number(values.workers)
const engines = values.engine ? [values.engine] : ['libsql', 'postgresql']

for (const engine of engines) {
  const data = mkdtempSync(join(tmpdir(), 'waymark-faults-'))
  const postgres = engine === 'postgresql' ? await startPostgres() : undefined
  const bar = progressBar(`kill -9, ${engine}`)
  try {
    const outcome = await drill(
      { data, ...(postgres && { url: postgres.url }) },
      { rounds, workers, onRound: (done) => bar.update(done, rounds) },
    )
    bar.stop()
    const { lost, ...figures } = outcome
    process.stdout.write(`${engine}: ${JSON.stringify({ ...figures, lost: lost.length })}\n`)
    if (lost.length || outcome.undelivered) {
      process.stdout.write(`${lost.slice(0, 20).join('\n')}\n`)
      process.exitCode = 1
    }
  } finally {
    bar.stop()
    await postgres?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}
