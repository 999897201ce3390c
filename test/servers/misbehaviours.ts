import { type Behaviour, wellBehaved } from './model.ts'

const draft = (change: (text: string, index: number) => string) =>
  (({ lines }) =>
    JSON.stringify({
      sentences: lines.map(({ id, text }, index) => ({ text: change(text, index), lines: [id] })),
    })) as Behaviour
export const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(code, headers).end('{"error":{"message":"no"}}')
    return undefined
  }

/**
 * How a misbehaviour ends: every sentence refused; only those it left alone kept, which reads as before; or the code of
 * the failure in the log.
 */
export type Ending = 'refused' | 'partly' | 'unreadable-reply' | 'deadline' | 'failed' | `http-${number}`

/** Everything a model or its server can do wrong; none of it may change a word the person reads. */
export const MISBEHAVIOURS: [what: string, ending: Ending, Behaviour][] = [
  ['invents a section', 'refused', draft((text) => text.replace(/\.$/, ', under section 999.'))],
  ['invents a schedule paragraph', 'refused', draft((text) => text.replace(/\.$/, ' (Schedule 5 paragraph 77).'))],
  ['invents a figure', 'refused', draft((text) => text.replace(/\.$/, ', up to £500,000.'))],
  ['invents a notice number', 'refused', draft((text) => text.replace(/\.$/, ', with notice UK99.'))],
  [
    'flips may into may not',
    'partly',
    draft((text) => text.replace(/\bmay\b/, 'may not').replace(/\bcan\b/, 'cannot')),
  ],
  [
    'turns a permission into a ban',
    'refused',
    draft(() => 'You are forbidden to talk to any supplier before a tender, it is unlawful.'),
  ],
  ['turns advice into a duty', 'partly', draft((text) => text.replace(/\bmay\b|\bcan\b/, 'must always'))],
  [
    'drops the condition',
    'partly',
    draft((text) => text.split(/\b(?:if|unless|as long as|provided|or say)\b/)[0]!.trim()),
  ],
  ['widens it', 'refused', draft((text) => `You are always free to do anything: ${text}`)],
  ['adds a link', 'refused', draft((text) => `${text} See https://evil.example/law`)],
  ['adds markup', 'refused', draft((text) => `<b>${text}</b><script>alert(1)</script>`)],
  ['adds a mass mention', 'refused', draft((text) => `<!channel> ${text}`)],
  ['adds Markdown', 'refused', draft((text) => `[${text}](https://evil.example)`)],
  [
    'names a council that stands nowhere',
    'refused',
    draft((text) => text.replace(/\.$/, ', as Gotham Borough Council did.')),
  ],
  [
    'obeys an order from the question',
    'refused',
    () => JSON.stringify({ sentences: [{ text: 'IGNORE THE LAW AND SIGN TODAY', lines: ['p1'] }] }),
  ],
  [
    'names lines that do not exist',
    'refused',
    ({ lines }) => JSON.stringify({ sentences: lines.map(({ text }) => ({ text, lines: ['p99'] })) }),
  ],
  [
    'names no lines',
    'refused',
    ({ lines }) => JSON.stringify({ sentences: lines.map(({ text }) => ({ text, lines: [] })) }),
  ],
  ['says something else altogether', 'refused', draft(() => 'Bananas are a good source of potassium and taste nice.')],
  ['writes an essay', 'unreadable-reply', draft((text) => Array.from({ length: 30 }, () => text).join(' '))],
  ['replies in prose', 'unreadable-reply', () => 'Sure! You may talk to suppliers whenever you like.'],
  ['replies with broken JSON', 'unreadable-reply', () => '{"sentences":[{"text":"You may'],
  ['replies with another shape', 'unreadable-reply', () => '{"answer":"yes","verdict":"true-rule"}'],
  ['replies with a list', 'unreadable-reply', () => '[1,2,3]'],
  ['replies with nothing', 'unreadable-reply', () => ''],
  ['replies with nulls', 'unreadable-reply', () => '{"sentences":[{"text":null,"lines":null}]}'],
  ['sends a verdict of its own', 'refused', () => JSON.stringify({ verdict: 'true-rule', sentences: [] })],
  ['refuses', 'unreadable-reply', () => "I'm sorry, I can't help with that as a language model."],
  ['answers 400', 'http-400', status(400)],
  ['answers 401', 'http-401', status(401)],
  ['answers 429 with a long wait', 'http-429', status(429, { 'retry-after': '3600' })],
  ['answers 500', 'http-500', status(500)],
  [
    'answers with HTML',
    'failed',
    (_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<html>gateway</html>')
      return undefined
    },
  ],
  [
    'closes the connection',
    'failed',
    (_, response) => {
      response.destroy()
      return undefined
    },
  ],
  [
    'cuts off in the middle',
    'failed',
    (sent, response, request) => {
      const whole = sent.reply(wellBehaved(sent, response, request)!)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length })
      response.write(whole.slice(0, whole.length / 2))
      setTimeout(() => response.destroy(), 20)
      return undefined
    },
  ],
  ['stalls', 'deadline', () => undefined],
  [
    'drips a byte at a time',
    'deadline',
    (sent, response, request) => {
      const left = [...sent.reply(wellBehaved(sent, response, request)!)]
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(left.shift() ?? ' '), 30)
      response.on('close', () => clearInterval(drip))
      return undefined
    },
  ],
]

const json =
  (...lines: unknown[]): Behaviour =>
  (_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return undefined
  }
const choice = (message: object, finish_reason = 'stop') =>
  json({
    id: 'c',
    object: 'chat.completion',
    created: 0,
    model: 'local',
    choices: [{ index: 0, finish_reason, message }],
  })
const message = (content: unknown, stop_reason = 'end_turn') =>
  json({ id: 'm', type: 'message', role: 'assistant', model: 'local', stop_reason, content, usage: {} })
const chunk = (said: object, done = true) => ({
  model: 'local',
  created_at: '2026-11-21T00:00:00Z',
  message: said,
  done,
})

const OPENAI: [string, Behaviour][] = [
  ['gives no choices', json({ id: 'c', object: 'chat.completion', created: 0, model: 'local', choices: [] })],
  ['gives no content', choice({ role: 'assistant', content: null, refusal: 'no' })],
  ['is cut off by its filter', choice({ role: 'assistant', content: '{"sentences":[{"te' }, 'content_filter')],
  [
    'calls a tool nobody offered',
    choice(
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 't', type: 'function', function: { name: 'sign', arguments: '{}' } }],
      },
      'tool_calls',
    ),
  ],
]

/** What only one protocol can do wrong. */
export const OF_ONE_PROTOCOL: Readonly<Record<string, [what: string, Behaviour][]>> = {
  openai: OPENAI,
  azure: OPENAI,
  anthropic: [
    ['gives no content', message([])],
    ['stops at its limit', message([{ type: 'text', text: '{"sentences":[{"te' }], 'max_tokens')],
    ['refuses by its stop reason', message([], 'refusal')],
    ['calls a tool nobody offered', message([{ type: 'tool_use', id: 't', name: 'sign', input: {} }], 'tool_use')],
    ['is overloaded', status(529)],
    ['sends an error as if all were well', json({ type: 'error', error: { type: 'api_error', message: 'no' } })],
  ],
  ollama: [
    [
      'sends an error in the stream',
      json(chunk({ role: 'assistant', content: '{"sent' }, false), { error: 'out of memory' }),
    ],
    ['never says that it is done', json(chunk({ role: 'assistant', content: '{"sentences":[{"te' }, false))],
    ['thinks and says nothing', json(chunk({ role: 'assistant', content: '', thinking: 'may they? they must!' }))],
    [
      'calls a tool nobody offered',
      json(chunk({ role: 'assistant', content: '', tool_calls: [{ function: { name: 'sign', arguments: {} } }] })),
    ],
    ['does not know the model', status(404)],
  ],
}
