import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { bodyOf } from '../http.ts'
import { METHODS, OPEN_METHODS, refusedMessage, SCOPE_OF } from './methods.ts'
import { signed } from './signing.ts'
import { createWorld } from './world.ts'

type Json = Record<string, unknown>
/** Reads a page request and answers it; false when it is not its own. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

export interface Options {
  now?: () => number
  port?: number
  pages?: Pages
}

/**
 * A Slack of our own: Web API over HTTP, Socket Mode over WebSocket, OAuth, response_urls. It records every call, refuses
 * what Slack refuses, and can be down, slow or strict about how often it is called.
 */
export async function localSlack({ now = Date.now, port = 0, pages }: Options = {}) {
  const world = createWorld(now)
  const calls: { method: string; body: Json; token: string }[] = []
  const limits = new Map<string, { times: number; seconds: number }>()
  const failing = new Map<string, { times: number; error: string }>()
  const slowed = new Map<string, number>()
  const waiting = new Map<string, (answer: Json) => void>()
  let down = false
  let target: string | undefined
  let socket: WebSocket | undefined

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (down) {
      request.socket.destroy()
      return
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local')
    if (pathname.startsWith('/respond/')) return toResponseUrl(pathname.split('/')[2]!, request, response)
    if (pathname === '/oauth/v2/authorize') return authorize(searchParams, response)
    if (!pathname.startsWith('/api/')) {
      if (await pages?.(request, response)) return
      response.writeHead(404).end()
      return
    }
    const method = pathname.slice('/api/'.length)
    const body = await argumentsOf(request)
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? String(body.token ?? '')
    calls.push({ method, body, token })
    response.setHeader('content-type', 'application/json')
    const limit = limits.get(method)
    if (limit && limit.times-- > 0) {
      response.writeHead(429, { 'retry-after': String(limit.seconds) }).end('{"ok":false,"error":"ratelimited"}')
      return
    }
    const wait = slowed.get(method)
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
    response.setHeader('x-oauth-scopes', world.scopes.join(','))
    response.end(JSON.stringify(answerTo(method, body, token)))
  }

  function answerTo(method: string, body: Json, token: string): Json {
    const fail = failing.get(method)
    if (fail && fail.times-- > 0) return { ok: false, error: fail.error }
    const open = OPEN_METHODS[method]
    if (open) return open(world, body, api.url, token)
    const known = METHODS[method]
    if (!known) return { ok: false, error: 'unknown_method' }
    const team = world.teams.find((one) => one.token === token)
    if (!team) return { ok: false, error: 'invalid_auth' }
    if (!team.installed) return { ok: false, error: 'account_inactive' }
    const scope = SCOPE_OF[method]
    if (scope && !world.scopes.includes(scope)) return { ok: false, error: 'missing_scope', needed: scope }
    return known(world, body, team)
  }

  async function toResponseUrl(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await bodyOf(request)) as Json
    calls.push({ method: 'response_url', body, token: '' })
    const reply = world.replies.get(id)
    const refused = body.delete_original ? undefined : refusedMessage(body)
    if (!reply || ++reply.uses > 5 || refused) {
      response.writeHead(reply ? 400 : 404).end(JSON.stringify(refused ?? { ok: false, error: 'used_url' }))
      return
    }
    const team = world.teams.find((one) => one.id === reply.team)!
    const message = {
      team: reply.team,
      channel: reply.channel,
      ts: world.ts(),
      user: team.bot,
      text: String(body.text ?? ''),
      blocks: (body.blocks ?? []) as Json[],
      ...(body.response_type !== 'in_channel' && { only: reply.user }),
    }
    if (body.replace_original && reply.ts) {
      const index = world.messages.findIndex(({ ts }) => ts === reply.ts)
      if (index >= 0) world.messages[index] = { ...message, ts: reply.ts, edited: true }
    } else world.messages.push(message)
    response.end('ok')
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = world.id('code')
    const enterprise = query.get('test_enterprise')
    world.codes.set(code, {
      ...(enterprise ? { enterprise } : { team: query.get('test_team') ?? 'T2' }),
      user: query.get('test_user') ?? 'UADMIN',
    })
    const back = new URL('/slack/oauth_redirect', target)
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.toString() }).end()
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => response.writeHead(500).end(error.stack))
  })
  const sockets = new WebSocketServer({ server, path: '/socket' })
  sockets.on('connection', (connected) => {
    if (down) return connected.terminate()
    socket = connected
    connected.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
    connected.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString())
      waiting.get(id)?.(payload ?? {})
      waiting.delete(id)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Sends a payload as Slack does, over the socket when there is one. Gives the status and what came back. */
  async function send(type: 'events_api' | 'slash_commands' | 'interactive', payload: Json): Promise<Json> {
    if (socket?.readyState === 1) {
      const id = world.id('env')
      const answered = new Promise<Json>((resolve) => waiting.set(id, resolve))
      socket.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: true }))
      return { status: 200, body: await answered }
    }
    if (!target) throw new Error('nobody listens: connect() first')
    const request =
      type === 'events_api'
        ? signed(JSON.stringify(payload))
        : signed(
            new URLSearchParams(
              type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>),
            ).toString(),
            { type: 'application/x-www-form-urlencoded' },
          )
    const response = await fetch(`${target}/slack/events`, request)
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} }
  }

  const api = {
    url,
    apiUrl: `${url}/api/`,
    world,
    calls,
    send,
    /** Where events go, over HTTP. */
    connect(address: string) {
      target = address
    },
    posts: () => calls.filter(({ method }) => method === 'chat.postMessage').map(({ body }) => body),
    down(now: boolean) {
      down = now
      if (now) for (const client of sockets.clients) client.terminate()
    },
    /** The next calls of a method are refused with 429. */
    limit: (method: string, seconds: number, times = 1) => limits.set(method, { times, seconds }),
    /** The next calls of a method fail with one of Slack's own errors. */
    fail: (method: string, error: string, times = 1) => failing.set(method, { times, error }),
    /** Every call of a method takes this many milliseconds from now on. */
    slow: (method: string, ms: number) => slowed.set(method, ms),
    connected: () => socket?.readyState === 1,
    /** Asks the other side to connect anew, as Slack does every few hours. */
    recycle: () => socket?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    drop: () => socket?.terminate(),
    async close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
  return api
}

export type LocalSlack = Awaited<ReturnType<typeof localSlack>>

/** Arguments as JSON or a form; what is JSON inside a form is read too. */
async function argumentsOf(request: IncomingMessage): Promise<Json> {
  const raw = await bodyOf(request)
  if (request.headers['content-type']?.includes('json')) return JSON.parse(raw || '{}')
  const form = Object.fromEntries(new URLSearchParams(raw))
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  )
}
