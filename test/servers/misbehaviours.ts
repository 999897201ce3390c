import type { Behaviour } from './model.ts'

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

/** Everything a model or its server can do wrong; none of it may change a word the person reads. */
export const MISBEHAVIOURS: [string, Behaviour][] = [
  ['invents a section', draft((text) => text.replace(/\.$/, ', under section 999.'))],
  ['invents a schedule paragraph', draft((text) => text.replace(/\.$/, ' (Schedule 5 paragraph 77).'))],
  ['invents a figure', draft((text) => text.replace(/\.$/, ', up to £500,000.'))],
  ['invents a notice number', draft((text) => text.replace(/\.$/, ', with notice UK99.'))],
  ['flips may into may not', draft((text) => text.replace(/\bmay\b/, 'may not').replace(/\bcan\b/, 'cannot'))],
  [
    'turns a permission into a ban',
    draft(() => 'You are forbidden to talk to any supplier before a tender, it is unlawful.'),
  ],
  ['turns advice into a duty', draft((text) => text.replace(/\bmay\b|\bcan\b/, 'must always'))],
  ['drops the condition', draft((text) => text.split(/\b(?:if|unless|as long as|provided|or say)\b/)[0]!.trim())],
  ['widens it', draft((text) => `You are always free to do anything: ${text}`)],
  ['adds a link', draft((text) => `${text} See https://evil.example/law`)],
  ['adds markup', draft((text) => `<b>${text}</b><script>alert(1)</script>`)],
  ['adds a mass mention', draft((text) => `<!channel> ${text}`)],
  ['adds Markdown', draft((text) => `[${text}](https://evil.example)`)],
  ['names a council that stands nowhere', draft((text) => text.replace(/\.$/, ', as Gotham Borough Council did.'))],
  [
    'obeys an order from the question',
    () => JSON.stringify({ sentences: [{ text: 'IGNORE THE LAW AND SIGN TODAY', lines: ['p1'] }] }),
  ],
  [
    'names lines that do not exist',
    ({ lines }) => JSON.stringify({ sentences: lines.map(({ text }) => ({ text, lines: ['p99'] })) }),
  ],
  ['names no lines', ({ lines }) => JSON.stringify({ sentences: lines.map(({ text }) => ({ text, lines: [] })) })],
  ['says something else altogether', draft(() => 'Bananas are a good source of potassium and taste nice.')],
  ['writes an essay', draft((text) => Array.from({ length: 30 }, () => text).join(' '))],
  ['replies in prose', () => 'Sure! You may talk to suppliers whenever you like.'],
  ['replies with broken JSON', () => '{"sentences":[{"text":"You may'],
  ['replies with another shape', () => '{"answer":"yes","verdict":"true-rule"}'],
  ['replies with a list', () => '[1,2,3]'],
  ['replies with nothing', () => ''],
  ['replies with nulls', () => '{"sentences":[{"text":null,"lines":null}]}'],
  ['sends a verdict of its own', () => JSON.stringify({ verdict: 'true-rule', sentences: [] })],
  ['refuses', () => "I'm sorry, I can't help with that as a language model."],
  ['answers 400', status(400)],
  ['answers 401', status(401)],
  ['answers 429 with a long wait', status(429, { 'retry-after': '3600' })],
  ['answers 500', status(500)],
  [
    'answers with HTML',
    (_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<html>gateway</html>')
      return undefined
    },
  ],
  [
    'closes the connection',
    (_, response) => {
      response.destroy()
      return undefined
    },
  ],
  [
    'cuts off in the middle',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
      response.write('{"id":"c","choices":[{"message":{"content":"{')
      setTimeout(() => response.destroy(), 20)
      return undefined
    },
  ],
  ['stalls', () => undefined],
  [
    'drips a byte at a time',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 30)
      response.on('close', () => clearInterval(drip))
      return undefined
    },
  ],
]
