import type { Nation } from '../domain/nation.ts'
import type { Need, SpecialistRequest, Timer } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import type { WorkingTime } from './working-time.ts'

/** Whose working days count for everybody: the tenant's, wherever the person who asks or answers sits. */
export const hoursNation = ({ nation }: Tenant, fallback?: Nation): Nation => nation ?? fallback ?? 'england'

/** When a first reply is promised by: the tenant's working hours, sooner when the need is urgent. */
export function promiseFor(need: Need, tenant: Tenant, nation: Nation, now: number, time: WorkingTime): number {
  return time.add(now, hoursFor(need, tenant), { hours: tenant.hours, nation })
}

const hoursFor = ({ urgent }: Need, { replyWithin, urgentReplyWithin }: Tenant) =>
  urgent ? urgentReplyWithin : replyWithin

/** The order to look at requests in: what is urgent, then what was promised soonest. */
export const morePressing = (a: SpecialistRequest, b: SpecialistRequest): number =>
  Number(Boolean(b.need.urgent)) - Number(Boolean(a.need.urgent)) || a.promisedBy - b.promisedBy

/**
 * A reminder at half of the promised time and an escalation at the end of it; while it is put off, one to wake it. Where
 * that time has gone already, whoever has it now gets as much again.
 */
export function timersFor(
  request: SpecialistRequest,
  tenant: Tenant,
  nation: Nation,
  now: number,
  time: WorkingTime,
): Timer[] {
  const timer = (kind: Timer['kind'], due: number): Timer => ({
    tenant: request.tenant,
    id: `${request.id}:${kind}:${request.version}`,
    kind,
    request: request.id,
    due,
  })
  if (request.snoozedUntil && request.snoozedUntil > now) return [timer('wake', request.snoozedUntil)]
  const half = time.add(now, hoursFor(request.need, tenant) / 2, { hours: tenant.hours, nation })
  const full = request.promisedBy > now ? request.promisedBy : promiseFor(request.need, tenant, nation, now, time)
  return half < full ? [timer('half', half), timer('full', full)] : [timer('full', full)]
}
