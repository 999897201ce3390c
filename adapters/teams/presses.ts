import { REQUEST } from '../../src/cards/request-words.ts'
import type { Pressed } from './actions.ts'
import { conversationOf, personOf } from './activities.ts'
import { ADAPTIVE, attached, type Outgoing } from './activity.ts'
import { adaptiveCard } from './adaptive-card.ts'
import { withBackoff } from './backoff.ts'
import type { Connection, Place } from './connection.ts'
import type { Turn } from './conversation.ts'
import { type Element, rich } from './elements.ts'
import type { Places } from './places.ts'
import type { Requests, Submitted } from './requests.ts'
import { DESK_CARD, type ShownCards } from './shown-cards.ts'
import { TEAMS } from './words.ts'

/** Teams waits some fifteen seconds for an answer, and a last call may take ten of them. */
const WAITS = 3000

/** What a press gives back: a card in place of the one pressed, or a word. */
export type Pressing = { card: Element } | { said: string }

interface Deps {
  requests: Requests
  shown: ShownCards
  places: Places
  connection: Connection
}

/** Buttons pressed and dialogs filled in, whichever way a client brings them. */
export function createPresses({ requests, shown, places, connection }: Deps) {
  const send = (place: Place, element: Element) =>
    withBackoff(() => connection.send(place, { type: 'message', attachments: [attached(element)] }), { within: WAITS })

  async function press(turn: Turn, data: Pressed): Promise<Pressing> {
    const { activity, place, tenant } = turn
    const viewer = activity.from?.id
    switch (data.verb) {
      case 'act':
        return cardOr(await requests.press(turn, data, viewer), REQUEST.notFound)
      case 'request':
        return cardOr(
          await requests.card(personOf(activity), String(data.request), undefined, viewer),
          REQUEST.notFound,
        )
      case 'open':
        return open(turn, String(data.request))
      case 'queue':
        return cardOr(await requests.queue(activity), TEAMS.notForYou)
      case 'mine':
        return { card: await requests.mine(activity) }
      case 'form':
      case 'specialist':
        await send(place, await requests.form(activity, data.question, false))
        return { said: TEAMS.openedBelow }
      case 'send': {
        const submitted = await requests.submit(activity, data, false)
        if (!('sent' in submitted)) return { card: 'form' in submitted ? submitted.form : submitted.nobody }
        if (activity.replyToId && place.personal)
          await shown.keep(tenant.id, submitted.request, {
            conversation: conversationOf(activity),
            message: activity.replyToId,
            reader: personOf(activity).id,
            version: submitted.version,
          })
        const own = place.personal
          ? await requests.card(personOf(activity), submitted.request, submitted.sent)
          : undefined
        return { card: own ?? saying(submitted.sent) }
      }
      default:
        return { said: TEAMS.old }
    }
  }

  /** A request's card as a message of its own, which is then kept up to date. */
  async function open({ activity, place, tenant }: Turn, request: string): Promise<Pressing> {
    const person = personOf(activity)
    const element = place.personal
      ? await requests.card(person, request, undefined, activity.from?.id)
      : await requests.deskCard(person, tenant.id, request)
    if (!element) return { said: REQUEST.notFound }
    const message = await send(place, element)
    const reader = place.personal ? person.id : DESK_CARD
    const version = await requests.versionOf(person, request)
    await shown.keep(tenant.id, request, { conversation: place.conversation, message, reader, version })
    return { said: TEAMS.openedBelow }
  }

  return {
    press,

    /** The same from a client that can only send a message: the pressed message is changed, or a new one says it. */
    async asMessage(turn: Turn, data: Pressed): Promise<void> {
      const { activity, place } = turn
      const outcome = await press(turn, data)
      const reply: Outgoing =
        'card' in outcome
          ? { type: 'message', attachments: [attached(outcome.card)] }
          : { type: 'message', textFormat: 'plain', text: outcome.said }
      if ('card' in outcome && activity.replyToId) await connection.update(place, activity.replyToId, reply)
      else await withBackoff(() => connection.send(place, reply))
    },

    /** Once a dialog has been sent, the asker has a card of the request in their own chat with us. */
    async afterDialog(
      { activity, place, tenant }: Turn,
      submitted: Extract<Submitted, { sent: string }>,
    ): Promise<void> {
      const person = personOf(activity)
      const own = place.personal ? place : await ownPlace(tenant.id, person.id)
      const element = own && (await requests.card(person, submitted.request, submitted.sent))
      if (!own || !element) return
      const message = await send(own, element)
      await shown.keep(tenant.id, submitted.request, {
        ...{ conversation: own.conversation, message, reader: person.id, version: submitted.version },
      })
    },
  }

  async function ownPlace(tenant: string, person: string): Promise<Place | undefined> {
    const known = await places.person(tenant, person)
    return known?.conversation ? places.of(tenant, known.conversation) : undefined
  }
}
export type Presses = ReturnType<typeof createPresses>

const cardOr = (card: Element | undefined, otherwise: string): Pressing => (card ? { card } : { said: otherwise })
const saying = (text: string): Element => adaptiveCard([rich(text, { citations: [] })], [], text)

/** What a press gives back, as Teams wants it in the answer to an `adaptiveCard/action`. */
export function actionBody(outcome: Pressing): Record<string, unknown> {
  return 'card' in outcome
    ? { statusCode: 200, type: ADAPTIVE, value: outcome.card }
    : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: outcome.said }
}
