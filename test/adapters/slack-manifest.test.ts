import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { COMMAND, SHORTCUT } from '../../adapters/slack/listeners/presses.ts'
import { BOT_SCOPES, EVENTS, SCOPES } from '../../adapters/slack/scopes.ts'
import { PROMPTS } from '../../adapters/slack/words.ts'
import { projectRoot } from '../../src/open-library.ts'
import { SCOPE_OF } from '../servers/slack/methods.ts'

const read = (path: string) => readFileSync(join(projectRoot(), path), 'utf8')
const manifest = JSON.parse(read('manifest/slack/manifest.json'))
const guide = read('manifest/README.md')
const code = readdirSync(join(projectRoot(), 'adapters/slack'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`adapters/slack/${file}`))
  .join('\n')

/** The scope without which Slack does not send an event. */
const SCOPE_OF_EVENT: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  app_uninstalled: undefined,
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  tokens_revoked: undefined,
}

describe('the Slack manifest', () => {
  it('is one Slack takes', () => {
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(read('test/fixtures/slack/manifest.schema.json')))
    validate(manifest)
    expect(validate.errors ?? []).toEqual([])
  })

  it('asks for the scopes that its events, methods and features need, and no other', () => {
    const called = [...code.matchAll(/\bclient\s*\.((?:[a-z][A-Za-z]*\.)+[a-zA-Z]+)\(/g)].map(([, method]) => method!)
    for (const method of called) expect(Object.keys(SCOPE_OF), method).toContain(method)
    const needed = [
      ...called.map((method) => SCOPE_OF[method]),
      ...EVENTS.map((event) => SCOPE_OF_EVENT[event]),
      'commands',
    ].filter(Boolean)
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...new Set(needed)].sort())
    expect([...BOT_SCOPES].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort())
  })

  it('asks for the events the adapter takes in, and no other', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...EVENTS])
    const taken = [...code.matchAll(/event\.type === '([a-z_]+)'|app\.event\('([a-z_]+)'/g)].map(([, a, b]) => a ?? b)
    const asked = new Set(EVENTS.map((event) => event.split('.')[0]))
    expect(new Set(taken)).toEqual(asked)
  })

  it('has the command and the shortcut the adapter answers, and no other', () => {
    expect(manifest.features.slash_commands.map((one: { command: string }) => one.command)).toEqual([COMMAND])
    expect(manifest.features.shortcuts).toMatchObject([{ callback_id: SHORTCUT, type: 'message' }])
    expect(code.match(/app\.command\(/g)).toHaveLength(1)
    expect(code.match(/app\.shortcut\(/g)).toHaveLength(1)
  })

  it('offers the questions the adapter offers', () => {
    expect(manifest.features.agent_view.suggested_prompts).toEqual(PROMPTS)
  })

  it('points at the addresses the service serves', () => {
    const { event_subscriptions, interactivity } = manifest.settings
    const [command] = manifest.features.slash_commands
    for (const url of [event_subscriptions.request_url, interactivity.request_url, command.url])
      expect(new URL(url).pathname).toBe('/slack/events')
    expect(manifest.oauth_config.redirect_urls.map((url: string) => new URL(url).pathname)).toEqual([
      '/slack/oauth_redirect',
    ])
  })

  it('gives whoever installs it the reason for every scope', () => {
    const [slack = ''] = guide.split('## Teams')
    const table = [...slack.matchAll(/^\| `([a-z_:]+)` \| (.+) \|$/gm)].map(([, scope, why]) => [scope, why])
    expect(Object.fromEntries(table)).toEqual(SCOPES)
  })
})
