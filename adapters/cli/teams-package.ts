import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { zipSync } from 'fflate'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const HOST = /^(?=.{4,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i
const NO_ID = '00000000-0000-0000-0000-000000000000'
const NO_HOST = 'your-host.example'
const ICONS = ['color.png', 'outline.png']

const USAGE = `Usage: npm run teams-package -- --app-id <id> [--app-id <id> …] --host <host> [--name <name>] [--out <folder>]
  --app-id   the app (client) id of the bot's registration; once for each council that has one of its own
  --host     the host name Waymark is reached at, without https://
  --name     the name people see, when it is not Waymark (30 characters at most)
  --out      where the packages go (manifest/packages)
`

/** Writes an app package for each app id: the manifest with ids and host filled in, and the icons. Exit code 0 or 2. */
export function teamsPackage(argv: string[], root: string): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      'app-id': { type: 'string', multiple: true },
      host: { type: 'string' },
      name: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const { 'app-id': ids = [], host = '', name, out = join(root, 'manifest/packages') } = values
  const problem = problemWith(ids, host, name)
  if (values.help || problem) {
    process.stderr.write(values.help ? USAGE : `${problem}\n\n${USAGE}`)
    return values.help ? 0 : 2
  }
  mkdirSync(out, { recursive: true })
  for (const id of new Set(ids.map((one) => one.toLowerCase()))) {
    const file = join(out, `waymark-${id}.zip`)
    writeFileSync(file, packageFor(id, host.toLowerCase(), name, join(root, 'manifest/teams')))
    process.stdout.write(`${file}\n`)
  }
  process.stdout.write('Upload each in its own directory: Teams, Apps, Manage your apps, Upload an app.\n')
  return 0
}

function problemWith(ids: readonly string[], host: string, name: string | undefined): string | undefined {
  if (!ids.length) return '--app-id is missing.'
  const wrong = ids.find((id) => !ID.test(id) || id === NO_ID)
  if (wrong !== undefined)
    return `--app-id ${wrong} is not an app id; it looks like 1a2b3c4d-… (Azure portal, App registrations).`
  if (!host) return '--host is missing.'
  if (!HOST.test(host)) return `--host ${host} is not a host name; write it without https:// and without a path.`
  return name !== undefined && (!name.trim() || name.length > 30)
    ? '--name is too long; Teams takes 30 characters.'
    : undefined
}

/** The zip, the same for the same input: no times of day in it. */
export function packageFor(id: string, host: string, name: string | undefined, folder: string): Uint8Array {
  const template = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8').replaceAll(NO_ID, id).replaceAll(NO_HOST, host),
  )
  const manifest = name ? { ...template, name: { ...template.name, short: name.trim() } } : template
  const files = {
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries(ICONS.map((icon) => [icon, new Uint8Array(readFileSync(join(folder, icon)))])),
  }
  return zipSync(files, { mtime: '2026-01-01T00:00:00', level: 9 })
}
