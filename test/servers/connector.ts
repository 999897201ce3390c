import { jwtVerify } from 'jose'
import { bodyOf, serve } from './http.ts'
import type { IdentityPlatform } from './identity-platform.ts'

export interface Sent {
  id: string
  method: string
  conversation: string
  app: string
  activity: SentActivity
}

export interface SentActivity {
  type: string
  text?: string
  textFormat?: string
  summary?: string
  entities?: { type: string; citation?: Citation[]; additionalType?: string[] }[]
  attachments?: { contentType: string; content: Card }[]
  channelData?: Record<string, unknown>
  members?: { id: string }[]
}
interface Citation {
  position: number
  appearance: { name: string; abstract: string; url?: string }
}
export interface Card {
  type: string
  version: string
  body: Record<string, unknown>[]
  actions?: Record<string, unknown>[]
  refresh?: { action: { verb: string; data: Record<string, unknown> }; userIds: string[] }
  fallbackText?: string
}

/** What the next calls get instead of an answer. */
export interface Fault {
  status: number
  headers?: Record<string, string>
  body?: unknown
  /** how often, always when left out */
  times?: number
  /** only these */
  where?: (path: string, method: string) => boolean
}

const MOST_BYTES = 100 * 1024
const ROOT_ENTITY = 'https://schema.org/Message'

/**
 * Teams' side of the wire in small: takes what a bot sends, keeps it, and refuses what Teams refuses: a call without a
 * token of the bot's, messages too large, two root entities, more than 20 citations, cards it cannot draw.
 */
export async function connectorService(identity?: IdentityPlatform) {
  const sent: Sent[] = []
  const refused: string[] = []
  const faults: Fault[] = []
  const removed: string[] = []
  let number = 0
  const server = await serve(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', server.url).pathname)
    const method = request.method ?? ''
    const raw = await bodyOf(request)
    const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const app = await callerOf(request.headers.authorization)
    if (app === undefined) {
      refused.push('token')
      return reply(401, { error: { code: 'Unauthorized' } })
    }
    const fault = faults.find(({ where, times }) => (times ?? 1) > 0 && (!where || where(path, method)))
    if (fault) {
      if (fault.times !== undefined) fault.times--
      return reply(fault.status, fault.body ?? { error: { code: String(fault.status) } }, fault.headers)
    }
    const activity = JSON.parse(raw || '{}') as SentActivity
    const problem = problemWith(activity, raw)
    if (problem) {
      refused.push(problem)
      return reply(problem === 'too large' ? 413 : 400, { error: { code: 'BadSyntax', message: problem } })
    }
    const [, conversation = '', message] = /\/v3\/conversations\/([^/]*)(?:\/activities\/?([^/]*))?/.exec(path) ?? []
    if (method === 'DELETE') {
      removed.push(message!)
      return reply(200, {})
    }
    const isNew = path.endsWith('/v3/conversations')
    const id = isNew ? `a:opened-${activity.members?.[0]?.id}` : method === 'PUT' ? message! : `m${++number}`
    const one: Sent = { id, method, conversation: isNew ? id : conversation, app, activity }
    if (service.onSent) service.onSent(one)
    else sent.push(one)
    return reply(isNew ? 201 : 200, { id })
  })

  const known = new Map<string, string>()
  async function callerOf(authorization = ''): Promise<string | undefined> {
    if (!identity) return ''
    const before = known.get(authorization)
    if (before) return before
    try {
      const { payload } = await jwtVerify(authorization.replace(/^Bearer /, ''), identity.publicKey, {
        audience: 'https://api.botframework.com',
      })
      known.set(authorization, String(payload.appid))
      return String(payload.appid)
    } catch {
      return undefined
    }
  }

  const service = {
    ...server,
    /** Hears of each, instead of their being kept: a load run would fill the memory. */
    onSent: undefined as ((sent: Sent) => void) | undefined,
    sent,
    /** What Teams would not take, by its reason. */
    refused,
    removed,
    messages: () => sent.filter(({ activity, method }) => activity.type === 'message' && method === 'POST'),
    updates: () => sent.filter(({ method }) => method === 'PUT'),
    fail: (fault: Fault) => faults.push(fault),
    reset() {
      for (const list of [sent, refused, faults, removed]) list.length = 0
    },
  }
  return service
}
export type ConnectorService = Awaited<ReturnType<typeof connectorService>>

function problemWith({ entities = [], attachments = [] }: SentActivity, raw: string): string | undefined {
  if (Buffer.byteLength(raw) > MOST_BYTES) return 'too large'
  const roots = entities.filter(({ type }) => type === ROOT_ENTITY)
  if (roots.length > 1) return 'multiple root message entities'
  const citations = roots[0]?.citation ?? []
  if (citations.length > 20) return 'more than 20 citations'
  for (const { appearance, position } of citations) {
    if (!appearance?.name || !position) return 'a citation without a name or place'
    if (appearance.name.length > 80 || (appearance.abstract ?? '').length > 160) return 'a citation that is too long'
  }
  for (const { contentType, content } of attachments)
    if (contentType !== 'application/vnd.microsoft.card.adaptive' || content?.type !== 'AdaptiveCard')
      return 'a card that cannot be drawn'
  return undefined
}
