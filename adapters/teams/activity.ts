import { z } from 'zod'

const text = z.string().optional().catch(undefined)
const Account = z.object({ id: text, name: text, aadObjectId: text }).optional().catch(undefined)

/**
 * What we read of an activity, whichever library brought it. A field of another kind than expected counts as absent:
 * Teams sends new ones at any time.
 */
export const Activity = z.object({
  type: z.string(),
  id: text,
  name: text,
  action: text,
  channelId: text,
  serviceUrl: text,
  timestamp: text,
  text: text,
  replyToId: text,
  from: Account,
  recipient: Account,
  conversation: z.object({ id: text, tenantId: text, conversationType: text }).optional().catch(undefined),
  entities: z
    .array(z.object({ type: text, text, mentioned: Account }).catch({}))
    .max(1000)
    .optional()
    .catch(undefined),
  membersAdded: z
    .array(z.object({ id: text }).catch({}))
    .optional()
    .catch(undefined),
  membersRemoved: z
    .array(z.object({ id: text }).catch({}))
    .optional()
    .catch(undefined),
  channelData: z
    .object({
      eventType: text,
      tenant: z.object({ id: text }).optional().catch(undefined),
      channel: z.object({ type: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** A message quoted in a reply stands here, so do files, and the message itself as HTML. */
  attachments: z
    .array(z.object({ contentType: text, name: text, contentUrl: text, content: z.unknown().optional() }).catch({}))
    .max(100)
    .optional()
    .catch(undefined),
  value: z.unknown().optional(),
})
export type Activity = z.infer<typeof Activity>

/** An activity we send: plain data, as the connector takes it. */
export interface Outgoing {
  type: 'message' | 'typing'
  text?: string
  textFormat?: 'markdown' | 'plain'
  /** What the notification says. */
  summary?: string
  entities?: Record<string, unknown>[]
  attachments?: { contentType: string; content: Record<string, unknown> }[]
  suggestedActions?: { to: string[]; actions: { type: 'imBack'; title: string; value: string }[] }
  channelData?: Record<string, unknown>
  importance?: 'high'
  replyToId?: string
}

export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive'

/** A card as an attachment. */
export const attached = (content: Record<string, unknown>) => ({ contentType: ADAPTIVE, content })

/** The directory an activity comes from. */
export function directoryOf({ conversation, channelData }: Activity): string | undefined {
  return conversation?.tenantId ?? channelData?.tenant?.id
}

/** One to one with the bot. Emulators leave the type out. */
export const isPersonal = ({ conversation }: Activity) => (conversation?.conversationType ?? 'personal') === 'personal'

/** A search or "Check this claim": it comes from any conversation, also from those we are not in. */
export const isVisit = ({ type, name }: Activity) => type === 'invoke' && Boolean(name?.startsWith('composeExtension/'))
