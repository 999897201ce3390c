import type { Config } from '../../src/config.ts'

/** Optional: named in a variable, so that the build does not need it to be there. */
const GRAPH_LIBRARY: string = 'hnswlib-node'

/** A platform's own look at its settings. */
export interface Checked {
  name: string
  fine: boolean
  says: string
}

/**
 * Says what is configured, what is not, and how to mend it. Names settings, never their values. Exit code 1 when a
 * platform says that something configured does not work.
 */
export async function doctor(config: Config, check: () => Promise<Checked[]> = async () => []): Promise<number> {
  const checked = await check()
  const graph = await import(GRAPH_LIBRARY).then(
    () => true,
    () => false,
  )
  const lines: [string, boolean, string][] = [
    ['Page', true, `http://${config.host}:${config.port} once started with "npm start"`],
    [
      'Sign-in',
      Boolean(config.openid),
      config.openid
        ? `with OpenID Connect at ${new URL(config.openid.issuer).host}`
        : 'by one-time links ("npm run sign-in"); OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL let people use their own accounts',
    ],
    ['Slack', Boolean(config.slack), slackLine(config)],
    ['Teams', Boolean(config.teams), teamsLine(config)],
    [
      'Vector index',
      graph,
      graph
        ? 'hnswlib-node'
        : 'hnswlib-node is not installed (it needs a compiler); the exact index serves instead, which is fine up to tens of thousands of entries',
    ],
    [
      'Wording model',
      Boolean(config.chat),
      config.chat
        ? `${config.chat.provider}:${config.chat.name}, ${config.chat.seconds} s at most`
        : 'reviewed wording only, which needs no model; CHAT_MODEL=provider:name turns one on',
    ],
    [
      'Embeddings',
      Boolean(config.embeddings),
      config.embeddings
        ? `${config.embeddings.provider}:${config.embeddings.name}`
        : "the library's own, which need no model; EMBEDDINGS=provider:name turns a model on",
    ],
    ['Knowledge', true, `${config.knowledge ?? 'the bundled folder'}; "npm run check" lists its problems`],
    ['Kept data', true, config.database ? 'in PostgreSQL, from DATABASE_URL' : `in ${config.data}/waymark.db`],
    ['Kept index', true, `in ${config.data}`],
  ]
  for (const [name, on, said] of lines) console.log(`${on ? 'on ' : 'off'}  ${name.padEnd(13)} ${said}`)
  for (const { name, fine, says } of checked) console.log(`${fine ? 'on ' : 'BAD'}  ${name.padEnd(13)} ${says}`)
  return checked.every(({ fine }) => fine) ? 0 : 1
}

function slackLine({ slack }: Config): string {
  if (!slack) return 'set SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET or SLACK_APP_TOKEN (manifest/README.md)'
  if (slack.oauth) return 'many workspaces, each a council of its own; events at /slack/events'
  return slack.appToken ? 'one workspace, over Socket Mode' : 'one workspace; events at /slack/events'
}

function teamsLine({ teams }: Config): string {
  if (!teams) return 'set TEAMS_APP_ID and the settings beside it (manifest/README.md)'
  if (teams.anonymous) return 'answers at /api/messages without a token, for a local emulator only'
  const { apps } = teams
  const kinds = [...new Set(apps.map(({ type }) => type))].join(' and ')
  const open = apps.filter(({ allowed }) => !allowed.length).length
  return [
    `answers at /api/messages; ${apps.length === 1 ? `one registration (${kinds})` : `${apps.length} registrations (${kinds})`}`,
    open
      ? 'any directory that installed it is answered: set TEAMS_TENANT_ID or TEAMS_ALLOWED_TENANTS to name them'
      : '',
    `make the app package with "npm run teams-package -- --app-id ${apps.length === 1 ? apps[0]!.appId : '…'} --host your-host"`,
  ]
    .filter(Boolean)
    .join('; ')
}
