/** A neighbour (disk, platform, model) failed. `code` is short and stable; `cause` keeps the original. */
export class PortError extends Error {
  readonly code: string
  /** Seconds the neighbour asked us to wait. */
  readonly retryAfter: number | undefined
  /** Trying again is no use. */
  readonly permanent: boolean
  constructor(
    code: string,
    message: string,
    cause?: unknown,
    { retryAfter, permanent = false }: { retryAfter?: number; permanent?: boolean } = {},
  ) {
    super(message, { cause })
    this.name = 'PortError'
    this.code = code
    this.retryAfter = retryAfter
    this.permanent = permanent
  }
}

/** Something an editor can mend: which file, which field, and what to write instead. */
export interface Problem {
  file: string
  field: string
  message: string
  severity: 'error' | 'warning'
}

/** Settings that cannot work together, or a value that is not allowed: shown as one line, then the process ends. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** A short, stable code for the log, whatever was thrown: never its message, which may hold what a person wrote. */
export function errorCode(error: unknown): string {
  if (error instanceof PortError) return error.code
  const { name, status } = (error ?? {}) as { name?: unknown; status?: unknown }
  if (typeof status === 'number') return `http-${status}`
  return name === 'TimeoutError' || name === 'AbortError' ? 'deadline' : 'failed'
}
