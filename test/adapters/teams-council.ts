import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type OpenStores, openStores } from '../../adapters/database/open-stores.ts'
import { Specialist } from '../../src/domain/specialist.ts'
import { assistantOver } from '../helpers.ts'
import type { Card, Sent } from '../servers/connector.ts'
import { assistantIn, DIRECTORY, setUpCouncil, type TeamsBot, teamsBot } from '../servers/teams.ts'

const SPECIALISTS = [
  { id: 'priya', name: 'Priya Shah', contacts: { teams: 'priya', web: 'priya@example.uk' }, places: ['anytown'] },
  { id: 'tom', name: 'Tom Webb', contacts: { teams: 'tom', web: 'tom@example.uk' } },
].map((one) => Specialist.parse(one))
export const asPriya = {
  from: { id: '29:priya', name: 'Priya Shah', aadObjectId: 'priya' },
  conversation: { id: 'a:priya', tenantId: DIRECTORY, conversationType: 'personal' },
}
export const asTom = {
  from: { id: '29:tom', name: 'Tom Webb', aadObjectId: 'tom' },
  conversation: { id: 'a:tom', tenantId: DIRECTORY, conversationType: 'personal' },
}
export const NEED = {
  words: 'We want to talk to suppliers about home care',
  stage: 'problem',
  value: 'unknown',
  place: 'Anytown',
}

let over: Awaited<ReturnType<typeof assistantOver>>
export let stores: OpenStores
export let bot: TeamsBot

/** A council with a desk and two specialists in Teams, new for each test of the file. */
export function useCouncil(): void {
  beforeAll(async () => {
    over = await assistantOver()
  })
  beforeEach(async () => {
    stores = await openStores({ data: ':memory:' })
    await setUpCouncil(stores)
    await stores.roster.replace('exampleshire', SPECIALISTS)
    bot = await teamsBot({ ...over, stores, assistant: assistantIn(over, stores) })
  })
  afterEach(() => bot.close())
  afterAll(() => over.stores.close())
}

/** The process ends, and another takes up its stores. */
export async function restart(): Promise<void> {
  await bot.close({ keep: true })
  const { connector, identity } = bot
  bot = await teamsBot({ ...over, stores, assistant: assistantIn(over, stores), connector, identity })
}

export const cardOf = (sent: Sent | undefined) => sent?.activity.attachments?.[0]?.content
export const text = (card: unknown) => JSON.stringify(card)
export const to = (conversation: string) => bot.connector.messages().filter((one) => one.conversation === conversation)
export const elements = (card: Card): Record<string, unknown>[] =>
  [...card.body, ...(card.actions ?? [])].flatMap(function all(one): Record<string, unknown>[] {
    const inner = [one.items, one.actions, one.columns, (one.card as Card)?.body, (one.card as Card)?.actions].flatMap(
      (list) => (Array.isArray(list) ? list : []),
    )
    return [one, ...inner.flatMap(all)]
  })
/** The data a button of a card carries. */
export const button = (card: Card, title: string): Record<string, unknown> => {
  const found = elements(card).filter((one) => one.title === title && one.data)
  expect(
    found.length,
    `${title} in ${elements(card)
      .map((one) => one.title)
      .filter(Boolean)
      .join(', ')}`,
  ).toBeGreaterThan(0)
  return found[0]!.data as Record<string, unknown>
}
export const values = (card: Card) =>
  Object.fromEntries(
    elements(card).flatMap(({ id, value, type }) => (String(type).startsWith('Input') ? [[id, value ?? '']] : [])),
  )
export const press = (card: Card, title: string, fields: Record<string, unknown> = {}, as = {}) => {
  const data = button(card, title)
  return bot.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: data.verb, data: { ...data, ...fields } } },
    as,
  )
}
/** Fills the form in as the asker does, and gives the request. */
export async function ask(fields: Record<string, unknown> = NEED, as = {}) {
  const { body } = await bot.invoke('task/fetch', { data: { verb: 'specialist' } }, as)
  const form = body.task.value.card.content as Card
  const sent = await bot.invoke('task/submit', { data: { ...button(form, 'Send'), ...fields } }, as)
  await bot.deliver()
  const [request] = await stores.requests.list('exampleshire')
  return { form, sent: sent.body, request: request! }
}
/** The latest card of a request in a conversation. */
export const latest = (conversation: string): Card => {
  const ids = new Set(to(conversation).map(({ id }) => id))
  return cardOf(bot.connector.sent.filter((one) => ids.has(one.id) && one.activity.attachments).at(-1))!
}
