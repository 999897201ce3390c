import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAnswerWriter } from '../../adapters/langchain/answer-writer.ts'
import { createRewording } from '../../src/answering/reword.ts'
import type { Assistant } from '../../src/assistant.ts'
import type { Answered } from '../../src/domain/answer.ts'
import { assistantOver, FIXTURE, keptLog, ME, TODAY } from '../helpers.ts'
import { MISBEHAVIOURS, OF_ONE_PROTOCOL } from '../servers/misbehaviours.ts'
import { type Behaviour, modelConfigs, modelServer, wellBehaved } from '../servers/model.ts'

const QUESTION = "I was told we can't talk to suppliers before a tender"
const DEADLINE = 200

let server: Awaited<ReturnType<typeof modelServer>>
let reviewed: Answered
beforeAll(async () => {
  server = await modelServer()
  reviewed = await answerFrom((await assistantOver()).assistant)
  expect(reviewed.ruling?.verdict).toBe('myth')
})
afterAll(() => server.close())

async function answerFrom(assistant: Assistant): Promise<Answered> {
  const asked = { text: QUESTION, askedBy: ME, conversation: Math.random().toString(), date: TODAY }
  return (await assistant.ask(asked)).answer as Answered
}

describe.each(['openai', 'azure', 'anthropic', 'ollama'])('a model of %s', (provider) => {
  const log = keptLog()
  let assistant: Assistant

  beforeAll(async () => {
    const writer = createAnswerWriter(modelConfigs(server.url)[provider]!)
    server.set(wellBehaved)
    // The client is loaded and speaks to the server before any deadline runs.
    const lines = [{ id: 'p1', text: 'You may.' }]
    expect(await writer.write('may we', lines, AbortSignal.timeout(10_000))).toMatchObject({ sentences: [{}] })
    const rewording = createRewording({
      writer,
      redact: (text) => text,
      budget: { take: () => true },
      rest: { resting: () => false, attempt: (call) => call() },
      log,
      deadline: DEADLINE,
    })
    assistant = (await assistantOver(FIXTURE, log, rewording)).assistant
  })

  /** Asks, finds the reviewed answer after one call, and gives what the log says of the model. */
  async function askedOnce(behaviour: Behaviour): Promise<string> {
    server.set(behaviour)
    log.lines.length = 0
    const started = performance.now()
    expect(await answerFrom(assistant)).toEqual(reviewed)
    expect(performance.now() - started).toBeLessThan(DEADLINE + 1500)
    expect(server.calls.length).toBe(1)
    const [line] = log.lines.filter(({ event }) => event.startsWith('model'))
    return line?.event === 'model wording not used' ? 'refused' : String(line?.fields.code ?? 'partly')
  }

  // The ending shows that the reply was read as the protocol has it, and not merely lost.
  it.each(MISBEHAVIOURS)('that %s changes nothing the person reads (%s)', async (_, ending, behaviour) => {
    expect(await askedOnce(behaviour)).toBe(ending)
  })

  it.each(OF_ONE_PROTOCOL[provider]!)('that %s changes nothing either', async (_, behaviour) => {
    expect(await askedOnce(behaviour)).toMatch(/^(?:unreadable-reply|failed|http-\d+)$/)
  })
})
