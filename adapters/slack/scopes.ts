/**
 * What the app asks Slack for, each with its reason. The manifest asks for the same and nothing else; manifest/README.md
 * tells whoever installs it.
 */
export const SCOPES = {
  'app_mentions:read': 'to hear a question that names it in a channel',
  'assistant:write': 'to offer questions in the empty conversation',
  'channels:history': 'to hear a follow-up in a thread it was named in',
  'chat:write': 'to answer, to show that it is at work, and to write to specialists',
  commands: 'for /waymark and the shortcut on a message',
  'groups:history': 'the same as channels:history in a private channel it was invited to',
  'im:history': 'to hear a question in a direct message',
  'mpim:history': 'to hear what asker and specialist write in a conversation opened for them',
  'mpim:write': 'to open that conversation',
  'users:read': 'to call people by name, and to know who is a guest',
} as const

export const BOT_SCOPES = Object.keys(SCOPES) as (keyof typeof SCOPES)[]

/** What Slack tells us of. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
] as const
