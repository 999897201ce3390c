import type { Identity, Member } from '../../src/domain/member.ts'
import type { Stores } from '../../src/stores.ts'
import { progressBar } from './progress.ts'

export const DATA_USAGE = `Usage:
  npm run data -- backup FILE                         every row, as at one moment; the service may be running
  npm run data -- restore FILE                        into an empty database; stop the service first
  npm run data -- export-person TENANT PERSON         everything held on one person, as JSON
  npm run data -- erase-person TENANT PERSON --yes    a person's words, name and identities, for good
  npm run data -- erase-tenant TENANT --yes           everything of a tenant, for good
  npm run data -- audit TENANT                        who changed settings, roles and data, and when, one JSON object a line
  npm run data -- review TENANT                       for editors: replies proposed as knowledge, answers said to be wrong
  npm run data -- purge [TENANT]                      what is older than it is kept, now instead of tonight
PERSON is a member's id, or platform:id as in web:jo@anytown.gov.uk or slack:U0123ABC. TENANT is "local" unless there are several.`

type Progress = (done: number, total: number) => void

/** What the commands work with. Opened when the command line makes sense, closed whatever happens. */
export interface DataTools
  extends Pick<Stores, 'tenants' | 'people' | 'data' | 'audit' | 'reviews' | 'feedback' | 'answers'> {
  memberBehind(tenant: string, identity: Identity): Promise<Member | undefined>
  backup(file: string, progress: Progress): Promise<number>
  restore(file: string, progress: Progress): Promise<number>
  close(): Promise<void>
}

type Say = (line: string) => void

/** A command on what is kept. 0 done, 1 there was nothing to do it to, 2 the command itself was wrong. */
export async function dataCommand(
  argv: readonly string[],
  open: (command: string) => Promise<DataTools>,
  say: Say = (line) => void process.stdout.write(`${line}\n`),
): Promise<0 | 1 | 2> {
  const sure = argv.includes('--yes')
  const [command = '', ...given] = argv.filter((word) => word !== '--yes')
  const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (!run?.takes.includes(given.length)) {
    process.stderr.write(`${DATA_USAGE}\n`)
    return 2
  }
  if (run.forGood && !sure) {
    process.stderr.write(`This cannot be undone. Make a backup, then say it again with --yes.\n`)
    return 2
  }
  const tools = await open(command)
  try {
    return await run.run(tools, given, say)
  } finally {
    await tools.close()
  }
}

interface Command {
  /** How many words may follow. */
  takes: readonly number[]
  forGood?: true
  run(tools: DataTools, given: readonly string[], say: Say): Promise<0 | 1>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  backup: {
    takes: [1],
    async run({ backup }, [file = ''], say) {
      const rows = await withBar('Backing up', (progress) => backup(file, progress))
      say(`${rows} rows are in ${file}. It holds what people asked: keep it as safe as the database.`)
      return 0
    },
  },
  restore: {
    takes: [1],
    async run({ restore }, [file = ''], say) {
      const rows = await withBar('Restoring', (progress) => restore(file, progress))
      say(`${rows} rows restored from ${file}.`)
      return 0
    },
  },
  'export-person': {
    takes: [2],
    run: forPerson(async ({ data, audit }, { tenant, id }, say) => {
      say(JSON.stringify(await data.exportMember(tenant, id), null, 2))
      await audit.note({ tenant, at: Date.now(), by: 'command line', what: 'person exported', data: { member: id } })
    }),
  },
  'erase-person': {
    takes: [2],
    forGood: true,
    run: forPerson(async ({ data }, { tenant, id }, say) => {
      await data.eraseMember(tenant, id)
      say(`Erased ${id} of ${tenant}. Backups made before still hold them.`)
    }),
  },
  'erase-tenant': {
    takes: [1],
    forGood: true,
    async run({ tenants, data }, [tenant = ''], say) {
      if (!(await tenants.find(tenant))) return missing(`There is no tenant ${tenant}.`, tenants)
      await data.eraseTenant(tenant)
      say(`Erased everything of ${tenant}. Backups made before still hold it.`)
      return 0
    },
  },
  audit: {
    takes: [1],
    async run({ tenants, audit }, [tenant = ''], say) {
      if (!(await tenants.find(tenant))) return missing(`There is no tenant ${tenant}.`, tenants)
      for (const { at, ...entry } of await audit.list(tenant)) say(JSON.stringify({ at: dateOf(at), ...entry }))
      return 0
    },
  },
  review: {
    takes: [1],
    async run({ tenants, reviews, feedback, answers }, [tenant = ''], say) {
      if (!(await tenants.find(tenant))) return missing(`There is no tenant ${tenant}.`, tenants)
      for (const { status, at, title, text, origin } of await reviews.list(tenant))
        if (status === 'waiting') say(JSON.stringify({ proposed: dateOf(at), title, text, origin }))
      for (const { helpful, at, questionId, why } of await feedback.list(tenant)) {
        if (helpful) continue
        const question = (await answers.find(tenant, questionId))?.question.text
        say(JSON.stringify({ saidToBeWrong: dateOf(at), question, why, questionId }))
      }
      return 0
    },
  },
  purge: {
    takes: [0, 1],
    async run({ tenants, data }, [only], say) {
      const chosen = (await tenants.all()).filter(({ id }) => only === undefined || id === only)
      if (!chosen.length)
        return missing(only === undefined ? 'There is no tenant yet.' : `There is no tenant ${only}.`, tenants)
      for (const tenant of chosen) {
        const { conversations, answers, requests, left } = await data.purge(tenant, Date.now())
        say(
          `${tenant.id}: ${conversations} conversations, ${answers} answers, ${requests} requests deleted; ${left} left.`,
        )
      }
      return 0
    },
  },
}

const dateOf = (at: number): string => new Date(at).toISOString()

function forPerson(work: (tools: DataTools, member: Member, say: Say) => Promise<void>): Command['run'] {
  return async (tools, [tenant = '', person = ''], say) => {
    const [, platform, id] = /^([a-z]+):(.+)$/s.exec(person) ?? []
    const member =
      (await tools.people.find(tenant, person)) ??
      (platform && id ? await tools.memberBehind(tenant, { platform, id }) : undefined)
    if (!member) return missing(`There is nobody ${person} in the tenant ${tenant}.`, tools.tenants)
    await work(tools, member, say)
    return 0
  }
}

async function missing(message: string, tenants: DataTools['tenants']): Promise<1> {
  const known = (await tenants.all()).map(({ id }) => id).join(', ')
  process.stderr.write(`${message}${known ? ` Tenants: ${known}.` : ''}\n`)
  return 1
}

async function withBar<T>(name: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const bar = progressBar(name)
  try {
    return await work(bar.update)
  } finally {
    bar.stop()
  }
}
