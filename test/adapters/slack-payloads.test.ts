import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createClients } from '../../adapters/slack/clients.ts'
import { changedMessage, type Envelope, questionFromMessage } from '../../adapters/slack/events.ts'
import { createIntake, sourceOf } from '../../adapters/slack/intake.ts'
import { createMemory } from '../../adapters/slack/memory.ts'
import { projectRoot } from '../../src/open-library.ts'
import type { Incoming } from '../../src/stores.ts'
import { keptLog } from '../helpers.ts'

const payload = (name: string) =>
  JSON.parse(readFileSync(join(projectRoot(), 'test/fixtures/slack/payloads', `${name}.json`), 'utf8'))

/** What the intake makes of a payload in Slack's own shape: what it stores, or that it stores nothing. */
async function taken(name: string, known: Record<string, string> = {}) {
  const stored: (Incoming & { also: readonly string[] })[] = []
  const clients = createClients({}, undefined, keptLog())
  const platforms = { get: async (_: string, __: string, kind: string, key: string) => known[`${kind} ${key}`] }
  const intake = createIntake({
    inbox: {
      take: async (event: Incoming, also: readonly string[] = []) => stored.push({ ...event, also }) > 0,
    } as never,
    tenancy: { tenantOf: async (id: string) => ({ id }) } as never,
    clients: { ...clients, find: async () => ({ user: 'U0BOT' }) as never },
    memory: createMemory(platforms as never),
    clock: { time: () => 0, now: () => 0, today: () => '' },
    log: keptLog(),
    poke: () => {},
  })
  let acknowledged = false
  const here = await intake.take({
    body: payload(name),
    ack: async () => {
      acknowledged = true
    },
  })
  return { here, acknowledged, stored: stored[0] }
}

describe('payloads as Slack sends them', () => {
  it('a mention is kept under its event and its place, before it is acknowledged', async () => {
    const { stored, acknowledged } = await taken('app-mention')
    expect(stored).toMatchObject({
      key: 'slack:Ev0SCRUB01',
      also: ['slack:T0SCRUB01:C0HOUSING:1790000000.000100'],
      lane: 'C0HOUSING:1790000000.000100',
      tenant: 'slack:T0SCRUB01',
    })
    expect(acknowledged).toBe(true)
  })

  it('a direct message is a question as it was typed', () => {
    const { event } = payload('message-im') as Envelope
    expect(questionFromMessage(event, 'T0SCRUB01', 'U0BOT')).toEqual({
      text: 'can we favour local firms & charities?',
      askedBy: { tenant: 'slack:T0SCRUB01', platform: 'slack', id: 'U0SAM0001' },
      conversation: 'D0SAM0001:1790000001.000200',
    })
  })

  it.each([
    ['message-changed', 'edited'],
    ['message-deleted', 'deleted'],
  ])('%s stands in the lane of the message it is about', async (name, kind) => {
    expect(changedMessage(payload(name).event)?.kind).toBe(kind)
    expect((await taken(name)).stored?.lane).toBe('D0SAM0001:1790000001.000200')
  })

  it('a preview in a thread it never spoke in, and what it wrote itself, are acknowledged and dropped', async () => {
    for (const name of ['message-unfurled', 'message-by-ourselves'])
      expect(await taken(name)).toMatchObject({ here: true, acknowledged: true, stored: undefined })
  })

  it('in a shared channel the workspace is the one that installed the app, not the author’s', () => {
    expect(sourceOf(payload('shared-channel'))).toEqual({ team: 'T0SCRUB01', enterprise: undefined })
  })

  it.each([
    ['block-actions-ephemeral', 'private:C0HOUSING:U0SAM0001'],
    ['slash-command', 'private:C0HOUSING:U0SAM0001'],
    ['app-uninstalled', 'workspace'],
  ])('%s waits in the lane %s', async (name, lane) => {
    expect((await taken(name)).stored?.lane).toBe(lane)
  })
})
