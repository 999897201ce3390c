import type { Answer } from '../../src/domain/answer.ts'
import type { Citation } from '../../src/domain/source.ts'
import type { AnswerStore, Recorded } from '../../src/stores.ts'
import { present } from './rows.ts'
import type { Open, Schema } from './schema.ts'

/** Answers and their citations, in tables of their own: the tables refuse every UPDATE (migrations/0001-first.ts). */
export function createAnswerStore({ db, now }: Open): AnswerStore {
  return {
    async record({ id, text, askedBy, conversation, date }, { citations, ...answer }) {
      const { tenant } = askedBy
      const row = {
        tenant,
        id,
        platform: askedBy.platform,
        member: askedBy.id,
        conversation,
        question: text,
        date,
        outcome: answer.outcome,
        answer: JSON.stringify(answer),
        at: now(),
      }
      if (!citations.length) {
        await db.insertInto('answers').values(row).execute()
        return
      }
      const cited = citations.map(({ n, title, url, entry, version, locator = null, quote = null }, place) => ({
        ...{ tenant, answer: id, place, n, title, url, entry, version, locator, quote },
      }))
      await db.transaction().execute(async (tx) => {
        await tx.insertInto('answers').values(row).execute()
        await tx.insertInto('citations').values(cited).execute()
      })
    },
    async find(tenant, id) {
      const row = await db
        .selectFrom('answers')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row) return undefined
      const cited = await db
        .selectFrom('citations')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('answer', '=', id)
        .orderBy('place')
        .execute()
      return recordedFrom(row, cited)
    },
  }
}

export function recordedFrom(row: Schema['answers'], cited: readonly Schema['citations'][]): Recorded {
  const { tenant, id, platform, member, conversation, question, date, at } = row
  return {
    question: { id, text: question, conversation, date },
    askedBy: { tenant, platform, id: member },
    answer: { ...JSON.parse(row.answer), citations: cited.map(citationFrom) } as Answer,
    at,
  }
}

function citationFrom({ n, title, url, entry, version, locator, quote }: Schema['citations']): Citation {
  return { n, title, url, entry, version, ...present({ locator, quote }) }
}
