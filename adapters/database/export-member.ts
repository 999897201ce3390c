import { identitiesOf } from './people.ts'
import { eventFrom, requestFrom } from './requests.ts'
import type { Db } from './schema.ts'
import { namesOf } from './tenants.ts'

/** Everything held on one person, by table, as they may have it. Secrets (sessions, links) are named by their end only. */
export async function exportMember(db: Db, tenant: string, id: string): Promise<Record<string, unknown[]>> {
  const { names } = await namesOf(db, tenant)
  const identities = await identitiesOf(db, tenant, id)
  const answers = await db
    .selectFrom('answers')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', id)
    .orderBy('at')
    .execute()
  const events = db.selectFrom('request_events').selectAll().where('tenant', '=', tenant)
  return {
    members: await db.selectFrom('members').selectAll().where('tenant', '=', tenant).where('id', '=', id).execute(),
    identities,
    specialists: await whereMember(db, 'specialists', tenant, id),
    answers: answers.map((row) => ({ ...row, answer: JSON.parse(row.answer) })),
    citations: await db
      .selectFrom('citations')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('answer', 'in', ({ selectFrom }) =>
        selectFrom('answers').select('id').where('tenant', '=', tenant).where('member', '=', id),
      )
      .orderBy('answer')
      .orderBy('place')
      .execute(),
    turns: await db
      .selectFrom('turns')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('conversation', 'in', ({ selectFrom }) =>
        selectFrom('answers').select('conversation').where('tenant', '=', tenant).where('member', '=', id),
      )
      .orderBy('seq')
      .execute(),
    feedback: await whereMember(db, 'feedback', tenant, id),
    requests: (
      await db
        .selectFrom('requests')
        .selectAll()
        .where('tenant', '=', tenant)
        .where(({ eb, or }) => or([eb('asked_by', '=', id), eb('assignee', '=', id)]))
        .orderBy('made_at')
        .execute()
    ).map(requestFrom),
    request_events: (
      await events
        .where(({ eb, or, selectFrom }) =>
          or([
            eb('by_member', '=', id),
            eb('to_member', '=', id),
            eb(
              'request',
              'in',
              selectFrom('requests').select('id').where('tenant', '=', tenant).where('asked_by', '=', id),
            ),
          ]),
        )
        .orderBy('request')
        .orderBy('n')
        .execute()
    ).map((row) => ({ request: row.request, ...eventFrom(row) })),
    outbox: await whereMember(db, 'outbox', tenant, id),
    reviews: (await db.selectFrom('reviews').selectAll().where('tenant', '=', tenant).execute()).filter(
      ({ origin }) => JSON.parse(origin).by === id,
    ),
    audit: (await db.selectFrom('audit').selectAll().where('tenant', '=', tenant).execute()).filter(
      ({ by_member, data }) => by_member === id || data.includes(id),
    ),
    platform_data: identities.length
      ? await db
          .selectFrom('platform_data')
          .select(['platform', 'kind', 'key'])
          .where('tenant', 'in', names)
          .where(
            'key',
            'in',
            identities.map((identity) => identity.id),
          )
          .execute()
      : [],
    sign_in_links: await db
      .selectFrom('sign_in_links')
      .select('expires')
      .where('tenant', '=', tenant)
      .where('member', '=', id)
      .execute(),
  }
}

function whereMember(db: Db, table: 'specialists' | 'feedback' | 'outbox', tenant: string, id: string) {
  return db
    .selectFrom(table as 'feedback')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', id)
    .execute() as Promise<unknown[]>
}
