import type { Db } from './schema.ts'

/** Takes a question back: the answer with its citations and feedback, and the conversation that follow-ups would lean on. */
export async function forgetQuestion(tx: Db, tenant: string, id: string): Promise<void> {
  const row = await tx
    .selectFrom('answers')
    .select('conversation')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  await tx.deleteFrom('citations').where('tenant', '=', tenant).where('answer', '=', id).execute()
  await tx.deleteFrom('feedback').where('tenant', '=', tenant).where('question', '=', id).execute()
  await tx.deleteFrom('answers').where('tenant', '=', tenant).where('id', '=', id).execute()
  await tx.deleteFrom('turns').where('tenant', '=', tenant).where('conversation', '=', row.conversation).execute()
}
