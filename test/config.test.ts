import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { projectRoot } from '../src/open-library.ts'

describe('settings', () => {
  it('need nothing: loopback, port 3000, no platform', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      data: 'data',
      tenants: 'data/tenants',
      logLevel: 'info',
    })
  })

  it.each([
    [{ SLACK_BOT_TOKEN: 'x' }, 'SLACK_SIGNING_SECRET is missing'],
    [{ SLACK_SIGNING_SECRET: 'x' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing'],
    [{ SLACK_CLIENT_ID: 'x' }, 'SLACK_CLIENT_SECRET is missing'],
    [{ SLACK_CLIENT_SECRET: 'x' }, 'SLACK_CLIENT_ID is missing'],
    [{ SLACK_CLIENT_ID: 'x', SLACK_CLIENT_SECRET: 'x' }, 'SLACK_SIGNING_SECRET is missing'],
    [{ SLACK_CLIENT_ID: 'x', SLACK_CLIENT_SECRET: 'x', SLACK_BOT_TOKEN: 'x' }, 'set one of the two'],
    [{ SLACK_CLIENT_ID: 'x', SLACK_CLIENT_SECRET: 'x', SLACK_APP_TOKEN: 'xapp-1' }, 'one workspace'],
    [{ SLACK_BOT_TOKEN: 'x', SLACK_APP_TOKEN: 'xoxb-1' }, 'begins with xapp-'],
    [{ WAYMARK_SECRET: 'short' }, '32 characters or more'],
    [{ TEAMS_APP_ID: 'x' }, 'TEAMS_APP_PASSWORD is missing'],
    [{ TEAMS_APP_PASSWORD: 'x' }, 'TEAMS_APP_ID is missing'],
    [{ PORT: 'eighty' }, 'PORT'],
    [{ CHAT_MODEL: 'gpt-4.1' }, 'CHAT_MODEL: write provider:name'],
    [{ CHAT_MODEL: 'mistral:large' }, 'openai, azure, anthropic, ollama'],
    [{ CHAT_MODEL: 'openai:gpt-4.1' }, 'OPENAI_API_KEY is missing; CHAT_MODEL is set to openai'],
    [{ CHAT_MODEL: 'azure:gpt', AZURE_OPENAI_API_KEY: 'k' }, 'AZURE_OPENAI_ENDPOINT is missing'],
    [{ EMBEDDINGS: 'anthropic:x', ANTHROPIC_API_KEY: 'k' }, 'anthropic offers no embedding models'],
    [{ CHAT_MODEL: 'ollama:llama3', MODEL_SECONDS: '0' }, 'MODEL_SECONDS'],
    [{ NATION: 'narnia' }, 'NATION'],
    [{ TEAMS_ALLOW_ANONYMOUS: 'true', HOST: '0.0.0.0' }, 'loopback only'],
  ])('refuse to start half configured: %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message)
  })

  it('name a model with its deadline and budget', () => {
    expect(
      readConfig({ CHAT_MODEL: 'ollama:llama3:8b', EMBEDDINGS: 'openai:small', OPENAI_API_KEY: 'k' }),
    ).toMatchObject({
      chat: { provider: 'ollama', name: 'llama3:8b', seconds: 6, perPerson: 100, perTenant: 2000 },
      embeddings: { provider: 'openai', name: 'small', key: 'k' },
    })
  })

  it('take a PostgreSQL address as it is, and refuse any other without showing its password', () => {
    const url = 'postgresql://waymark:s3cret@db.example:5432/waymark'
    expect(readConfig({ DATABASE_URL: url }).database).toBe(url)
    for (const wrong of ['mysql://waymark:s3cret@db/waymark', 'waymark:s3cret@db', 'postgres://[s3cret'])
      expect(() => readConfig({ DATABASE_URL: wrong })).toThrow(
        expect.objectContaining({ name: 'ConfigError', message: expect.not.stringContaining('s3cret') }),
      )
  })

  it('treat an empty value as not set', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: '', PORT: '' }).slack).toBeUndefined()
  })

  it('are all explained in .env.example, and nothing else is', () => {
    const example = readFileSync(join(projectRoot(), '.env.example'), 'utf8')
    const named = [...example.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    const read = [...readFileSync(join(projectRoot(), 'src/config.ts'), 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
      ([, name]) => name,
    )
    expect([...named].sort()).toEqual([...read].sort())
  })
})
