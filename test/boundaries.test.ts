import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../src/open-library.ts'

const root = projectRoot()
const files = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
)

/** What each file imports: own files as paths from the root, packages as their names. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const found = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name!)
    return [file, found.map((name) => (name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name))]
  }),
)

/** "Is imported by" reads from left to right: a layer may import those before it. */
const LAYERS = ['domain', 'knowledge', 'retrieval', 'pathways', 'cards', 'answering', 'specialists', 'admin']
const WIRING = ['src/compose.ts', 'src/open-desk.ts', 'src/tenant-files.ts', 'src/main.ts', 'src/cli.ts']
/** The only files of src that look at the disk: the knowledge folder, and where it is. */
const READERS = ['src/knowledge/read-folder.ts', 'src/open-library.ts']
const VENDORS: Readonly<Record<string, RegExp>> = {
  slack: /^@slack\//,
  teams: /^(?:botbuilder|botframework)/,
  langchain: /^(?:langchain|@langchain\/)/,
  web: /^helmet$/,
  files: /^chokidar$/,
  pino: /^pino$/,
  holidays: /^date-holidays$/,
  database: /^(?:kysely|libsql|pg)$/,
  pdf: /^pdfkit$/,
}

describe('the arrows', () => {
  it('found the files it is to judge', () => {
    expect(files.length).toBeGreaterThan(60)
  })

  it('let only the wiring import adapters into src', () => {
    for (const [file, names] of imports) {
      if (!file.startsWith('src/') || WIRING.includes(file)) continue
      expect(
        names.filter((name) => name.startsWith('adapters/')),
        file,
      ).toEqual([])
    }
  })

  it('point from domain outwards, never back', () => {
    for (const [file, names] of imports) {
      const layer = LAYERS.indexOf(file.split('/')[1]!)
      if (!file.startsWith('src/') || layer < 0) continue
      const wrong = names.filter((name) => name.startsWith('src/') && LAYERS.indexOf(name.split('/')[1]!) > layer)
      expect(wrong, file).toEqual([])
      expect(
        names.filter((name) => ['src/assistant.ts', 'src/config.ts', 'src/open-library.ts', ...WIRING].includes(name)),
        file,
      ).toEqual([])
    }
  })

  it('keep the network and vendors out of src', () => {
    for (const [file, names] of imports) {
      if (!file.startsWith('src/') || WIRING.includes(file)) continue
      const allowed = /^(?:src\/|adapters\/|zod$|js-yaml$|stemmer$|luxon$|node:crypto$)/
      const reading = READERS.includes(file) ? /^node:(?:fs|path|url)$/ : /$^/
      expect(
        names.filter((name) => !allowed.test(name) && !reading.test(name)),
        file,
      ).toEqual([])
    }
  })

  it('keep each vendor in one folder, and adapters apart from one another', () => {
    for (const [file, names] of imports) {
      const [top, folder] = file.split('/')
      for (const [home, vendor] of Object.entries(VENDORS)) {
        if (top === 'adapters' && folder === home) continue
        expect(
          names.filter((name) => vendor.test(name)),
          file,
        ).toEqual([])
      }
      if (top !== 'adapters') continue
      const others = names.filter((name) => name.startsWith('adapters/') && name.split('/')[1] !== folder)
      expect(others, file).toEqual([])
    }
  })

  it('leave process.env to the config', () => {
    for (const file of files) {
      if (WIRING.includes(file)) continue
      expect(readFileSync(join(root, file), 'utf8').includes('process.env'), file).toBe(false)
    }
  })
})
