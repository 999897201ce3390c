import { type OpenStores, openStores } from '../../../adapters/database/open-stores.ts'
import { createSlackAdapter, type Pace } from '../../../adapters/slack/slack-adapter.ts'
import { createWebApp } from '../../../adapters/web/app.ts'
import { createSettings } from '../../../src/admin/settings.ts'
import type { Assistant } from '../../../src/assistant.ts'
import type { SlackConfig } from '../../../src/config.ts'
import { openDesk } from '../../../src/open-desk.ts'
import { projectRoot } from '../../../src/open-library.ts'
import type { Clock } from '../../../src/ports.ts'
import { importTenants } from '../../../src/specialists/import-tenants.ts'
import { createRequestCard } from '../../../src/specialists/shown.ts'
import { type OnRequest, watchRequests } from '../../../src/specialists/watch-requests.ts'
import { createTenancy } from '../../../src/tenancy.ts'
import { assistantOver, FIXTURE, keptLog, TODAY } from '../../helpers.ts'
import { serve } from '../http.ts'
import { COUNCIL } from './council.ts'
import type { LocalSlack } from './server.ts'
import { APP_TOKEN, SIGNING_SECRET } from './world.ts'

interface Options {
  mode?: 'http' | 'socket' | 'oauth'
  council?: string | undefined
  /** Already open, for a restart in the middle. */
  stores?: OpenStores
  /** In place of the real one, or around it. */
  assistant?: (real: Assistant) => Assistant
  clock?: Partial<Clock>
  pace?: Pace
  folder?: string
  secret?: string
}

/** Waymark beside our Slack, wired as compose.ts does. Messages to people are sent by `deliver()`, at once. */
export async function slackService(slack: LocalSlack, options: Options = {}) {
  const { mode = 'http', council = mode === 'oauth' ? undefined : COUNCIL, pace = {} } = options
  const opened = options.stores ?? (await openStores({ data: ':memory:' }))
  const clock: Clock = { today: () => TODAY, now: () => performance.now(), time: () => Date.now(), ...options.clock }
  const log = keptLog()
  const { assistant: real, library } = await assistantOver(options.folder ?? FIXTURE, log, undefined, {
    stores: opened,
    separate: mode === 'oauth' ? ['slack'] : [],
    clock,
  })
  const assistant = options.assistant?.(real) ?? real
  const onRequest: OnRequest[] = []
  const stores = { ...opened, requests: watchRequests(opened.requests, onRequest, log) }
  const tenancy = createTenancy({ ...stores, clock, separate: new Set(mode === 'oauth' ? ['slack'] : []) })
  const { problems } = await importTenants(council ? [{ file: 'local.yml', text: council }] : [], stores, clock)
  if (problems.length) throw new Error(JSON.stringify(problems))
  const { desk, deliverTo, due } = openDesk({
    ...{ stores, tenancy, library: () => library, clock, log },
    holidays: { on: () => undefined },
  })
  const adapter = createSlackAdapter(
    {
      config: configFor(mode, slack.apiUrl),
      ...{ assistant, desk, tenancy, stores, clock, log },
      settings: createSettings({ ...stores, tenancy, clock }),
      requestCard: createRequestCard({ stores, tenancy }),
      secret: options.secret ?? 'a secret of thirty-two characters or more',
    },
    { lease: 150, every: 40, reconnect: { first: 20, longest: 200 }, ...pace },
  )
  onRequest.push(adapter.onRequest)
  const web = await serve(
    createWebApp({ assistant, desk, log, root: projectRoot(), readiness: [], mounts: [adapter.mount] }),
  )
  slack.connect(web.url)
  const delivery = deliverTo([adapter.messenger])
  return {
    url: web.url,
    ...{ adapter, desk, stores, tenancy, log, assistant, due },
    deliver: () => delivery.run(),
    /** What was acknowledged and not dealt with yet. */
    waiting: async () =>
      Number(
        (
          await opened.db
            .selectFrom('inbox')
            .select(({ fn }) => fn.countAll().as('n'))
            .where('done', '=', 0)
            .executeTakeFirstOrThrow()
        ).n,
      ),
    async stop({ keepStores = false } = {}) {
      await adapter.stop()
      await web.close()
      if (!keepStores) await opened.close()
    },
  }
}

export type SlackService = Awaited<ReturnType<typeof slackService>>

export function configFor(mode: NonNullable<Options['mode']>, apiUrl: string): SlackConfig {
  if (mode === 'oauth')
    return { oauth: { clientId: 'client', clientSecret: 'client-secret' }, signingSecret: SIGNING_SECRET, apiUrl }
  if (mode === 'socket') return { botToken: 'xoxb-test', appToken: APP_TOKEN, apiUrl }
  return { botToken: 'xoxb-test', signingSecret: SIGNING_SECRET, apiUrl }
}

/** Waits until `test` holds, looking often. */
export async function eventually(test: () => boolean | Promise<boolean>, what: string, ms = 5000): Promise<void> {
  const end = Date.now() + ms
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
