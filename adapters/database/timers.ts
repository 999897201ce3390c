import type { Timer } from '../../src/domain/specialist-request.ts'
import type { TimerStore } from '../../src/stores.ts'
import { forUs, present } from './rows.ts'
import type { Db, Open, Schema } from './schema.ts'

/** Timed work. A claim holds it for one process; a process that died lets go when the lease is over. */
export function createTimerStore({ db, engine }: Open): TimerStore {
  return {
    async set(timers) {
      if (!timers.length) return
      await db
        .insertInto('timers')
        .values(timers.map(rowOf))
        .onConflict((it) => it.columns(['tenant', 'id']).doNothing())
        .execute()
    },
    claim: (now, lease, most) =>
      db.transaction().execute(async (tx) => {
        const due = tx
          .selectFrom('timers')
          .selectAll()
          .where('done', '=', 0)
          .where('due', '<=', now)
          .where('held_until', '<=', now)
          .orderBy('due')
          .orderBy('id')
          .limit(most)
        const rows = await forUs(engine, due).execute()
        for (const { tenant, id } of rows)
          await tx
            .updateTable('timers')
            .set({ held_until: now + lease })
            .where('tenant', '=', tenant)
            .where('id', '=', id)
            .execute()
        return rows.map(timerFrom)
      }),
    async done({ tenant, id, due }) {
      // With its time: one that was set anew meanwhile is not done yet.
      await db
        .updateTable('timers')
        .set({ done: 1, held_until: 0 })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('due', '=', due)
        .execute()
    },
  }
}

/** A request's timers from now on. One that stays as it was keeps its lease, and stays done if it was. */
export async function replaceTimers(
  tx: Db,
  request: { tenant: string; id: string },
  timers: readonly Timer[],
): Promise<void> {
  const { tenant, id } = request
  await tx
    .deleteFrom('timers')
    .where('tenant', '=', tenant)
    .where('request', '=', id)
    .where('id', 'not in', timers.length ? timers.map((timer) => timer.id) : [''])
    .execute()
  for (const timer of timers) {
    const row = { ...rowOf(timer), tenant, request: id }
    await tx
      .insertInto('timers')
      .values(row)
      .onConflict((it) =>
        it
          .columns(['tenant', 'id'])
          .doUpdateSet({ ...row })
          .where('timers.due', '!=', row.due),
      )
      .execute()
  }
}

function rowOf({ tenant, id, kind, request, due }: Timer): Schema['timers'] {
  return { tenant, id, kind, request: request ?? null, due, held_until: 0, done: 0 }
}

function timerFrom({ tenant, id, kind, request, due }: Schema['timers']): Timer {
  return { tenant, id, kind: kind as Timer['kind'], due, ...present({ request }) }
}
