import type { AnswerPart } from '../../src/domain/answer.ts'
import type { Card } from '../../src/domain/card.ts'
import { type Drawn, drawn } from './reply.ts'
import { shorten } from './text.ts'

/** What of a long thread stands on the card; "Open" shows all of it. */
const LATEST = 6
const EACH = 600

/** A request's card, or news of one, as one message: the latest of its thread, and a way to all of it. */
export function requestMessage(card: Card, request: string | undefined): Drawn {
  const parts = card.parts.filter(({ folded }) => !folded).map(latest)
  const open = request ? [{ kind: 'act', act: 'open', request, label: 'Open' } as const] : []
  const [message] = drawn({ ...card, parts, citations: [], actions: [...card.actions, ...open] })
  return message!
}

function latest(part: AnswerPart): AnswerPart {
  if (part.kind !== 'list') return part
  if (part.items.length <= LATEST + 4) return { ...part, items: part.items.map(short) }
  const earlier = part.items.length - LATEST
  return {
    ...part,
    items: [`${earlier} earlier: press Open to read all of it`, ...part.items.slice(-LATEST).map(short)],
  }
}

const short = (item: string): string => shorten(item, EACH)
