import { PortError } from '../../src/errors.ts'

/** What a database may say, what we call it, and what to tell whoever runs the service. First match wins. */
const MEANINGS: readonly [RegExp, string, string][] = [
  [/^(?:SQLITE_FULL|53100|ENOSPC)$/, 'disk-full', 'cannot store anything: the disk is full'],
  [
    /^(?:SQLITE_BUSY|SQLITE_LOCKED|55P03|40P01|57014)/,
    'database-locked',
    'cannot store this now: another process holds it',
  ],
  [/^(?:SQLITE_CONSTRAINT_TRIGGER|23001)$/, 'unchangeable', 'cannot change what is kept as it was'],
  [/^(?:SQLITE_CORRUPT|SQLITE_NOTADB)/, 'database-damaged', 'cannot read the file: it is damaged; restore a backup'],
  [
    /^(?:SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_IOERR|EACCES|EROFS)/,
    'database-unwritable',
    'cannot read or write its file',
  ],
  [/^(?:28\w{3}|3D000|42501)$/, 'database-refused', 'cannot sign in: check user, password and name in DATABASE_URL'],
  [/^(?:08\w{3}|57P0\d|53300|E[A-Z]+)$/, 'database-away', 'cannot reach the database'],
]
/** pg says these without a code. */
const AWAY = /connection terminated|timeout|not queryable|connection error|ended by|server closed|socket/i

/** Whatever a database or its driver threw, as one PortError; `cause` keeps the original. */
export function databaseError(cause: unknown): PortError {
  if (cause instanceof PortError) return cause
  const { code = '', message = '' } = (cause ?? {}) as { code?: string; message?: string }
  const found = MEANINGS.find(([pattern]) => pattern.test(code))
  if (found) return new PortError(found[1], `[database] ${found[2]} (${code})`, cause)
  if (!code && AWAY.test(message)) return new PortError('database-away', '[database] cannot reach the database', cause)
  return new PortError('database-failed', `[database] cannot do this (${code || 'no code'})`, cause)
}
