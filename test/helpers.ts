import { join } from 'node:path'
import { type OpenStores, openStores } from '../adapters/database/open-stores.ts'
import { createAnswerQuestion } from '../src/answering/answer-question.ts'
import type { Rewording } from '../src/answering/reword.ts'
import { type Assistant, createAssistant } from '../src/assistant.ts'
import { openRetriever } from '../src/compose.ts'
import type { Library } from '../src/knowledge/library.ts'
import { loadLibrary } from '../src/knowledge/load-library.ts'
import { openLearnt, projectRoot } from '../src/open-library.ts'
import type { Clock, Log, Retriever } from '../src/ports.ts'
import { createTenancy } from '../src/tenancy.ts'

export const FIXTURE = join(projectRoot(), 'test/fixtures/knowledge')
export const KNOWLEDGE = join(projectRoot(), 'knowledge')
export const TODAY = '2026-11-21'
export const ME = { tenant: 'test', platform: 'test', id: 'me' }

/** A log that keeps its lines, to look at what was said and what was not. */
export function keptLog(): Log & { lines: { level: string; event: string; fields: Record<string, unknown> }[] } {
  const lines: { level: string; event: string; fields: Record<string, unknown> }[] = []
  const keep =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, event, fields })
    }
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** An assistant over a knowledge folder, wired as the service is, short of the network. */
export async function assistantOver(
  folder = FIXTURE,
  log = keptLog(),
  rewording?: Rewording,
  over: { stores?: OpenStores; separate?: readonly string[]; clock?: Clock } = {},
): Promise<{
  assistant: Assistant
  library: Library
  retriever: Retriever
  log: ReturnType<typeof keptLog>
  stores: OpenStores
}> {
  const library = loadLibrary(folder, { checks: false })
  const retriever = await openRetriever(library, undefined, log, { graph: false })
  const stores = over.stores ?? (await openStores({ data: ':memory:' }))
  const clock = over.clock ?? { today: () => TODAY, now: () => performance.now(), time: () => Date.now() }
  const assistant = createAssistant({
    ...stores,
    tenancy: createTenancy({ ...stores, clock, separate: new Set(over.separate ?? ['teams']) }),
    answerQuestion: createAnswerQuestion({ library, retriever, ...openLearnt(library, undefined), rewording, log }),
    clock,
    log,
  })
  return { assistant, library, retriever, log, stores }
}
