import type { Turn } from '../../src/domain/question.ts'
import type { ConversationStore } from '../../src/stores.ts'
import type { Open } from './schema.ts'

/** As many turns as a follow-up can lean on; older ones go, since nothing reads them. */
const MOST_TURNS = 12

/** The last turns of each conversation, oldest first. */
export function createConversationStore({ db, now }: Open): ConversationStore {
  return {
    async turns(tenant, conversation) {
      const rows = await db
        .selectFrom('turns')
        .select(['role', 'text'])
        .where('tenant', '=', tenant)
        .where('conversation', '=', conversation)
        .orderBy('seq', 'desc')
        .limit(MOST_TURNS)
        .execute()
      return rows.reverse() as Turn[]
    },
    async add(tenant, conversation, turns) {
      if (!turns.length) return
      const at = now()
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('turns')
          .values(turns.map(({ role, text }) => ({ tenant, conversation, role, text, at })))
          .execute()
        await tx
          .deleteFrom('turns')
          .where('tenant', '=', tenant)
          .where('conversation', '=', conversation)
          .where('seq', '<=', ({ selectFrom }) =>
            selectFrom('turns')
              .select('seq')
              .where('tenant', '=', tenant)
              .where('conversation', '=', conversation)
              .orderBy('seq', 'desc')
              .limit(1)
              .offset(MOST_TURNS),
          )
          .execute()
      })
    },
  }
}
