import { DomainError } from '../../errors.ts'

/** Codes that drivers and servers give when it is the database, and not the statement, that is at fault. */
const AWAY = new Set([
  // Node's sockets
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  // PostgreSQL: shutting down, starting, too many connections, disk full, out of memory
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53000',
  '53100',
  '53200',
  '53300',
  // MySQL and MariaDB
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  '1927',
  'ER_CON_COUNT_ERROR',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
])
// mysql2 has no name for what only MariaDB says, so the number stands.
const SLOW = new Set(['57014', '1969', 'ER_STATEMENT_TIMEOUT', 'ER_QUERY_TIMEOUT', 'ER_LOCK_WAIT_TIMEOUT'])
const DEADLOCK = new Set(['40001', '40P01', 'ER_LOCK_DEADLOCK'])
/** What pg and mysql2 say without a code. */
const LOST =
  /connection terminated|connection is closed|not queryable|connection ended|closed state|timeout expired|query read timeout/i

interface Origin {
  code?: string
  errno?: number
  sqlState?: string
  message?: string
}

/** The driver's own error beneath what wraps it. */
function origin(error: unknown): Origin {
  let at = error as { cause?: unknown }
  while (at instanceof Error && at.cause instanceof Error && !('code' in at)) at = at.cause
  const driverError = (at ?? {}) as Origin
  const { errno, message } = driverError
  if (driverError.code !== undefined || errno === undefined) return driverError
  return { ...driverError, code: String(errno), ...(message !== undefined && { message }) }
}

/** A statement the database refused. The message names no values; the driver's own words are in `cause`. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  readonly code: string

  constructor(
    readonly statement: string,
    override readonly cause: unknown,
  ) {
    const code = origin(cause).code ?? 'UNKNOWN'
    super(`${code} in: ${statement.length > 300 ? `${statement.slice(0, 300)}…` : statement}`)
    this.code = code
  }
}

export const unavailable = (reason: string) => new DomainError('DATABASE_UNAVAILABLE', [], { reason })

/** Whether the connection that failed with this is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message } = origin(error)
  if (code?.startsWith('08')) return true
  return (code !== undefined && AWAY.has(code)) || LOST.test(message ?? '')
}

/**
 * What a failed statement is to the caller: DomainError `DATABASE_UNAVAILABLE` when the database is away,
 * full or too slow (`details.reason` says which); otherwise a StatementError. Errors of our own stay.
 */
export function explain(error: unknown, statement = ''): Error {
  if (error instanceof DomainError || error instanceof StatementError) return error
  if (isConnectionLost(error)) return unavailable(origin(error).code ?? 'CONNECTION_LOST')
  const { code } = origin(error)
  if (code !== undefined && SLOW.has(code)) return unavailable('STATEMENT_TIMEOUT')
  return new StatementError(statement, error)
}

/** Whether a row was refused because its key exists. */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = origin(error instanceof StatementError ? error.cause : error)
  return code === '23505' || errno === 1062
}

/**
 * Whether the row itself is at fault, so that the database will never take it: a value out of range, an
 * encoding, a constraint, or a value of ours that cannot be told to it.
 */
export function isRefusedValue(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  if (error instanceof DomainError) return !isUnavailable(error)
  const { code, sqlState, errno } = origin(error instanceof StatementError ? error.cause : error)
  return /^2[23]/.test(sqlState ?? code ?? '') || errno === 1366
}

/** Whether the database chose this transaction to end a deadlock; done again, it may well pass. */
export function isDeadlock(error: unknown): boolean {
  const { code } = origin(error instanceof StatementError ? error.cause : error)
  return code !== undefined && DEADLOCK.has(code)
}

/** Whether trying the same again later can help, because the fault lies with the database. */
export const isUnavailable = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'DATABASE_UNAVAILABLE'
