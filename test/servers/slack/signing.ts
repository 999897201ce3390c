import { createHmac } from 'node:crypto'
import { BOT, SIGNING_SECRET } from './world.ts'

/** A body as Slack sends it, with its signature over body and time. */
export function signed(
  body: string,
  {
    secret = SIGNING_SECRET,
    at = Math.floor(Date.now() / 1000),
    type = 'application/json',
  }: { secret?: string; at?: number; type?: string } = {},
) {
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`
  return {
    method: 'POST',
    body,
    headers: { 'content-type': type, 'x-slack-signature': signature, 'x-slack-request-timestamp': String(at) },
  }
}

/** An event in its envelope. */
export function envelope(
  event: Record<string, unknown>,
  {
    eventId = `Ev${Math.random()}`,
    team = 'T1',
    bot = BOT,
    at = Math.floor(Date.now() / 1000),
    enterprise,
    shared = false,
    organisation = false,
  }: {
    eventId?: string
    team?: string
    bot?: string
    at?: number
    enterprise?: string
    shared?: boolean
    /** Installed by the whole organisation. */
    organisation?: boolean
  } = {},
) {
  return {
    type: 'event_callback',
    team_id: team,
    ...(enterprise && { enterprise_id: enterprise }),
    api_app_id: 'A1',
    event_id: eventId,
    event_time: at,
    is_ext_shared_channel: shared,
    authorizations: [
      {
        team_id: team,
        enterprise_id: enterprise ?? null,
        user_id: bot,
        is_bot: true,
        is_enterprise_install: organisation,
      },
    ],
    event,
  }
}

/** An event, wrapped and signed. */
export function signedEvent(
  event: Record<string, unknown>,
  {
    secret = SIGNING_SECRET,
    at = Math.floor(Date.now() / 1000),
    ...more
  }: Parameters<typeof envelope>[1] & {
    secret?: string
  } = {},
) {
  return signed(JSON.stringify(envelope(event, { at, ...more })), { secret, at })
}
