import { PortError } from '../../src/errors.ts'

/** `[teams] cannot show the answer`, with the HTTP status or code the connector gave. */
export function teamsError(doing: string, cause: unknown): PortError {
  const { statusCode, code } = cause as { statusCode?: number; code?: string }
  return new PortError(
    String(statusCode ?? code ?? (cause as Error)?.name ?? 'teams-failed'),
    `[teams] cannot ${doing}`,
    cause,
  )
}
