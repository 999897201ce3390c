import type { Settings } from '../../src/admin/settings.ts'
import type { Assistant } from '../../src/assistant.ts'
import type { SlackConfig } from '../../src/config.ts'
import type { Card } from '../../src/domain/card.ts'
import type { Person } from '../../src/domain/question.ts'
import type { Clock, Log } from '../../src/ports.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import type { Stores } from '../../src/stores.ts'
import type { Tenancy } from '../../src/tenancy.ts'
import type { Bot, Clients } from './clients.ts'
import { personIn } from './events.ts'
import { sourceOf } from './intake.ts'
import type { Memory } from './memory.ts'
import type { People } from './people.ts'

/** What the service hands to the adapter. */
export interface SlackDeps {
  config: SlackConfig
  assistant: Assistant
  desk: Desk
  settings: Settings
  tenancy: Tenancy
  /** A request's card as it is now, for whoever reads it; without a reader, for the desk. */
  requestCard(tenant: string, request: string, reader?: Person): Promise<Card | undefined>
  stores: Pick<Stores, 'inbox' | 'platforms' | 'data' | 'tenants' | 'people'>
  clock: Clock
  log: Log
  /** What tokens are sealed with at rest. */
  secret: string
}

/** What the listeners share. */
export interface Tools extends SlackDeps {
  clients: Clients
  memory: Memory
  people: People
}

/** Who did something in Slack, and as whom we answer. */
export interface Who {
  bot: Bot
  team: string
  tenant: string
  person: Person
}

export async function whoDid({ clients, tenancy }: Tools, body: object, user: string): Promise<Who> {
  const { team, enterprise } = sourceOf(body as Record<string, unknown>)
  const bot = await clients.of(team, enterprise)
  const { id: tenant } = await tenancy.tenantOf(`slack:${team}`)
  return { bot, team, tenant, person: personIn(team, user) }
}
