import { createHash } from 'node:crypto'
import type { Nation } from '../domain/nation.ts'
import type { RosterSpecialist } from '../domain/specialist.ts'
import type { EventKind, Notice, NoticeKind, Recipient, SpecialistRequest } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import { calendarOf } from './routing.ts'
import type { WorkingTime } from './working-time.ts'

/** What is needed to say when somebody may be written to. */
export interface Hours {
  tenant: Tenant
  nation: Nation
  roster: readonly RosterSpecialist[]
  time: WorkingTime
  now: number
}

/** The asker and whoever has the request now, each once, without the one who did it. */
export function toldOf(
  kind: EventKind,
  request: SpecialistRequest,
  by: string,
  before?: SpecialistRequest,
): Recipient[] {
  const asker: Recipient = { member: request.askedBy }
  const holder: Recipient = request.assignee ? { member: request.assignee } : { desk: true }
  const earlier: Recipient[] =
    before?.assignee && before.assignee !== request.assignee ? [{ member: before.assignee }] : []
  const all: Readonly<Record<EventKind, Recipient[]>> = {
    made: [holder],
    taken: [asker, ...earlier],
    declined: [asker, holder, ...earlier],
    refused: [asker, holder],
    reassigned: [asker, holder, ...earlier],
    replied: [asker, holder],
    'asked-back': [asker, holder],
    added: [holder],
    closed: [asker, holder],
    withdrawn: [holder],
    reopened: [asker, holder],
    snoozed: [asker, holder],
    woken: [holder],
    reminded: [holder],
    escalated: [asker, holder],
  }
  return unique(all[kind]).filter((one) => !('member' in one && one.member === by))
}

/**
 * The messages of a change. Where there is no desk, what is for it goes to every specialist: a request that nobody has
 * must still reach somebody.
 */
export function noticesTo(
  recipients: readonly Recipient[],
  kindFor: (one: Recipient) => NoticeKind,
  request: SpecialistRequest,
  hours: Hours,
  by?: string,
): Notice[] {
  const everybody = hours.roster
    .filter(({ member }) => member !== by && member !== request.askedBy)
    .map(({ member }): Recipient => ({ member }))
  const kinds = new Map<string, { to: Recipient; kind: NoticeKind }>()
  for (const one of recipients)
    for (const to of 'desk' in one && !hours.tenant.desk ? everybody : [one]) {
      const key = JSON.stringify(to)
      if (!kinds.has(key)) kinds.set(key, { to, kind: kindFor(one) })
    }
  return [...kinds.values()].map(({ to, kind }) => notice(to, kind, request, 0, hours))
}

/** A message of a change, at the first working moment of whoever gets it; at once when it is urgent. */
export function notice(
  to: Recipient,
  kind: NoticeKind,
  request: SpecialistRequest,
  /** its place among the events stored with it */
  event: number,
  hours: Hours,
): Notice {
  const urgent = Boolean(request.need.urgent)
  return {
    id: idOf(request.tenant, request.id, String(request.version), kind, JSON.stringify(to)),
    tenant: request.tenant,
    to,
    kind,
    request: request.id,
    event,
    urgent,
    notBefore: urgent ? hours.now : firstHour(to, hours),
    createdAt: hours.now,
  }
}

/** The first working moment of a recipient: a specialist's own hours, otherwise the tenant's. */
export function firstHour(to: Recipient, { tenant, nation, roster, time, now }: Hours): number {
  const specialist = 'member' in to ? roster.find(({ member }) => member === to.member) : undefined
  return time.next(
    now,
    specialist ? { ...calendarOf(specialist, tenant, nation), away: [] } : { hours: tenant.hours, nation },
  )
}

/** The same for the same change and recipient, so that storing it again stores nothing. */
export const idOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)

function unique(recipients: readonly Recipient[]): Recipient[] {
  return [...new Map(recipients.map((one) => [JSON.stringify(one), one])).values()]
}
