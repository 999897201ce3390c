#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { askLines, askOnce, askPrompt } from '../adapters/cli/ask.ts'
import { printProblems } from '../adapters/cli/check.ts'
import { councilCommand } from '../adapters/cli/council.ts'
import { type DataTools, dataCommand } from '../adapters/cli/data.ts'
import { deskCommand } from '../adapters/cli/desk.ts'
import { doctor } from '../adapters/cli/doctor.ts'
import { printDue } from '../adapters/cli/due.ts'
import { progressBar } from '../adapters/cli/progress.ts'
import { readLine } from '../adapters/cli/read-line.ts'
import { invitedFrom, printSignIn } from '../adapters/cli/sign-in.ts'
import { teamsPackage } from '../adapters/cli/teams-package.ts'
import { backup, restore } from '../adapters/database/backup.ts'
import { lockFolder } from '../adapters/database/lock.ts'
import { openStores } from '../adapters/database/open-stores.ts'
import { memberBehind } from '../adapters/database/people.ts'
import { readText } from '../adapters/files/read-text.ts'
import { readTenantFile } from '../adapters/files/tenant-files.ts'
import { createLog } from '../adapters/pino/log.ts'
import { toMarkdown } from './cards/decision-record-text.ts'
import { composeAssistant, systemClock } from './compose.ts'
import { readConfig } from './config.ts'
import { ConfigError, PortError } from './errors.ts'
import { openLibrary, projectRoot } from './open-library.ts'
import { type Imported, importTenants, type TenantText } from './specialists/import-tenants.ts'
import { createTenancy } from './tenancy.ts'

const USAGE = `Usage:
  npm run -s ask -- "a question"          an answer as a person reads it
  npm run -s ask -- --json "a question"   the answer as one JSON object
  npm run -s ask -- --jsonl < in > out    a question a line, an answer a line
  npm run -s ask                          ask at a prompt
  npm run check                           every problem in the knowledge
  npm run knowledge -- due                entries due for review
  npm run council -- check FILE           what is wrong with a council's file of specialists
  npm run sign-in -- --name "Ada Lovelace" --role specialist|admin|asker [--email …] [--tenant …]
                                          a link that signs somebody in to the page, once
  npm run -s desk                         requests to specialists: send, take, answer, close
  npm run data                            back up, restore, export or erase what is kept
  npm run teams-package                   the app package to upload in Teams
  npm run doctor                          what is configured, what is missing and how to mend it
Options for ask: --nation england|wales|northern-ireland|scotland, --date YYYY-MM-DD`

process.exitCode = await run(process.argv.slice(2))

async function run([command, ...rest]: string[]): Promise<number> {
  try {
    if (command === 'ask') return await ask(rest)
    if (command === 'check') return check(rest)
    if (command === 'knowledge' && rest[0] === 'due') return due()
    if (command === 'council') return await councilCommand(rest, { read: readTenantFile, take: takeCouncil })
    if (command === 'sign-in') return await signIn(rest)
    if (command === 'desk') return await deskCommand(rest, openHandOff)
    if (command === 'data') return await dataCommand(rest, openData)
    if (command === 'doctor') return examine()
    if (command === 'teams-package') return teamsPackage(rest, projectRoot())
    if (command === '--help' || command === 'help') {
      process.stdout.write(`${USAGE}\n`)
      return 0
    }
    process.stderr.write(`${USAGE}\n`)
    return 2
  } catch (error) {
    if (
      !(
        error instanceof ConfigError ||
        error instanceof PortError ||
        (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
      )
    )
      throw error
    process.stderr.write(`${(error as Error).message}\n`)
    return 2
  }
}

async function ask(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      jsonl: { type: 'boolean' },
      nation: { type: 'string' },
      date: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  const { nation, date } = values
  const line = readLine(JSON.stringify({ question: positionals.join(' '), nation, date }))
  if ('error' in line) throw new ConfigError(`--${line.error}`)
  // The exact index is as quick for a handful of questions and starts sooner than loading the graph library.
  const { assistant } = await composeAssistant(readConfig(process.env, readText), createLog('error'), { graph: false })
  const asIf = {
    ...(line.asked.nation && { nation: line.asked.nation }),
    ...(line.asked.date && { date: line.asked.date }),
  }
  if (values.jsonl) return askLines(assistant, process.stdin, process.stdout, asIf)
  if (positionals.length || values.json) return askOnce(assistant, line.asked, values.json ?? false)
  return askPrompt(assistant, asIf)
}

function check([only]: string[]): number {
  const bar = progressBar('Checking')
  const library = openLibrary(readConfig(process.env, readText), { onProgress: bar.update, tolerant: true })
  bar.stop()
  return printProblems(library.problems, library.entries.length, only)
}

/** Slack is asked only where it is configured, and loaded only then. */
function examine(): Promise<number> {
  const config = readConfig(process.env, readText)
  const { slack } = config
  if (!slack) return doctor(config)
  return doctor(config, async () => (await import('../adapters/slack/doctor.ts')).slackDoctor(slack))
}

function due(): number {
  printDue(openLibrary(readConfig(process.env, readText)), systemClock.today())
  return 0
}

/** Beside the running service, over the same database. */
async function signIn(argv: string[]): Promise<number> {
  const { addressOf, linkFor } = await import('./open-pages.ts')
  const { createEntrance } = await import('./sign-in.ts')
  const invited = invitedFrom(argv)
  const config = readConfig(process.env, readText)
  const stores = await openStores({ data: config.data, url: config.database, now: systemClock.time })
  try {
    const tenancy = createTenancy({ ...stores, clock: systemClock, separate: new Set(), nation: config.nation })
    const entrance = createEntrance({ stores, tenancy, clock: systemClock })
    const address = addressOf(config)
    return await printSignIn(
      entrance,
      invited,
      (token) => linkFor(address, token),
      (text) => process.stdout.write(text),
    )
  } finally {
    await stores.close()
  }
}

/** What the data commands work with. Restoring needs the folder to itself. */
async function openData(command: string): Promise<DataTools> {
  const { data, database } = readConfig(process.env, readText)
  const lock = command === 'restore' && !database ? lockFolder(data) : undefined
  const stores = await openStores({ data, url: database })
  return {
    ...stores,
    memberBehind: (tenant, identity) => memberBehind(stores.db, tenant, identity),
    backup: (file, progress) => backup(stores, file, progress),
    restore: (file, progress) => restore(stores, file, progress),
    async close() {
      await stores.close()
      lock?.release()
    },
  }
}

async function takeCouncil(files: readonly TenantText[]): Promise<Imported> {
  const { data, database } = readConfig(process.env, readText)
  const stores = await openStores({ data, url: database })
  try {
    return await importTenants(files, stores, systemClock)
  } finally {
    await stores.close()
  }
}

/** The hand-off over what the service keeps; it may be running. What is due to be sent, the service sends. */
async function openHandOff() {
  const config = readConfig(process.env, readText)
  const stores = await openStores({ data: config.data, url: config.database })
  const library = openLibrary(config)
  const log = createLog('error')
  const tenancy = createTenancy({ ...stores, clock: systemClock, separate: new Set(), nation: config.nation })
  const { openDesk } = await import('./open-desk.ts')
  const { desk } = openDesk({
    ...{ stores, tenancy, library: () => library, clock: systemClock, log },
    nation: config.nation,
  })
  return {
    ...{ desk, toMarkdown, today: systemClock.today() },
    say: (text: string) => void process.stdout.write(`${text}\n`),
    close: () => stores.close(),
  }
}
