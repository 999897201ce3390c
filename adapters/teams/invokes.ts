import type { Assistant } from '../../src/assistant.ts'
import { FAILED } from '../../src/cards/words.ts'
import type { Log } from '../../src/ports.ts'
import type { Pressed } from './actions.ts'
import { attached } from './activity.ts'
import type { AnswersShown } from './answers-shown.ts'
import type { Turn } from './conversation.ts'
import type { Element } from './elements.ts'
import { takeFeedback } from './feedback.ts'
import type { createMessageExtension } from './message-extension.ts'
import { actionBody, type Presses } from './presses.ts'
import type { Requests } from './requests.ts'
import { TEAMS } from './words.ts'

export interface InvokeReply {
  status: number
  body?: Record<string, unknown>
}

interface Deps {
  assistant: Assistant
  answers: AnswersShown
  requests: Requests
  presses: Presses
  extension: ReturnType<typeof createMessageExtension>
  log: Log
}

/** What Teams asks and waits for: dialogs, buttons, searches, feedback. Each has its own form of answer. */
export function createInvokes({ assistant, answers, requests, presses, extension, log }: Deps) {
  async function taskFetch({ activity }: Turn): Promise<InvokeReply> {
    const { question } = dataIn(activity.value, 'data')
    return continued(await requests.form(activity, question, true))
  }

  async function taskSubmit(turn: Turn): Promise<InvokeReply> {
    const submitted = await requests.submit(turn.activity, dataIn(turn.activity.value, 'data'), true)
    if (!('sent' in submitted)) return continued('form' in submitted ? submitted.form : submitted.nobody)
    // The request is stored and its messages are on their way; a card that does not arrive loses nothing.
    await presses
      .afterDialog(turn, submitted)
      .catch((error: { code?: string }) => log.warn('[teams] no card after the form', { code: error.code }))
    return { status: 200, body: { task: { type: 'message', value: submitted.sent } } }
  }

  async function cardAction(turn: Turn): Promise<InvokeReply> {
    const { action } = (turn.activity.value ?? {}) as { action?: { verb?: unknown; data?: Pressed } }
    const data = { ...dataIn(action, 'data'), verb: String(action?.verb ?? action?.data?.verb ?? '') }
    return { status: 200, body: actionBody(await presses.press(turn, data)) }
  }

  const BY_NAME = new Map<string, (turn: Turn) => Promise<InvokeReply>>(
    Object.entries({
      'task/fetch': taskFetch,
      'task/submit': taskSubmit,
      'adaptiveCard/action': cardAction,
      'message/submitAction': async (turn) => {
        if (!(await takeFeedback(turn, { assistant, answers }))) log.info('[teams] feedback without an answer', {})
        // Teams refuses an answer with anything in it.
        return { status: 200, body: {} }
      },
      'composeExtension/query': async ({ activity }) => ({ status: 200, body: await extension.search(activity) }),
      'composeExtension/fetchTask': async (turn) => ({ status: 200, body: await extension.check(turn) }),
      'composeExtension/submitAction': async ({ activity }) => ({
        status: 200,
        body: (await extension.insert(activity)) ?? {},
      }),
    }),
  )

  /** An invoke we do not know is answered as one; what fails says so in words, as each kind of invoke can. */
  return async (turn: Turn): Promise<InvokeReply> => {
    const { name = '', type } = turn.activity
    const answer = BY_NAME.get(name)
    if (!answer) return { status: 501 }
    try {
      return await answer(turn)
    } catch (error) {
      const failed = failedIn(name)
      if (!failed) throw error
      log.error('[teams] cannot answer', { code: (error as { code?: string }).code ?? (error as Error).name, type })
      return { status: 200, body: failed }
    }
  }
}

function failedIn(name: string): Record<string, unknown> | undefined {
  if (name === 'adaptiveCard/action') return actionBody({ said: FAILED })
  if (name === 'composeExtension/query') return { composeExtension: { type: 'message', text: FAILED } }
  return name === 'message/submitAction' ? undefined : { task: { type: 'message', value: FAILED } }
}

function dataIn(value: unknown, name: string): Pressed {
  const found = ((value ?? {}) as Record<string, unknown>)[name]
  const data = found && typeof found === 'object' ? (found as Pressed) : { verb: '' }
  return { ...data, ...(typeof data.question === 'string' ? {} : { question: undefined as never }) }
}

const continued = (card: Element): InvokeReply => ({
  status: 200,
  body: {
    task: {
      type: 'continue',
      value: { title: TEAMS.formTitle, height: 'large', width: 'medium', card: attached(card) },
    },
  },
})
