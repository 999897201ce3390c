import type { Assistant, Reply } from '../../src/assistant.ts'
import { cardFor } from '../../src/cards/answer-card.ts'
import type { Log } from '../../src/ports.ts'
import { conversationOf, personOf, plainTextOf } from './activities.ts'
import { type Activity, ADAPTIVE, attached } from './activity.ts'
import { adaptiveCard } from './adaptive-card.ts'
import { withBackoff } from './backoff.ts'
import type { Connection, Place } from './connection.ts'
import type { Turn } from './conversation.ts'
import { type Element, rich } from './elements.ts'
import { LIMITS } from './limits.ts'
import type { Places } from './places.ts'
import { activitiesFor, stillCard } from './reply.ts'
import { TEAMS } from './words.ts'

interface Deps {
  assistant: Assistant
  places: Places
  connection: Connection
  log: Log
  /** How long Teams is kept waiting, in milliseconds. */
  patience?: number
}

/** The command on a message, and its one parameter in the search; the app's manifest names the same. */
export const COMMANDS = { search: 'search', check: 'check', parameter: 'words' } as const

/** Looking something up, and dropping a card with its sources into any conversation. */
export function createMessageExtension({
  assistant,
  places,
  connection,
  log,
  patience = LIMITS.invokeSeconds * 1000,
}: Deps) {
  return {
    /** What fits the words typed so far. */
    async search(activity: Activity): Promise<Record<string, unknown>> {
      const found = await assistant.search(personOf(activity), wordsTyped(activity.value), LIMITS.results)
      return {
        composeExtension: {
          type: 'result',
          attachmentLayout: 'list',
          attachments: found.map(({ title, line, card }) => ({
            contentType: ADAPTIVE,
            content: stillCard(card),
            preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text: line } },
          })),
        },
      }
    },

    /** "Check this claim" on somebody's message: the answer in a dialog, to be added to the conversation or not. */
    async check(turn: Turn): Promise<Record<string, unknown>> {
      const { activity } = turn
      const words = wordsOfMessage(activity.value)
      if (!words) return dialog(saying(TEAMS.nothingSaid))
      const person = personOf(activity)
      const asking = assistant.ask({
        text: words,
        askedBy: person,
        conversation: `${conversationOf(activity)} check ${person.id}`,
        history: [],
      })
      const reply = await within(asking, patience)
      if (!reply) return dialog(saying((await later(turn, asking)) ? TEAMS.checking : TEAMS.checkingElsewhere))
      const add = {
        type: 'Action.Submit',
        title: TEAMS.show,
        style: 'positive',
        data: { verb: 'insert', question: reply.questionId },
      }
      return dialog(stillCard(reply.card, reply.answer.outcome === 'answered' ? [add] : []))
    },

    /** The answer looked at in the dialog, as a card in the box where the person writes. */
    async insert(activity: Activity): Promise<Record<string, unknown> | undefined> {
      const { data } = (activity.value ?? {}) as { data?: { question?: unknown } }
      const recorded = await assistant.find(personOf(activity), String(data?.question ?? ''))
      if (!recorded) return undefined
      const card = stillCard(cardFor(recorded.answer))
      return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [attached(card)] } }
    },
  }

  /** Teams waits five seconds; an answer that takes longer goes to the person's chat with us. False when they have none. */
  async function later({ activity, tenant }: Turn, asking: Promise<Reply>): Promise<boolean> {
    const known = await places.person(tenant.id, personOf(activity).id)
    const place = known?.conversation ? await places.of(tenant.id, known.conversation) : undefined
    asking
      .then(async ({ card, questionId }) => {
        if (place) await showAll(place, card, questionId)
      })
      .catch((error: Error) => log.warn('[teams] a late answer was not shown', { name: error.name }))
    return Boolean(place)
  }

  async function showAll(place: Place, card: Reply['card'], question: string): Promise<void> {
    for (const message of activitiesFor(card, { question })) await withBackoff(() => connection.send(place, message))
  }
}

const dialog = (card: Element): Record<string, unknown> => ({
  task: { type: 'continue', value: { title: TEAMS.checkTitle, height: 'large', width: 'large', card: attached(card) } },
})

const saying = (text: string): Element => adaptiveCard([rich(text, { citations: [] })], [], text)

function wordsTyped(value: unknown): string {
  const { parameters } = (value ?? {}) as { parameters?: unknown }
  const found = Array.isArray(parameters) ? parameters.find((one) => one?.name === COMMANDS.parameter) : undefined
  return typeof found?.value === 'string' ? found.value : ''
}

/** A message as the command brings it: HTML, or plain text. */
function wordsOfMessage(value: unknown): string {
  const { messagePayload } = (value ?? {}) as { messagePayload?: { body?: { content?: unknown } } }
  const content = messagePayload?.body?.content
  return typeof content === 'string' ? plainTextOf(content) : ''
}

function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
