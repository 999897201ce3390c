import type { Assistant, Reply } from '../../src/assistant.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { FAILED, GREETINGS } from '../../src/cards/words.ts'
import type { Card } from '../../src/domain/card.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import { PortError } from '../../src/errors.ts'
import type { Log } from '../../src/ports.ts'
import { asks, does, opens, type Pressed, stacked } from './actions.ts'
import { conversationOf, isForUs, isShared, personOf, questionFromActivity, wordsOf } from './activities.ts'
import { type Activity, attached, type Outgoing } from './activity.ts'
import { adaptiveCard, elementsOf } from './adaptive-card.ts'
import type { AnswersShown, ShownAnswer } from './answers-shown.ts'
import { withBackoff } from './backoff.ts'
import type { Connection, Place } from './connection.ts'
import type { Places } from './places.ts'
import { activitiesFor } from './reply.ts'
import type { ShownCards } from './shown-cards.ts'
import { whileTyping } from './typing.ts'
import { TEAMS } from './words.ts'

/** An activity with what was learnt of it at the door. */
export interface Turn {
  activity: Activity
  place: Place
  tenant: Tenant
}

interface Deps {
  assistant: Assistant
  connection: Connection
  places: Places
  answers: AnswersShown
  shown: ShownCards
  log: Log
  /** Deals with a press that came as a message, from a client too old for more. */
  pressed(turn: Turn, data: Pressed): Promise<void>
  /** A card for the words of a command, if it is one. */
  command(turn: Turn, words: string): Promise<Outgoing | undefined>
}

/** What happens to what people say, change and take back, and when we come and go. */
export function createConversation({ assistant, connection, places, answers, shown, log, pressed, command }: Deps) {
  const send = (place: Place, activity: Outgoing) => withBackoff(() => connection.send(place, activity))

  async function hear(turn: Turn): Promise<void> {
    const { activity, place } = turn
    const data = dataOf(activity)
    if (data) return pressed(turn, data)
    if (!isForUs(activity) || isBot(activity)) return
    const asCommand = await command(turn, wordsOf(activity))
    if (asCommand) await send(place, asCommand)
    // Answered already: an edit of it was faster, or the process ended just before it was noted.
    else if (!(await earlierAnswer(turn))) await answer(turn)
  }

  /** `before` is an earlier answer to the same question, changed in place where there is one. */
  async function answer(turn: Turn, before?: ShownAnswer): Promise<void> {
    const { activity, place, tenant } = turn
    const reply = await whileTyping(assistant.ask(questionFromActivity(activity)), () =>
      connection.send(place, { type: 'typing' }),
    )
    const first = isShared(activity) ? [TEAMS.outsiders, ...reply.card.first] : reply.card.first
    const activities = messagesFor({ ...reply, card: { ...reply.card, first } }, turn)
    const messages = await show(place, activities, before?.messages ?? [])
    if (!activity.id) return
    const kept = { asked: activity.id, question: reply.questionId, messages }
    await answers.keep(tenant.id, conversationOf(activity), kept, tenant.keep.conversations)
  }

  /** Draws over earlier messages as far as there are any; what is left of them goes. */
  async function show(place: Place, activities: readonly Outgoing[], earlier: readonly string[]): Promise<string[]> {
    const ids: string[] = []
    for (const [index, activity] of activities.entries()) {
      const id = earlier[index]
      if (id && (await changed(place, id, activity))) ids.push(id)
      else ids.push(await send(place, activity))
    }
    for (const id of earlier.slice(activities.length)) await takeBack(place, id)
    return ids
  }

  async function changed(place: Place, id: string, activity: Outgoing): Promise<boolean> {
    try {
      await withBackoff(() => connection.update(place, id, activity))
      return true
    } catch (error) {
      if (error instanceof PortError && error.permanent) return false
      throw error
    }
  }

  const takeBack = (place: Place, id: string) =>
    withBackoff(() => connection.remove(place, id)).catch((error) => {
      if (!(error instanceof PortError && error.permanent)) throw error
    })

  /** Teams tells it more than once; a colleague who joins later is not greeted. */
  async function greet({ place, tenant }: Turn): Promise<void> {
    if (await places.firstWelcome(tenant.id, place.conversation)) await send(place, welcome())
  }

  /** Where people were written to, and which messages were ours: without the app we may not write there any more. */
  async function forget({ place, tenant }: Turn): Promise<void> {
    await places.forget(tenant.id, place.conversation)
    await shown.forget(tenant.id, place.conversation)
    await answers.forget(tenant.id, place.conversation, tenant.keep.conversations)
  }

  async function edited(turn: Turn): Promise<void> {
    const { activity, place } = turn
    if (!isForUs(activity) || isBot(activity)) return
    const before = await earlierAnswer(turn)
    const asCommand = before ? undefined : await command(turn, wordsOf(activity))
    if (asCommand) await send(place, asCommand)
    else await answer(turn, before)
  }

  /** Somebody who takes a question back wants neither its answer to stand there nor us to keep it. */
  async function deleted(turn: Turn): Promise<void> {
    const earlier = await earlierAnswer(turn)
    for (const id of earlier?.messages ?? []) await takeBack(turn.place, id)
    if (earlier) await assistant.forget(personOf(turn.activity), earlier.question)
  }

  const earlierAnswer = ({ activity, tenant }: Turn) =>
    answers.toQuestion(tenant.id, conversationOf(activity), activity.id ?? '', tenant.keep.conversations)

  return {
    /** Never rejects for what trying again cannot mend. */
    async take(turn: Turn): Promise<void> {
      const { activity, place } = turn
      try {
        if (activity.type === 'message') await hear(turn)
        else if (activity.type === 'messageUpdate') await edited(turn)
        else if (activity.type === 'messageDelete') await deleted(turn)
        else if (cameIn(activity)) await greet(turn)
        else if (wentOut(activity)) await forget(turn)
      } catch (error) {
        if (error instanceof PortError && !isTeams(error)) throw error
        const { code, name } = (error ?? {}) as { code?: string; name?: string }
        log.error('[teams] cannot answer', { code: code ?? name, type: activity.type })
        // Who has blocked us cannot be told so.
        if (activity.type === 'message' && !(error instanceof PortError && error.permanent))
          await connection.send(place, { type: 'message', textFormat: 'plain', text: FAILED }).catch(() => undefined)
      }
    },
  }
}

/** Two bots that answer each other never end. */
const isBot = ({ from }: Activity) => Boolean(from?.id?.startsWith('28:'))

const isTeams = ({ message }: PortError) => message.startsWith('[teams]')

const cameIn = ({ type, membersAdded, recipient }: Activity) =>
  type === 'conversationUpdate' && Boolean(membersAdded?.some(({ id }) => id && id === recipient?.id))
/** "remove-upgrade" is one half of an update: the app stays. */
const wentOut = ({ type, action, membersRemoved, recipient }: Activity) =>
  (type === 'installationUpdate' && action === 'remove') ||
  (type === 'conversationUpdate' && Boolean(membersRemoved?.some(({ id }) => id && id === recipient?.id)))

function dataOf({ value, text }: Activity): Pressed | undefined {
  const data = value as Pressed | null | undefined
  return !text && data && typeof data === 'object' && typeof data.verb === 'string' ? data : undefined
}

const welcome = (): Outgoing => withPrompts({ ...EMPTY, body: [GREETINGS.hello] })

/** A greeting: words, what can be asked, and a way to a person. */
function withPrompts(card: Card): Outgoing {
  const [words] = activitiesFor(card, { actions: [] })
  const specialist = opens(TEAMS.formTitle, { verb: 'specialist' }, { style: 'positive' })
  const prompts = stacked(TEAMS.prompts.map((prompt) => asks(prompt)))
  return { ...words!, attachments: [attached(adaptiveCard(prompts, [specialist], toPlainText(card)))] }
}

function messagesFor({ card, questionId, answer: { outcome } }: Reply, turn: Turn): Outgoing[] {
  if (outcome === 'greeting') return [withPrompts(card)]
  const activities = activitiesFor(card, { question: questionId })
  if (outcome !== 'specialist' || !turn.place.personal) return activities
  // Asked for a person: the form is offered here as well, for clients without dialogs.
  const { body, actions } = elementsOf(card, { question: questionId })
  const here = does(TEAMS.fillInHere, { verb: 'form', question: questionId })
  const last = activities.at(-1)!
  if (activities.length > 1) return activities
  return [{ ...last, attachments: [attached(adaptiveCard(body, [...actions, here], last.text ?? ''))] }]
}
