import { openStores } from '../../adapters/database/open-stores.ts'
import { FAILED } from '../../src/cards/words.ts'
import { Specialist } from '../../src/domain/specialist.ts'
import { type ChatHarness, chatAdapterContract, type ShownMessage } from '../contracts/chat-adapter.ts'
import { assistantOver } from '../helpers.ts'
import type { Card, Sent } from '../servers/connector.ts'
import { assistantIn, DIRECTORY, setUpCouncil, teamsBot } from '../servers/teams.ts'

type Element = Record<string, unknown>

chatAdapterContract('Teams', openTeams)

/** Teams as the contract sees it: the connector's messages, with cards as they were drawn last. */
async function openTeams(): Promise<ChatHarness> {
  const over = await assistantOver()
  const stores = await openStores({ data: ':memory:' })
  await setUpCouncil(stores, { desk: undefined })
  const priya = { id: 'priya', name: 'Priya Shah', contacts: { teams: 'priya' } }
  await stores.roster.replace('exampleshire', [Specialist.parse(priya)])
  const own = assistantIn(over, stores)
  let broken = false
  const assistant = {
    ...own,
    ask: (asked: Parameters<typeof own.ask>[0]) => (broken ? Promise.reject(new Error(asked.text)) : own.ask(asked)),
  }
  const bot = await teamsBot({ ...over, stores, assistant })
  const forms = new Map<string, { card: Card; send: (fields: Element) => Promise<unknown> }>()
  let number = 0
  let sending: Promise<void> = Promise.resolve()

  const as = (person: string) => ({
    from: { id: `29:${person}`, name: `Some ${person}`, aadObjectId: person },
    conversation: { id: chatOf(person), tenantId: DIRECTORY, conversationType: 'personal' },
  })
  /** A chat somebody never wrote in is one that we opened. */
  const chatOf = (person: string) => (person === 'priya' ? 'a:opened-priya' : `a:${person}`)
  const current = ({ id, activity }: Sent) =>
    bot.connector.updates().findLast((update) => update.id === id)?.activity ?? activity

  return {
    people: { asker: 'sam', other: 'ada', specialist: 'priya' },
    async says(person, text, { twice = false } = {}) {
      const message = { ...as(person), id: `said-${++number}`, text }
      // Requests leave one after the other; what comes back is not waited for.
      const posted = sending.then(() => [bot.send(message), ...(twice ? [bot.send(message)] : [])])
      sending = posted.then(() => new Promise((resolve) => setTimeout(resolve, 3)))
      await Promise.all(await posted)
      return chatOf(person)
    },
    async settled() {
      for (let quiet = 0; quiet < 3; ) {
        const waiting = await stores.db.selectFrom('inbox').select('key').where('done', '=', 0).execute()
        quiet = waiting.length ? 0 : quiet + 1
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    shown: (person) =>
      bot.connector
        .messages()
        .filter(({ conversation }) => conversation === chatOf(person))
        .map((sent) => ({ words: wordsOf(current(sent)), raw: current(sent), thread: sent.id })),
    async press(person, message, label) {
      const card = cardIn(message)
      const pressed = all(card).find(({ title, type }) => title === label && String(type).startsWith('Action.'))
      if (!pressed) throw new Error(`there is no "${label}"`)
      if (pressed.type === 'Action.ShowCard') {
        const inner = pressed.card as Card
        const doing = inner.actions![0]!
        forms.set(person, { card: inner, send: (fields) => execute(person, doing.data as Element, fields, message) })
      } else if (pressed.type === 'Action.Submit') {
        const { body } = await bot.invoke('task/fetch', { data: pressed.data }, as(person))
        const form = body.task.value.card.content as Card
        const send = all(form).find(({ title }) => title === 'Send')!.data as Element
        forms.set(person, {
          card: form,
          send: (fields) => bot.invoke('task/submit', { data: { ...send, ...fields } }, as(person)),
        })
      } else await execute(person, pressed.data as Element, {}, message)
    },
    form: (person) => JSON.stringify(forms.get(person)?.card),
    async fillIn(person, fields) {
      const { card, send } = forms.get(person)!
      const inputs = all(card).filter(({ type }) => String(type).startsWith('Input.'))
      const values = inputs.map(({ id, value }) => [
        id,
        fields[String(id)] ?? (inputs.length === 1 ? fields.words : value),
      ])
      forms.delete(person)
      await send(Object.fromEntries(values.filter(([, value]) => value !== undefined)))
    },
    deliver: () => bot.deliver(),
    marksOfItsOwn: ({ raw }) => marksIn(raw as Sent['activity']),
    breakDown: (now) => {
      broken = now
    },
    log: () => JSON.stringify(over.log.lines),
    async close() {
      await bot.close()
      await over.stores.close()
    },
  }

  function execute(person: string, data: Element, fields: Element, { thread }: ShownMessage): Promise<unknown> {
    const action = { type: 'Action.Execute', verb: data.verb, data: { ...data, ...fields } }
    return bot.invoke('adaptiveCard/action', { action }, { ...as(person), replyToId: thread })
  }
}

const cardIn = ({ raw }: ShownMessage) => (raw as Sent['activity']).attachments?.[0]?.content

function all(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(all)
  if (!value || typeof value !== 'object') return []
  return [value as Element, ...Object.values(value).flatMap(all)]
}

/** What is read: the message without its escapes, then the card's text. */
function wordsOf({ text = '', attachments = [] }: Sent['activity']): string {
  const plain = text === FAILED ? text : text.replace(/\\(.)/g, '$1').replaceAll('**', '')
  const drawn = all(attachments).flatMap(({ type, text: one }) =>
    /^Text(?:Run|Block)$/.test(String(type)) ? [String(one)] : [],
  )
  return [plain, drawn.join(' ')].filter(Boolean).join('\n')
}

/** Mentions, links and mark-up that nobody but an author of entries should be able to make. */
function marksIn({ text = '', entities = [], attachments = [] }: Sent['activity']): string[] {
  const cited = new Set(entities.flatMap(({ citation = [] }) => citation.map(({ position }) => `[${position}]`)))
  const live = text
    .replace(/\\[\\`*_~[\]|#=.)+-]/g, '')
    .replace(/\*\*/g, '')
    .replace(/\[\d+\]/g, (marker) => (cited.has(marker) ? '' : marker))
  const inText = live.match(/<[^>]*>|\[[^\]]*\]|\b[a-z][a-z0-9+.-]*:\/\/\S+|@\w/gi) ?? []
  const inBlocks = all(attachments).flatMap(({ type, text: one }) =>
    type === 'TextBlock'
      ? (String(one)
          .replace(/\\./g, '')
          .match(/<|\[|:\/\//g) ?? [])
      : [],
  )
  const links = all(attachments).flatMap(({ type, url }) =>
    type === 'Action.OpenUrl' &&
    !/^https:\/\/(?:www\.legislation\.gov\.uk|www\.gov\.uk|www\.example\.org)/.test(String(url))
      ? [String(url)]
      : [],
  )
  const mentions = entities.filter(({ type }) => type === 'mention').map(() => 'mention')
  return [...inText, ...inBlocks, ...links, ...mentions]
}
