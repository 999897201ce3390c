import { type RequestShown, requestCard } from '../cards/request-card.ts'
import type { Card } from '../domain/card.ts'
import type { Member } from '../domain/member.ts'
import type { Person } from '../domain/question.ts'
import type { SpecialistRequest } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import type { Stores } from '../stores.ts'
import type { Tenancy } from '../tenancy.ts'
import { actsOpenTo, maySee } from './life.ts'
import { ukTime } from './working-time.ts'

/** A request as somebody reads it. Without a reader, as the desk does: what may be done is checked when it is done. */
export async function shownTo(
  people: Stores['people'],
  reader: Member | undefined,
  request: SpecialistRequest,
  events: RequestShown['events'],
  tenant: Tenant,
): Promise<RequestShown> {
  const nameOf = async (id: string) => (await people.find(tenant.id, id))?.name ?? ''
  const desk: Member = { tenant: tenant.id, id: '', name: '', roles: ['specialist'] }
  return {
    request,
    events,
    asker: await nameOf(request.askedBy),
    holder: request.assignee ? await nameOf(request.assignee) : (tenant.desk?.name ?? ''),
    acts: actsOpenTo(reader ?? desk, request),
    when: ukTime,
  }
}

/** Draws a request's card as it is now, for keeping the cards of one request in step wherever they were posted. */
export function createRequestCard({ stores, tenancy }: { stores: Stores; tenancy: Tenancy }) {
  /** Nothing when there is no such request, or it is not for this reader. */
  return async (tenantId: string, id: string, person?: Person): Promise<Card | undefined> => {
    const known = person && (await tenancy.known(person))
    if (known && known.tenant.id !== tenantId) return undefined
    const tenant = known?.tenant ?? (await stores.tenants.find(tenantId))
    const request = tenant && (await stores.requests.find(tenantId, id))
    if (!request || (known && !maySee(known.member, request))) return undefined
    const events = await stores.requests.events(tenantId, id)
    const shown = await shownTo(stores.people, known?.member, request, events, tenant)
    return requestCard(shown, known?.member.id === request.askedBy ? 'event' : 'new')
  }
}
