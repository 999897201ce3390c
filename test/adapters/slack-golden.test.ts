import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawn } from '../../adapters/slack/reply.ts'
import { requestMessage } from '../../adapters/slack/request-message.ts'
import { cardFor } from '../../src/cards/answer-card.ts'
import { digestCard, eventCard, requestCard } from '../../src/cards/request-card.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver, ME } from '../helpers.ts'
import { problemsIn } from '../servers/slack.ts'
import { about, event, request } from '../specialists/council.ts'

const FOLDER = join(projectRoot(), 'test/fixtures/slack/golden')
/** Set to write them anew after a change that is meant; the difference is for whoever reviews it. */
const ANEW = Boolean(process.env.WAYMARK_WRITE_GOLDEN)

/** One question for each way an answer can end. */
const QUESTIONS = {
  'myth-ruling': 'no contact with suppliers until the tender is live, right?',
  'rule-looked-up': 'how many days must we wait before we sign',
  'case-asked-for': 'who has run a challenge competition?',
  'route-to-clarify': 'which route should we use?',
  'specialist-wanted': 'can I talk to a person please',
  greeting: 'hello',
  declined: 'write me a poem about the sea',
  'no-evidence': 'which pension fund must our bidders pay into on Mars?',
} as const

describe('blocks of every kind of answer', async () => {
  const { assistant } = await assistantOver()
  const when = () => 'Tuesday 24 November, 15:30'
  const shown = {
    ...{ asker: 'Sam Okafor', holder: 'Priya Shah', acts: ['take', 'decline', 'reply', 'reassign'] as const, when },
    request: request({ about: about() }),
    events: [event(), event({ n: 2, kind: 'taken', byName: 'Priya Shah', to: 'Priya Shah' })],
  }
  const requests = {
    'request-new': () => [requestMessage(requestCard(shown, 'new'), 'r1')],
    'request-replied': () => [
      requestMessage(eventCard(shown, event({ n: 3, kind: 'replied', byName: 'Priya Shah', text: 'Yes.' })), 'r1'),
    ],
    digest: () => [requestMessage(digestCard([request(), request({ id: 'r2' })], when), undefined)],
    failed: () =>
      drawn(
        cardFor({ outcome: 'failed', code: 'x', citations: [], entries: [], confidence: 0, offersSpecialist: true }),
        {
          questionId: 'q',
        },
      ),
  }

  it.each(Object.entries(QUESTIONS))('%s', async (name, text) => {
    const { card, answer } = await assistant.ask({ text, askedBy: ME, conversation: name })
    const feedback = ['answered', 'no-evidence', 'specialist'].includes(answer.outcome)
    check(name, drawn(card, { questionId: '00000000-0000-4000-8000-000000000000', feedback }))
  })

  it.each(Object.entries(requests))('%s', (name, draw) => check(name, draw()))
})

function check(name: string, messages: readonly { text: string; blocks: unknown[] }[]): void {
  for (const { blocks } of messages) expect(problemsIn(blocks as never, 'message')).toEqual([])
  const file = join(FOLDER, `${name}.json`)
  const text = `${JSON.stringify(messages, null, 2)}\n`
  if (ANEW || !existsSync(file)) {
    if (process.env.CI) throw new Error(`${file} is missing`)
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(file, text)
  }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text))
}
