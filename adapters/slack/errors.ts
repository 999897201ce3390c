import { PortError } from '../../src/errors.ts'

/** `[slack] cannot show the answer`, with Slack's own error code. */
export function slackError(doing: string, cause: unknown): PortError {
  const { data, code } = cause as { data?: { error?: string }; code?: string }
  return new PortError(
    data?.error ?? code ?? (cause as Error)?.name ?? 'slack-failed',
    `[slack] cannot ${doing}`,
    cause,
  )
}
