import { createHmac } from 'node:crypto'
import { bodyOf, serve } from './http.ts'

export const SIGNING_SECRET = 'not-a-real-secret'
export const BOT = 'U0BOT'

/** A Slack of our own: records every Web API call and answers as Slack does. */
export async function localSlack() {
  const calls: { method: string; body: Record<string, unknown> }[] = []
  const server = await serve(async (request, response) => {
    const method = (request.url ?? '').split('/').pop()!.split('?')[0]!
    const raw = await bodyOf(request)
    const body = request.headers['content-type']?.includes('json')
      ? JSON.parse(raw || '{}')
      : Object.fromEntries(new URLSearchParams(raw))
    if (typeof body.blocks === 'string') body.blocks = JSON.parse(body.blocks)
    calls.push({ method, body })
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(
        method === 'auth.test'
          ? { ok: true, user_id: BOT, bot_id: 'B0BOT', team_id: 'T1' }
          : { ok: true, ts: '1.2', channel: body.channel },
      ),
    )
  })
  return {
    ...server,
    apiUrl: `${server.url}/api/`,
    calls,
    posts: () => calls.filter(({ method }) => method === 'chat.postMessage').map(({ body }) => body),
  }
}

/** A body as Slack sends it, with its signature over body and time. */
export function signed(body: string, { secret = SIGNING_SECRET, at = Math.floor(Date.now() / 1000) } = {}) {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': String(at),
    },
  }
}

/** An event, wrapped and signed. */
export function signedEvent(
  event: Record<string, unknown>,
  { eventId = `Ev${Math.random()}`, secret = SIGNING_SECRET, at = Math.floor(Date.now() / 1000) } = {},
) {
  const authorizations = [{ team_id: 'T1', user_id: BOT, is_bot: true }]
  const envelope = {
    type: 'event_callback',
    team_id: 'T1',
    api_app_id: 'A1',
    event_id: eventId,
    event_time: at,
    authorizations,
    event,
  }
  return signed(JSON.stringify(envelope), { secret, at })
}
