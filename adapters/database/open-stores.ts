import { Kysely, sql } from 'kysely'
import type { Stores } from '../../src/stores.ts'
import { createAnswerStore } from './answers.ts'
import { createAuditStore } from './audit.ts'
import { createConversationStore } from './conversations.ts'
import { createDataRights } from './data-rights.ts'
import { createFeedbackStore } from './feedback.ts'
import { createInbox } from './inbox.ts'
import { openLibsql } from './libsql.ts'
import { migrate } from './migrations/index.ts'
import { createOutbox } from './outbox.ts'
import { createPeopleStore } from './people.ts'
import { createPlatformStore } from './platforms.ts'
import { openPostgres } from './postgresql.ts'
import { createRequestStore } from './requests.ts'
import { createReviewStore } from './reviews.ts'
import { createRosterStore } from './roster.ts'
import type { Db, Engine, Open, Schema } from './schema.ts'
import { createSeenEvents } from './seen.ts'
import { createSessionStore } from './sessions.ts'
import { createSignInLinks } from './sign-in-links.ts'
import { createTenantStore } from './tenants.ts'
import { createTimerStore } from './timers.ts'

/** Where state is kept: a folder or `:memory:`, or PostgreSQL when there is a url. */
export interface Where {
  data: string
  url?: string | undefined
  /** Milliseconds since 1970. */
  now?: () => number
}

export interface OpenStores extends Stores {
  engine: Engine
  /** For backup, restore and tests; stores are for everything else. */
  db: Db
  /** Whether the database answers now. One that was away comes back by itself. */
  ready(): Promise<boolean>
  close(): Promise<void>
}

/** Opens the database, brings its tables up to date, and gives a store for each port. */
export async function openStores({ data, url, now = Date.now }: Where): Promise<OpenStores> {
  const engine: Engine = url ? 'postgresql' : 'libsql'
  const { dialect } = url ? openPostgres(url) : openLibsql(data)
  const db = new Kysely<Schema>({ dialect })
  try {
    await migrate(db, engine)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    engine,
    db,
    ...storesOver({ db, engine, now, settle: () => settle(db, engine) }),
    ready: () =>
      sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ),
    close: () => db.destroy(),
  }
}

/**
 * SQLite keeps what was deleted in its log of changes until that is folded into the file; PostgreSQL's vacuum needs no
 * asking. Somebody reading meanwhile (a backup) only puts it off, so a failure is no failure of the erasing.
 */
async function settle(db: Db, engine: Engine): Promise<void> {
  if (engine === 'libsql') await sql`pragma wal_checkpoint(truncate)`.execute(db).catch(() => undefined)
}

function storesOver(open: Open): Stores {
  return {
    answers: createAnswerStore(open),
    conversations: createConversationStore(open),
    seen: createSeenEvents(open),
    feedback: createFeedbackStore(open),
    tenants: createTenantStore(open),
    people: createPeopleStore(open),
    roster: createRosterStore(open),
    requests: createRequestStore(open),
    outbox: createOutbox(open),
    timers: createTimerStore(open),
    audit: createAuditStore(open),
    reviews: createReviewStore(open),
    data: createDataRights(open),
    sessions: createSessionStore(open),
    signInLinks: createSignInLinks(open),
    platforms: createPlatformStore(open),
    inbox: createInbox(open),
  }
}
