import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ModelConfig } from '../../src/config.ts'
import { bodyOf, serve } from './http.ts'

/** What the model was sent: the lines it may word, the question, and the whole request for looking at. */
export interface Sent {
  question: string
  lines: { id: string; text: string }[]
  raw: string
  authorization: string
  /** words as a whole reply in the protocol that was spoken */
  reply(words: string): string
}

/** The words of a reply, or whatever else a server can do to a request. */
export type Behaviour = (sent: Sent, response: ServerResponse, request: IncomingMessage) => string | undefined

/** A server on loopback that speaks OpenAI's, Azure's, Anthropic's and Ollama's protocols, and does with a request as it is told. */
export async function modelServer() {
  const calls: Sent[] = []
  let behave: Behaviour = wellBehaved
  const server = await serve(async (request, response) => {
    const raw = await bodyOf(request)
    const path = request.url ?? ''
    const sent = {
      ...dataIn(raw),
      raw,
      reply: (words: string) => replyFor(path, raw, words),
      authorization: String(
        request.headers.authorization ?? request.headers['x-api-key'] ?? request.headers['api-key'] ?? '',
      ),
    }
    calls.push(sent)
    const words = behave(sent, response, request)
    if (words === undefined || response.writableEnded) return
    response.setHeader('content-type', path.includes('/api/chat') ? 'application/x-ndjson' : 'application/json')
    response.end(sent.reply(words))
  })
  return {
    ...server,
    calls,
    set(next: Behaviour) {
      behave = next
      calls.length = 0
    },
  }
}

/** Words every line as a good model would: its own text, a little changed. */
export const wellBehaved: Behaviour = ({ lines }) =>
  JSON.stringify({
    sentences: lines.map(({ id, text }) => ({
      text: `In short: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
      lines: [id],
    })),
  })

function dataIn(raw: string): Pick<Sent, 'question' | 'lines'> {
  const text = raw.replaceAll('\\\\', '\\').replaceAll('\\"', '"')
  const start = text.indexOf('{"question"')
  if (start < 0) return { question: '', lines: [] }
  for (let end = text.indexOf('}]}', start); end > 0; end = text.indexOf('}]}', end + 1)) {
    try {
      return JSON.parse(text.slice(start, end + 3)) as Pick<Sent, 'question' | 'lines'>
    } catch {
      // a longer stretch may be whole
    }
  }
  return { question: '', lines: [] }
}

function replyFor(path: string, raw: string, words: string): string {
  if (path.includes('/embed')) return embeddingsFor(path, raw)
  if (path.includes('/v1/messages'))
    return JSON.stringify({
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'local',
      stop_reason: 'end_turn',
      content: [{ type: 'text', text: words }],
      usage: { input_tokens: 1, output_tokens: 1 },
    })
  if (path.includes('/api/chat'))
    return `${JSON.stringify({ model: 'local', created_at: '2026-11-21T00:00:00Z', message: { role: 'assistant', content: words }, done: true, done_reason: 'stop' })}\n`
  return JSON.stringify({
    id: 'c',
    object: 'chat.completion',
    created: 0,
    model: 'local',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: words } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  })
}

/** Vectors that count letters: alike texts get alike vectors. */
function embeddingsFor(path: string, raw: string): string {
  const { input } = JSON.parse(raw) as { input: string | string[] }
  const vectors = [input].flat().map((text) => lettersOf(text))
  return path.includes('/api/embed')
    ? JSON.stringify({ model: 'local', embeddings: vectors })
    : JSON.stringify({
        object: 'list',
        model: 'local',
        data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
        usage: { prompt_tokens: 1, total_tokens: 1 },
      })
}

function lettersOf(text: string): number[] {
  const counts = Array.from({ length: 26 }, () => 0)
  for (const letter of text.toLowerCase()) {
    const at = letter.charCodeAt(0) - 97
    if (at >= 0 && at < 26) counts[at]!++
  }
  return counts
}

/** A configuration of each provider that reaches the local server. */
export const modelConfigs = (url: string): Record<string, ModelConfig> => ({
  openai: { provider: 'openai', name: 'local', key: 'k', baseUrl: `${url}/v1` },
  azure: { provider: 'azure', name: 'local', key: 'k', baseUrl: url, apiVersion: '2025-01-01' },
  anthropic: { provider: 'anthropic', name: 'local', key: 'k', baseUrl: url },
  ollama: { provider: 'ollama', name: 'local', baseUrl: url },
})
