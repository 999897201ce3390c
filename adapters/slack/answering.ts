import type { Asked } from '../../src/assistant.ts'
import { cardFor } from '../../src/cards/answer-card.ts'
import { FAILED } from '../../src/cards/words.ts'
import type { Answer } from '../../src/domain/answer.ts'
import type { Card } from '../../src/domain/card.ts'
import { errorCode, PortError } from '../../src/errors.ts'
import type { Drawing } from './blocks.ts'
import type { Bot } from './clients.ts'
import { type Drawn, drawn, findPosted, type Place, post, sentence } from './reply.ts'
import type { Tools, Who } from './tools.ts'
import { SAY } from './words.ts'

/** An answer that takes longer says that it is under way; most are there sooner, and a flash would only disturb. */
const QUIET = 300
/** Outcomes it makes sense to call right or wrong. */
const JUDGED: readonly Answer['outcome'][] = ['answered', 'no-evidence', 'specialist']

export interface Given {
  questionId?: string
  messages: Drawn[]
  /** Something was asked back. */
  asksBack: boolean
}

export function createAnswering(tools: Tools) {
  const { assistant, memory, log } = tools

  /** Asks, or finds what was answered before: the same message is never asked twice. */
  async function reply(
    asked: Asked,
    tenant: string,
    key: string,
  ): Promise<{ questionId: string; answer: Answer; card: Card }> {
    const once = await memory.get(tenant, 'asked', key)
    const recorded = once && (await assistant.find(asked.askedBy, once.questionId))
    if (recorded) return { questionId: once.questionId, answer: recorded.answer, card: cardFor(recorded.answer) }
    return assistant.ask(asked)
  }

  /** What to show for a question. A failure of ours is shown as well, in words; one that passes is thrown. */
  async function give(
    { tenant }: Pick<Who, 'tenant'>,
    asked: Asked,
    key: string,
    { first = [], mine = false }: { first?: readonly string[]; mine?: boolean } = {},
  ): Promise<Given> {
    try {
      const { questionId, answer, card } = await reply(asked, tenant, key)
      const drawing: Drawing = { questionId, mine, feedback: JUDGED.includes(answer.outcome) }
      const shown = first.length ? { ...card, first: [...first, ...card.first] } : card
      return { questionId, messages: drawn(shown, drawing), asksBack: card.choices.length > 0 }
    } catch (error) {
      if (error instanceof PortError && !error.permanent) throw error
      log.error('[slack] cannot answer', { code: errorCode(error) })
      return { messages: [sentence(FAILED)], asksBack: false }
    }
  }

  return {
    give,

    /** Answers in a thread, once: a try `again` after a failure finds what was posted before. */
    async answerIn(
      who: Who,
      place: Required<Place>,
      asked: Asked,
      key: string,
      { first = [], again = false }: { first?: readonly string[]; again?: boolean },
    ): Promise<Given> {
      const once = await memory.get(who.tenant, 'asked', key)
      const status = showStatus(who.bot, place)
      const given = await give(who, asked, key, { first }).finally(status.stop)
      if (once?.ts) return given
      const { questionId } = given
      const note = (ts?: string[]) =>
        questionId ? memory.put(who.tenant, 'asked', key, { questionId, ...(ts && { ts }) }) : Promise.resolve()
      try {
        const found = again ? await findPosted(who.bot, place, key) : []
        await note(found.length ? found : await post(who.bot, place, given.messages, key))
      } catch (error) {
        // What was answered is kept, so that the next try shows the same and does not ask again.
        await note()
        throw error
      }
      return given
    },
  }

  /** Slack takes the status away by itself when the answer comes. That it cannot be shown is no reason not to answer. */
  function showStatus({ client }: Bot, { channel, thread_ts }: Required<Place>) {
    const timer = setTimeout(() => {
      client.assistant.threads
        .setStatus({ channel_id: channel, thread_ts, status: SAY.checking })
        .catch((error: unknown) => log.info('[slack] no status', { code: errorCode(error) }))
    }, QUIET)
    return { stop: () => clearTimeout(timer) }
  }
}

export type Answering = ReturnType<typeof createAnswering>
