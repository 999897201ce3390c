import { type CreateTableBuilder, type Kysely, type Migration, sql } from 'kysely'
import type { Engine } from '../schema.ts'

type Columns = Readonly<Record<string, 'text' | 'text?' | 'bigint' | 'bigint?' | 'integer' | 'integer?' | 'seq'>>

/** Everything state needs at first. A migration never changes once released: the next one goes beside it. */
export const first = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    for (const [name, columns, ...keys] of TABLES) await create(db, engine, name, columns, keys)
    for (const [table, columns, only] of INDEXES) {
      const index = db.schema
        .createIndex(`${table}_by_${columns.join('_')}`)
        .on(table)
        .columns([...columns])
      await (only ? index.where(sql.ref(only[0]), '=', sql.lit(only[1])) : index).execute()
    }
    for (const table of UNCHANGEABLE) await refuseUpdates(db, engine, table)
  },
})

/** Name, columns, then the keys: the first is the primary one unless there is a `seq`. */
const TABLES: readonly [string, Columns, ...(readonly string[])[]][] = [
  ['tenants', { tenant: 'text', settings: 'text', off: 'text?' }, ['tenant']],
  ['members', { tenant: 'text', id: 'text', name: 'text', roles: 'text', nation: 'text?' }, ['tenant', 'id']],
  [
    'identities',
    { tenant: 'text', platform: 'text', identity: 'text', member: 'text' },
    ['tenant', 'platform', 'identity'],
  ],
  ['specialists', { tenant: 'text', id: 'text', member: 'text', specialist: 'text' }, ['tenant', 'id']],
  [
    'answers',
    {
      tenant: 'text',
      id: 'text',
      platform: 'text',
      member: 'text',
      conversation: 'text',
      question: 'text',
      date: 'text',
      outcome: 'text',
      answer: 'text',
      at: 'bigint',
    },
    ['tenant', 'id'],
  ],
  [
    'citations',
    {
      tenant: 'text',
      answer: 'text',
      place: 'integer',
      n: 'integer',
      title: 'text',
      url: 'text',
      entry: 'text',
      version: 'text',
      locator: 'text?',
      quote: 'text?',
    },
    ['tenant', 'answer', 'place'],
  ],
  [
    'turns',
    { seq: 'seq', tenant: 'text', conversation: 'text', role: 'text', text: 'text', at: 'bigint' },
    ['tenant', 'conversation', 'seq'],
  ],
  [
    'feedback',
    { tenant: 'text', question: 'text', member: 'text', helpful: 'integer', why: 'text?', at: 'bigint' },
    ['tenant', 'question', 'member'],
  ],
  [
    'requests',
    {
      tenant: 'text',
      id: 'text',
      key: 'text',
      asked_by: 'text',
      origin: 'text',
      need: 'text',
      topics: 'text',
      about: 'text?',
      status: 'text',
      assignee: 'text?',
      why: 'text',
      version: 'integer',
      made_at: 'bigint',
      promised_by: 'bigint',
      first_reply_at: 'bigint?',
      snoozed_until: 'bigint?',
      closed_at: 'bigint?',
    },
    ['tenant', 'id'],
    ['tenant', 'key'],
  ],
  [
    'request_events',
    {
      tenant: 'text',
      request: 'text',
      n: 'integer',
      kind: 'text',
      by_member: 'text',
      by_name: 'text',
      platform: 'text',
      at: 'bigint',
      text: 'text?',
      to_member: 'text?',
    },
    ['tenant', 'request', 'n'],
  ],
  [
    'outbox',
    {
      seq: 'seq',
      id: 'text',
      tenant: 'text',
      lane: 'text',
      member: 'text?',
      kind: 'text',
      request: 'text?',
      event: 'integer?',
      urgent: 'integer',
      not_before: 'bigint',
      created_at: 'bigint',
      status: 'text',
      attempts: 'integer',
      held_until: 'bigint',
      problem: 'text?',
      sent_at: 'bigint?',
    },
    ['id'],
    ['tenant', 'lane', 'seq'],
  ],
  [
    'timers',
    {
      tenant: 'text',
      id: 'text',
      kind: 'text',
      request: 'text?',
      due: 'bigint',
      held_until: 'bigint',
      done: 'integer',
    },
    ['tenant', 'id'],
  ],
  ['seen', { key: 'text', at: 'bigint' }, ['key']],
  [
    'audit',
    { seq: 'seq', tenant: 'text', at: 'bigint', by_member: 'text', what: 'text', data: 'text' },
    ['tenant', 'seq'],
  ],
  [
    'reviews',
    { tenant: 'text', id: 'text', title: 'text', text: 'text', origin: 'text', status: 'text', at: 'bigint' },
    ['tenant', 'id'],
  ],
  ['sessions', { id: 'text', data: 'text', expires: 'bigint' }, ['id']],
  ['sign_in_links', { hash: 'text', tenant: 'text', member: 'text', expires: 'bigint' }, ['hash']],
  [
    'platform_data',
    { tenant: 'text', platform: 'text', kind: 'text', key: 'text', value: 'text' },
    ['tenant', 'platform', 'kind', 'key'],
  ],
  [
    'inbox',
    {
      seq: 'seq',
      key: 'text',
      tenant: 'text',
      platform: 'text',
      lane: 'text',
      payload: 'text',
      at: 'bigint',
      attempts: 'integer',
      held_until: 'bigint',
      done: 'integer',
    },
    ['key'],
    ['tenant', 'platform', 'lane', 'seq'],
  ],
  ['inbox_keys', { key: 'text', tenant: 'text', at: 'bigint' }, ['key']],
]

/** With a third part, only rows whose column has that value: what waits is little, what is done is much. */
const INDEXES: readonly [string, readonly string[], (readonly [string, string | number])?][] = [
  ['identities', ['tenant', 'member']],
  ['answers', ['tenant', 'member']],
  ['answers', ['tenant', 'conversation']],
  ['answers', ['tenant', 'at']],
  ['turns', ['tenant', 'at']],
  ['feedback', ['tenant', 'at']],
  ['requests', ['tenant', 'made_at']],
  ['requests', ['tenant', 'asked_by']],
  ['requests', ['tenant', 'assignee']],
  ['outbox', ['seq'], ['status', 'waiting']],
  ['outbox', ['tenant', 'lane'], ['status', 'waiting']],
  ['outbox', ['tenant', 'request']],
  ['timers', ['due'], ['done', 0]],
  ['timers', ['tenant', 'request']],
  ['seen', ['at']],
  ['sessions', ['expires']],
  ['inbox', ['platform', 'seq'], ['done', 0]],
  ['inbox', ['tenant', 'platform', 'lane'], ['done', 0]],
  ['inbox_keys', ['tenant', 'at']],
]

/**
 * Rows of these are what somebody was told or did: no UPDATE is let through, whoever sends it. Deleting stays possible,
 * for retention and for a person's rights; rewrite.ts is the one place that puts a row back with words taken out.
 */
const UNCHANGEABLE = ['answers', 'citations', 'request_events', 'audit'] as const

async function create(
  db: Kysely<never>,
  engine: Engine,
  name: string,
  columns: Columns,
  keys: readonly (readonly string[])[],
): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema.createTable(name)
  const counted = 'seq' in columns
  for (const [column, kind] of Object.entries(columns)) {
    if (kind === 'seq')
      table = table.addColumn(column, engine === 'libsql' ? 'integer' : 'bigint', (it) =>
        engine === 'libsql' ? it.primaryKey().autoIncrement() : it.primaryKey().generatedByDefaultAsIdentity(),
      )
    else
      table = table.addColumn(column, kind.replace('?', '') as 'text', (it) => (kind.endsWith('?') ? it : it.notNull()))
  }
  keys.forEach((key, index) => {
    table =
      index === 0 && !counted
        ? table.addPrimaryKeyConstraint(`${name}_key`, [...key])
        : table.addUniqueConstraint(`${name}_unique_${index}`, [...key])
  })
  await table.execute()
}

async function refuseUpdates(db: Kysely<never>, engine: Engine, table: string): Promise<void> {
  if (engine === 'libsql') {
    await sql`create trigger ${sql.ref(`${table}_stay`)} before update on ${sql.table(table)}
      begin select raise(abort, 'what is kept here never changes'); end`.execute(db)
    return
  }
  await sql`create or replace function waymark_refuse_update() returns trigger language plpgsql as $$
    begin raise exception 'what is kept here never changes' using errcode = 'restrict_violation'; end $$`.execute(db)
  await sql`create trigger ${sql.ref(`${table}_stay`)} before update on ${sql.table(table)}
    for each row execute function waymark_refuse_update()`.execute(db)
}
