import type { Identity, Member } from '../../src/domain/member.ts'
import type { RosterSpecialist, Specialist } from '../../src/domain/specialist.ts'
import type { RosterStore } from '../../src/stores.ts'
import { findMember, joinIdentity, memberBehind, welcome } from './people.ts'
import { oneAtATime } from './rows.ts'
import type { Db, Open } from './schema.ts'

/** The specialists as the council wrote them down, each tied to a member by their contacts. */
export function createRosterStore({ db, engine }: Open): RosterStore {
  return {
    list: (tenant) => listOf(db, tenant),
    async replace(tenant, specialists) {
      await db.transaction().execute(async (tx) => {
        await oneAtATime(tx, engine, tenant)
        const before = await listOf(tx, tenant)
        await tx.deleteFrom('specialists').where('tenant', '=', tenant).execute()
        const members = new Set<string>()
        for (const specialist of specialists) {
          const was = before.find(({ id }) => id === specialist.id)
          const member = await memberFor(tx, tenant, specialist, was)
          members.add(member)
          await tx
            .insertInto('specialists')
            .values({ tenant, id: specialist.id, member, specialist: JSON.stringify(specialist) })
            .execute()
        }
        for (const { member } of before) if (!members.has(member)) await withoutRole(tx, tenant, member)
      })
    },
  }
}

async function listOf(db: Db, tenant: string): Promise<RosterSpecialist[]> {
  const rows = await db.selectFrom('specialists').selectAll().where('tenant', '=', tenant).orderBy('id').execute()
  return rows.map(({ specialist, member }) => ({ ...JSON.parse(specialist), member }))
}

/** The member a specialist is, with the name, the role and all the contacts as identities. */
async function memberFor(tx: Db, tenant: string, specialist: Specialist, was?: RosterSpecialist): Promise<string> {
  const contacts = identitiesIn(specialist)
  let member = was && (await findMember(tx, tenant, was.member))
  for (const identity of contacts) member ??= await memberBehind(tx, tenant, identity)
  member ??= await welcome(tx, tenant, contacts[0]!, {})
  // A contact that was put right leads to this specialist no longer: it may be somebody else's.
  for (const { platform, id } of was ? identitiesIn(was) : [])
    if (!contacts.some((now) => now.platform === platform && now.id === id))
      await tx
        .deleteFrom('identities')
        .where('tenant', '=', tenant)
        .where('platform', '=', platform)
        .where('identity', '=', id)
        .where('member', '=', member.id)
        .execute()
  for (const identity of contacts) await joinIdentity(tx, tenant, member.id, identity)
  const { roles } = (await findMember(tx, tenant, member.id)) as Member
  await saveRoles(tx, member, [...new Set([...roles, 'specialist'])], specialist.name)
  return member.id
}

async function withoutRole(tx: Db, tenant: string, id: string): Promise<void> {
  const member = await findMember(tx, tenant, id)
  if (member)
    await saveRoles(
      tx,
      member,
      member.roles.filter((role) => role !== 'specialist'),
      member.name,
    )
}

async function saveRoles(tx: Db, { tenant, id }: Member, roles: readonly string[], name: string): Promise<void> {
  await tx
    .updateTable('members')
    .set({ roles: JSON.stringify(roles), name })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

function identitiesIn({ contacts }: Specialist): Identity[] {
  return Object.entries(contacts).flatMap(([platform, id]) => (id ? [{ platform, id }] : []))
}
