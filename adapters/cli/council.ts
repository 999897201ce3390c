import type { Problem } from '../../src/errors.ts'
import type { Imported, TenantText } from '../../src/specialists/import-tenants.ts'
import { parseTenantFile } from '../../src/specialists/tenant-file.ts'

export const COUNCIL_USAGE = `Usage:
  npm run council -- check FILE     what is wrong with a council's file: field, and what to write instead
  npm run council -- import FILE    takes it over now; a running Waymark does so by itself for files in WAYMARK_TENANTS
docs/council-example.yml is one to begin with.`

type Say = (line: string) => void

/** Commands on a council's file. 0 it is sound, 1 it has problems, 2 the command itself was wrong. */
export async function councilCommand(
  [command = '', file, ...more]: readonly string[],
  { read, take }: { read(file: string): string; take(files: readonly TenantText[]): Promise<Imported> },
  say: Say = (line) => void process.stdout.write(`${line}\n`),
): Promise<0 | 1 | 2> {
  if (!file || more.length || !['check', 'import'].includes(command)) {
    process.stderr.write(`${COUNCIL_USAGE}\n`)
    return 2
  }
  const text = read(file)
  const parsed = parseTenantFile(file, text)
  if ('problems' in parsed) return tell(parsed.problems, say)
  if (command === 'check') {
    const { name, specialists, desk } = parsed.tenant
    say(`${name}: ${specialists.length} specialists, ${desk ? `desk "${desk.name}"` : 'no desk'}. Nothing to mend.`)
    return 0
  }
  const { taken, problems } = await take([{ file, text }])
  if (problems.length) return tell(problems, say)
  say(
    taken.length
      ? `Taken over: ${taken[0]!.tenant}, ${taken[0]!.specialists} specialists.`
      : 'Nothing has changed since it was taken over.',
  )
  return 0
}

function tell(problems: readonly Problem[], say: Say): 1 {
  for (const { file, field, message } of problems) say(`${file}, ${field}: ${message}`)
  return 1
}
