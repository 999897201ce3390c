import type { Member } from '../../src/domain/member.ts'
import { rewrite } from './rewrite.ts'
import type { Db } from './schema.ts'

/**
 * One person was two members. What they asked on the platform of the moved identity goes over; when nothing leads to the
 * old member any more, all the rest does too, with the roles, and the old member is gone.
 */
export async function handOver(tx: Db, tenant: string, from: Member, to: string, platform: string): Promise<void> {
  const left = await tx
    .selectFrom('identities')
    .select('identity')
    .where('tenant', '=', tenant)
    .where('member', '=', from.id)
    .executeTakeFirst()
  const all = !left
  let answers = tx.selectFrom('answers').selectAll().where('tenant', '=', tenant).where('member', '=', from.id)
  if (!all) answers = answers.where('platform', '=', platform)
  const asked = await answers.execute()
  await rewrite(
    tx,
    'answers',
    asked.map((row) => ({ ...row, member: to })),
  )
  await moveFeedback(tx, tenant, from.id, to, all ? undefined : asked.map(({ id }) => id))
  const requests = await tx
    .selectFrom('requests')
    .select(['id', 'origin'])
    .where('tenant', '=', tenant)
    .where('asked_by', '=', from.id)
    .execute()
  const moved = requests.filter(({ origin }) => all || JSON.parse(origin).platform === platform).map(({ id }) => id)
  if (moved.length)
    await tx
      .updateTable('requests')
      .set({ asked_by: to })
      .where('tenant', '=', tenant)
      .where('id', 'in', moved)
      .execute()
  if (all) await becomeOne(tx, tenant, from, to)
}

/** A person has one opinion of an answer: the one they already gave as `to` stays. */
async function moveFeedback(tx: Db, tenant: string, from: string, to: string, only?: string[]): Promise<void> {
  let given = tx.selectFrom('feedback').selectAll().where('tenant', '=', tenant).where('member', '=', from)
  if (only) given = given.where('question', 'in', only.length ? only : [''])
  for (const row of await given.execute()) {
    await tx
      .deleteFrom('feedback')
      .where('tenant', '=', tenant)
      .where('question', '=', row.question)
      .where('member', '=', from)
      .execute()
    await tx
      .insertInto('feedback')
      .values({ ...row, member: to })
      .onConflict((it) => it.doNothing())
      .execute()
  }
}

async function becomeOne(tx: Db, tenant: string, from: Member, to: string): Promise<void> {
  const events = await tx
    .selectFrom('request_events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where(({ eb, or }) => or([eb('by_member', '=', from.id), eb('to_member', '=', from.id)]))
    .execute()
  await rewrite(
    tx,
    'request_events',
    events.map((row) => ({
      ...row,
      by_member: row.by_member === from.id ? to : row.by_member,
      to_member: row.to_member === from.id ? to : row.to_member,
    })),
  )
  await tx
    .updateTable('requests')
    .set({ assignee: to })
    .where('tenant', '=', tenant)
    .where('assignee', '=', from.id)
    .execute()
  await tx
    .updateTable('specialists')
    .set({ member: to })
    .where('tenant', '=', tenant)
    .where('member', '=', from.id)
    .execute()
  await tx
    .updateTable('outbox')
    .set({ member: to, lane: `member:${to}` })
    .where('tenant', '=', tenant)
    .where('member', '=', from.id)
    .execute()
  await tx.deleteFrom('sign_in_links').where('tenant', '=', tenant).where('member', '=', from.id).execute()
  await tx.deleteFrom('members').where('tenant', '=', tenant).where('id', '=', from.id).execute()
  const member = await tx
    .selectFrom('members')
    .select(['name', 'roles'])
    .where('tenant', '=', tenant)
    .where('id', '=', to)
    .executeTakeFirst()
  if (!member) return
  const roles = JSON.stringify([...new Set([...JSON.parse(member.roles), ...from.roles])])
  await tx
    .updateTable('members')
    .set({ roles, name: member.name || from.name })
    .where('tenant', '=', tenant)
    .where('id', '=', to)
    .execute()
}
