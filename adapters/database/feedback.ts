import type { FeedbackStore } from '../../src/stores.ts'
import { present } from './rows.ts'
import type { Open } from './schema.ts'

export function createFeedbackStore({ db }: Open): FeedbackStore {
  return {
    async give({ tenant, questionId, member, helpful, why = null, at }) {
      const said = { helpful: Number(helpful), why, at }
      await db
        .insertInto('feedback')
        .values({ tenant, question: questionId, member, ...said })
        .onConflict((it) => it.columns(['tenant', 'question', 'member']).doUpdateSet(said))
        .execute()
    },
    async list(tenant, since = 0) {
      const rows = await db
        .selectFrom('feedback')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('at', '>=', since)
        .orderBy('at')
        .orderBy('question')
        .orderBy('member')
        .execute()
      return rows.map(({ question, member, helpful, why, at }) => ({
        ...{ tenant, questionId: question, member, helpful: helpful === 1, at },
        ...present({ why }),
      }))
    },
  }
}
