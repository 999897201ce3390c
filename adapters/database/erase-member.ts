import type { Member } from '../../src/domain/member.ts'
import { type About, LIVE, type Need, type Origin, WAYMARK } from '../../src/domain/specialist-request.ts'
import { findMember, identitiesOf } from './people.ts'
import { needleFor, REMOVED, wordNeedle } from './redact.ts'
import { rewrite } from './rewrite.ts'
import type { Db } from './schema.ts'
import { removePlatformRows, sweep, sweepThreads } from './sweep.ts'
import { namesOf, saveTenant } from './tenants.ts'

/**
 * Takes a person out of a tenant, in one transaction. Their answers, conversations and opinions go; requests they made or
 * worked on stay with dates and states, without their words. Last, every text of the tenant is looked through for their
 * name and identities, so that a colleague's "as Sam Okafor said" does not keep them either. False when nobody has the id.
 */
export async function eraseMember(tx: Db, tenant: string, id: string, at: number): Promise<boolean> {
  const member = await findMember(tx, tenant, id)
  if (!member) return false
  const identities = (await identitiesOf(tx, tenant, id)).map((identity) => identity.id)
  const specialists = await tx
    .selectFrom('specialists')
    .select('id')
    .where('tenant', '=', tenant)
    .where('member', '=', id)
    .execute()
  const own = [member.name, ...identities, ...specialists.map((specialist) => specialist.id)]
  const needles = own.flatMap((text) => needleFor(text) ?? [])

  await removeReviews(tx, tenant, id)
  await removeAnswers(tx, tenant, id)
  await emptyRequests(tx, tenant, id)
  await emptyEvents(tx, tenant, member)
  await leaveTenant(
    tx,
    tenant,
    identities,
    specialists.map((specialist) => specialist.id),
  )
  for (const table of ['specialists', 'outbox', 'sign_in_links', 'feedback', 'identities'] as const)
    await tx.deleteFrom(table).where('tenant', '=', tenant).where('member', '=', id).execute()
  await tx.deleteFrom('members').where('tenant', '=', tenant).where('id', '=', id).execute()
  await removePlatformRows(tx, tenant, [...identities, id])
  await sweep(tx, tenant, needles)
  await tx
    .insertInto('audit')
    .values({ tenant, at, by_member: WAYMARK, what: 'person erased', data: JSON.stringify({ member: id }) })
    .execute()
  return true
}

/** Proposals made of their words: by them, of a request they made, of what they wrote in one, of feedback on their answer. */
async function removeReviews(tx: Db, tenant: string, id: string): Promise<void> {
  const rows = await tx.selectFrom('reviews').select(['id', 'origin']).where('tenant', '=', tenant).execute()
  const requests = await tx
    .selectFrom('requests')
    .select('id')
    .where('tenant', '=', tenant)
    .where('asked_by', '=', id)
    .execute()
  const events = await tx
    .selectFrom('request_events')
    .select(['request', 'n'])
    .where('tenant', '=', tenant)
    .where('by_member', '=', id)
    .execute()
  const answers = await tx
    .selectFrom('answers')
    .select('id')
    .where('tenant', '=', tenant)
    .where('member', '=', id)
    .execute()
  const theirs = new Set([
    ...requests.map((request) => `request ${request.id}`),
    ...events.map(({ request, n }) => `event ${request} ${n}`),
    ...answers.map((answer) => `answer ${answer.id}`),
  ])
  for (const row of rows) {
    const { by, request, event, questionId } = JSON.parse(row.origin)
    const marks = [`request ${request}`, `event ${request} ${event}`, `answer ${questionId}`]
    if (by === id || marks.some((mark) => theirs.has(mark)))
      await tx.deleteFrom('reviews').where('tenant', '=', tenant).where('id', '=', row.id).execute()
  }
}

/** Their answers with all that hangs on them; and the conversations, whose turns do not say who wrote them. */
async function removeAnswers(tx: Db, tenant: string, id: string): Promise<void> {
  const theirs = (column: 'id' | 'conversation') =>
    tx.selectFrom('answers').select(column).where('tenant', '=', tenant).where('member', '=', id)
  await tx
    .deleteFrom('turns')
    .where('tenant', '=', tenant)
    .where('conversation', 'in', theirs('conversation'))
    .execute()
  await tx.deleteFrom('citations').where('tenant', '=', tenant).where('answer', 'in', theirs('id')).execute()
  await tx.deleteFrom('feedback').where('tenant', '=', tenant).where('question', 'in', theirs('id')).execute()
  await tx.deleteFrom('answers').where('tenant', '=', tenant).where('member', '=', id).execute()
}

/** A new version, so that a change under way with the words still in it is refused. */
async function emptyRequests(tx: Db, tenant: string, id: string): Promise<void> {
  const asked = await tx
    .selectFrom('requests')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('asked_by', '=', id)
    .execute()
  for (const row of asked) {
    const { stage, value, deadline } = JSON.parse(row.need) as Need
    const { platform, workspace } = JSON.parse(row.origin) as Origin
    const about = row.about && { ...(JSON.parse(row.about) as About), question: '' }
    await tx
      .updateTable('requests')
      .set({
        key: row.id,
        need: JSON.stringify({ words: '', stage, value, ...(deadline && { deadline }) }),
        origin: JSON.stringify({ platform, workspace, conversation: '', person: '' }),
        about: about && JSON.stringify(about),
        version: row.version + 1,
      })
      .where('tenant', '=', tenant)
      .where('id', '=', row.id)
      .execute()
  }
}

/** What they wrote in threads; and what they still had in hand goes back to the desk, as an event like any other. */
async function emptyEvents(tx: Db, tenant: string, { id, name }: Member): Promise<void> {
  const events = await tx
    .selectFrom('request_events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where(({ eb, or }) => or([eb('by_member', '=', id), eb('to_member', '=', id)]))
    .execute()
  const written = events.filter((event) => event.by_member === id)
  await rewrite(
    tx,
    'request_events',
    written.map((event) => ({ ...event, text: null, by_name: REMOVED })),
  )
  const held = tx.selectFrom('requests').selectAll().where('tenant', '=', tenant).where('assignee', '=', id)
  const requests = await held.execute()
  const together = [...new Set([...events.map(({ request }) => request), ...requests.map((request) => request.id)])]
  if (name) await sweepThreads(tx, tenant, together, wordNeedle(name))
  for (const { id: request } of requests.filter(({ status }) => LIVE.includes(status as 'open')))
    await backToDesk(tx, tenant, request)
}

async function backToDesk(tx: Db, tenant: string, request: string): Promise<void> {
  await tx
    .updateTable('requests')
    .set(({ eb }) => ({ assignee: null, status: 'open', version: eb('version', '+', 1) }))
    .where('tenant', '=', tenant)
    .where('id', '=', request)
    .execute()
  const { n, at } = await tx
    .selectFrom('request_events')
    .select(({ fn }) => [fn.max('n').as('n'), fn.max('at').as('at')])
    .where('tenant', '=', tenant)
    .where('request', '=', request)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('request_events')
    .values({
      ...{ tenant, request, n: Number(n ?? 0) + 1, kind: 'reassigned', at: Number(at ?? 0) },
      ...{ by_member: WAYMARK, by_name: 'Waymark', platform: WAYMARK },
    })
    .execute()
}

/** Out of the tenant's own settings: admins, the desk's contacts, who covers for whom. */
async function leaveTenant(tx: Db, tenant: string, identities: string[], specialists: string[]): Promise<void> {
  const settings = await namesOf(tx, tenant)
  if (settings.tenant) {
    const { admins, desk, ...rest } = settings.tenant
    const contacts = Object.entries(desk?.contacts ?? {}).filter(([, id]) => !identities.includes(id))
    await saveTenant(tx, {
      ...rest,
      admins: admins.filter((address) => !identities.includes(address)),
      ...(desk && contacts.length && { desk: { ...desk, contacts: Object.fromEntries(contacts) } }),
    })
  }
  const rows = await tx.selectFrom('specialists').selectAll().where('tenant', '=', tenant).execute()
  for (const row of rows) {
    const specialist = JSON.parse(row.specialist)
    const away = specialist.away.map(({ cover, ...days }: { cover?: string }) =>
      cover && !specialists.includes(cover) ? { ...days, cover } : days,
    )
    if (JSON.stringify(away) !== JSON.stringify(specialist.away))
      await tx
        .updateTable('specialists')
        .set({ specialist: JSON.stringify({ ...specialist, away }) })
        .where('tenant', '=', tenant)
        .where('id', '=', row.id)
        .execute()
  }
}
