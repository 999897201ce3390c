import { randomUUID } from 'node:crypto'
import type { Identity, Member } from '../../src/domain/member.ts'
import type { Nation } from '../../src/domain/nation.ts'
import { PortError } from '../../src/errors.ts'
import type { PeopleStore } from '../../src/stores.ts'
import { handOver } from './hand-over.ts'
import { oneAtATime, present } from './rows.ts'
import type { Db, Open, Schema } from './schema.ts'

/** Members and the identities they write under. An identity leads to one member, whoever asks first. */
export function createPeopleStore({ db, engine }: Open): PeopleStore {
  return {
    async know(tenant, identity, as = {}) {
      const known = await memberBehind(db, tenant, identity)
      if (known) return known.name || !as.name ? known : named(db, known, as.name)
      return db.transaction().execute((tx) => welcome(tx, tenant, identity, as))
    },
    find: (tenant, id) => findMember(db, tenant, id),
    behind: (tenant, identity) => memberBehind(db, tenant, identity),
    async identities(tenant, id) {
      return identitiesOf(db, tenant, id)
    },
    async save({ tenant, id, name, roles, nation = null }) {
      // Never makes a member: somebody erased a moment ago must not come back with an old copy.
      await db
        .updateTable('members')
        .set({ name, roles: JSON.stringify(roles), nation })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .execute()
    },
    async join(tenant, id, identity) {
      await db.transaction().execute(async (tx) => {
        await oneAtATime(tx, engine, tenant)
        if (await findMember(tx, tenant, id)) await joinIdentity(tx, tenant, id, identity)
      })
    },
  }
}

export async function findMember(db: Db, tenant: string, id: string): Promise<Member | undefined> {
  const row = await db
    .selectFrom('members')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && memberFrom(row)
}

export async function memberBehind(db: Db, tenant: string, { platform, id }: Identity): Promise<Member | undefined> {
  const row = await db
    .selectFrom('identities')
    .innerJoin('members', (on) =>
      on.onRef('members.tenant', '=', 'identities.tenant').onRef('members.id', '=', 'identities.member'),
    )
    .selectAll('members')
    .where('identities.tenant', '=', tenant)
    .where('identities.platform', '=', platform)
    .where('identities.identity', '=', id)
    .executeTakeFirst()
  return row && memberFrom(row)
}

export async function identitiesOf(db: Db, tenant: string, member: string): Promise<Identity[]> {
  return db
    .selectFrom('identities')
    .select(['platform', 'identity as id'])
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('platform')
    .orderBy('identity')
    .execute()
}

/** Makes a member for an identity. Of several at once, the one whose identity is stored first makes the member. */
export async function welcome(
  tx: Db,
  tenant: string,
  { platform, id }: Identity,
  { name = '', nation }: { name?: string; nation?: Nation },
): Promise<Member> {
  const member = randomUUID()
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identities')
    .values({ tenant, platform, identity: id, member })
    .onConflict((it) => it.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) {
    const made = await memberBehind(tx, tenant, { platform, id })
    if (made) return made
    throw new PortError('database-locked', '[database] cannot say who this is: they are being erased')
  }
  await tx
    .insertInto('members')
    .values({ tenant, id: member, name, roles: JSON.stringify(['asker']), nation: nation ?? null })
    .execute()
  return { tenant, id: member, name, roles: ['asker'], ...(nation && { nation }) }
}

/** Gives a member a further identity; whoever had it hands over what was asked with it. */
export async function joinIdentity(tx: Db, tenant: string, member: string, identity: Identity): Promise<void> {
  const before = await memberBehind(tx, tenant, identity)
  if (before?.id === member) return
  await tx
    .insertInto('identities')
    .values({ tenant, platform: identity.platform, identity: identity.id, member })
    .onConflict((it) => it.columns(['tenant', 'platform', 'identity']).doUpdateSet({ member }))
    .execute()
  if (before) await handOver(tx, tenant, before, member, identity.platform)
}

async function named(db: Db, member: Member, name: string): Promise<Member> {
  await db
    .updateTable('members')
    .set({ name })
    .where('tenant', '=', member.tenant)
    .where('id', '=', member.id)
    .where('name', '=', '')
    .execute()
  return { ...member, name }
}

export function memberFrom({ tenant, id, name, roles, nation }: Schema['members']): Member {
  return { tenant, id, name, roles: JSON.parse(roles), ...present({ nation: nation as Nation | null }) }
}
