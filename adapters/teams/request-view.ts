import { toPlainText } from '../../src/cards/plain-text.ts'
import { requestCard, shortly } from '../../src/cards/request-card.ts'
import { STATUS_WORDS } from '../../src/cards/request-words.ts'
import type { Card } from '../../src/domain/card.ts'
import type { NoticeKind, SpecialistRequest } from '../../src/domain/specialist-request.ts'
import type { Queue, RequestView } from '../../src/specialists/desk.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import { does, type Pressed } from './actions.ts'
import { adaptiveCard, elementsOf } from './adaptive-card.ts'
import { container, type Element, heading, named, rich } from './elements.ts'
import { LIMITS } from './limits.ts'
import { type Colleague, requestActions } from './request-actions.ts'
import { TEAMS } from './words.ts'

const PLAIN = { citations: [] }

interface Drawn {
  request: string
  colleagues?: readonly Colleague[]
  /** Said above the card: what came of a press. */
  said?: string
  /** Teams ids of those whose card draws itself anew when they look at it; left out, it never does. */
  refreshFor?: readonly string[]
}

/** A notice about a request, with the buttons its reader has. */
export function noticeCard(card: Card, { request, colleagues, said, refreshFor }: Drawn): Element {
  const acts = card.actions.flatMap((action) =>
    action.kind === 'act' && action.request === request ? [action.act] : [],
  )
  const buttons = requestActions(request, acts, colleagues)
  const { body } = elementsOf(card, { withBody: true, actions: [] })
  const whole = adaptiveCard(
    [...(said ? [container([rich(said, PLAIN)], { style: 'accent' })] : []), ...body, ...buttons.body],
    buttons.actions,
    toPlainText(card),
  )
  return refreshFor ? { ...whole, refresh: refreshing({ verb: 'request', request }, refreshFor) } : whole
}

/** A request as somebody sees it now. */
export function requestAs(view: RequestView, more: Omit<Drawn, 'request'> = {}, notice: NoticeKind = 'event'): Element {
  const { request, events, asker, holder, acts, colleagues, similar, booking } = view
  const card = requestCard({ request, events, asker, holder, acts, when: ukTime }, notice)
  const own: Card = {
    ...card,
    title: TEAMS.request,
    parts: [
      ...card.parts,
      ...(similar.length
        ? [{ heading: SIMILAR, kind: 'list' as const, folded: true, items: similar.map(({ words }) => shortly(words)) }]
        : []),
      ...(booking ? [{ heading: BOOKING, kind: 'text' as const, folded: false, items: [booking] }] : []),
    ],
  }
  return noticeCard(own, { request: request.id, colleagues, ...more })
}

const SIMILAR = 'Like this one'
const BOOKING = 'Book a time'

/** A list of requests, each with a button that opens it. */
function listed(title: string, requests: readonly SpecialistRequest[]): Element[] {
  if (!requests.length) return []
  return [
    heading(`${title} (${requests.length})`),
    ...requests.slice(0, MOST_LISTED).map((request) =>
      container([
        named(
          request.need.urgent ? `Urgent · ${STATUS_WORDS[request.status]}` : STATUS_WORDS[request.status],
          request.firstReplyAt ? '· a reply was given' : `· reply promised by ${ukTime(request.promisedBy)}`,
          PLAIN,
        ),
        {
          type: 'ColumnSet',
          columns: [
            { type: 'Column', width: 'stretch', items: [rich(shortly(request.need.words), PLAIN)] },
            {
              type: 'Column',
              width: 'auto',
              items: [{ type: 'ActionSet', actions: [does('Open', { verb: 'open', request: request.id })] }],
            },
          ],
        },
      ]),
    ),
    ...(requests.length > MOST_LISTED ? [rich(`and ${requests.length - MOST_LISTED} more`, PLAIN)] : []),
  ]
}
const MOST_LISTED = 12

/** What waits, most pressing first; drawn anew whenever its reader looks at it. */
export function queueCard(queue: Queue, viewer: string): Element {
  const body = [
    heading('Requests', { size: 'Large' }),
    ...listed('Yours', queue.mine),
    ...listed('At the desk', queue.desk),
    ...listed("Colleagues'", queue.others),
    ...listed('Answered, not closed', queue.answered),
  ]
  const card = adaptiveCard(
    body.length > 1 ? body : [...body, rich(TEAMS.nothingOpen, PLAIN)],
    [does(TEAMS.refresh, { verb: 'queue' })],
    'Your queue of requests',
  )
  return { ...card, refresh: refreshing({ verb: 'queue' }, [viewer]) }
}

export function ownRequestsCard(requests: readonly SpecialistRequest[], viewer: string): Element {
  const body = [
    heading('Your requests', { size: 'Large' }),
    ...listed('Asked', requests),
    ...(requests.length ? [] : [rich(TEAMS.noRequests, PLAIN)]),
  ]
  const card = adaptiveCard(body, [does(TEAMS.refresh, { verb: 'mine' })], 'Your requests')
  return { ...card, refresh: refreshing({ verb: 'mine' }, [viewer]) }
}

function refreshing(data: Pressed, people: readonly string[]): Element {
  return {
    action: { type: 'Action.Execute', title: TEAMS.refresh, verb: data.verb, data },
    userIds: people.slice(0, LIMITS.refreshFor),
  }
}
