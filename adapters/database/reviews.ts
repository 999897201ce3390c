import type { ReviewItem, ReviewStore } from '../../src/stores.ts'
import type { Open } from './schema.ts'

/** What was proposed for the knowledge base, oldest first. One proposed twice is kept once. */
export function createReviewStore({ db }: Open): ReviewStore {
  return {
    async propose({ origin, ...item }) {
      await db
        .insertInto('reviews')
        .values({ ...item, origin: JSON.stringify(origin) })
        .onConflict((it) => it.columns(['tenant', 'id']).doNothing())
        .execute()
    },
    async list(tenant) {
      const rows = await db
        .selectFrom('reviews')
        .selectAll()
        .where('tenant', '=', tenant)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(({ origin, status, ...item }) => ({
        ...item,
        origin: JSON.parse(origin),
        status: status as ReviewItem['status'],
      }))
    },
  }
}
