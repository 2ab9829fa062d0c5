import { DomainError } from '../../errors.ts'

/** What drivers and servers say, by what it is to whoever set the database up. */
const CODES: Readonly<Record<string, string>> = {
  // MySQL and MariaDB
  ER_ACCESS_DENIED_ERROR: 'DATABASE_REFUSED',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'DATABASE_REFUSED',
  ER_DBACCESS_DENIED_ERROR: 'DATABASE_REFUSED',
  ER_TABLEACCESS_DENIED_ERROR: 'DATABASE_REFUSED',
  ER_COLUMNACCESS_DENIED_ERROR: 'DATABASE_REFUSED',
  ER_HOST_NOT_PRIVILEGED: 'DATABASE_REFUSED',
  ER_HOST_IS_BLOCKED: 'DATABASE_REFUSED',
  ER_NOT_SUPPORTED_AUTH_MODE: 'DATABASE_REFUSED',
  ER_BAD_DB_ERROR: 'DATABASE_MISSING',
  ER_NO_SUCH_TABLE: 'TABLE_MISSING',
  ER_BAD_FIELD_ERROR: 'COLUMN_MISSING',
  PROTOCOL_SEQUENCE_TIMEOUT: 'DATABASE_SLOW',
  ER_QUERY_TIMEOUT: 'DATABASE_SLOW',
  ER_STATEMENT_TIMEOUT: 'DATABASE_SLOW',
  '1969': 'DATABASE_SLOW',
  // PostgreSQL
  '28000': 'DATABASE_REFUSED',
  '28P01': 'DATABASE_REFUSED',
  '42501': 'DATABASE_REFUSED',
  '3D000': 'DATABASE_MISSING',
  '42P01': 'TABLE_MISSING',
  '42703': 'COLUMN_MISSING',
  '57014': 'DATABASE_SLOW',
}

const AWAY = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR'],
  ...['ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED', '1927', 'ER_CON_COUNT_ERROR'],
  ...['57P01', '57P02', '57P03', '57P05', '53300'],
])
/** What pg and mysql2 say without a code. */
const LOST = /terminated|is closed|not queryable|connection ended|closed state|timeout expired/i
/** Of a certificate, whatever the driver makes of OpenSSL's code. */
const UNTRUSTED = /certificate|altnames|self.signed/i
/** No version of TLS that both speak. */
const TLS_FAULT = /^(EPROTO|ERR_SSL_|ERR_TLS_|HANDSHAKE_)/
const UNENCRYPTED = /does not support (SSL|secure) connection/i
const SLOW = /query read timeout/i

/** Whether trying again later can help, because the database could not be reached or was too slow. */
export const isPassing = (error: unknown): boolean =>
  error instanceof DomainError && ['DATABASE_UNREACHABLE', 'DATABASE_SLOW'].includes(error.code)

/**
 * What went wrong at a database of a PBX, such that it says what to do: DATABASE_REFUSED, DATABASE_UNREACHABLE,
 * DATABASE_SLOW, DATABASE_UNENCRYPTED, DATABASE_UNTRUSTED, DATABASE_MISSING, TABLE_MISSING, COLUMN_MISSING, or DATABASE_FAULT with the server's own code.
 */
export function faultOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  const { code: given, errno, message = '' } = error as { code?: string; errno?: number; message?: string }
  const code = given ?? (errno === undefined ? undefined : String(errno))
  const known = code === undefined ? undefined : CODES[code]
  if (known) return new DomainError(known, [], { reason: code! })
  if (UNTRUSTED.test(message))
    return new DomainError('DATABASE_UNTRUSTED', [], { reason: message.slice(0, 200) })
  if (UNENCRYPTED.test(message) || (code && TLS_FAULT.test(code)))
    return new DomainError('DATABASE_UNENCRYPTED', [], { reason: code ?? 'NO_TLS' })
  if (SLOW.test(message)) return new DomainError('DATABASE_SLOW', [], { reason: 'TIMEOUT' })
  if ((code && (AWAY.has(code) || code.startsWith('08'))) || LOST.test(message))
    return new DomainError('DATABASE_UNREACHABLE', [], { reason: code ?? 'LOST' })
  return new DomainError('DATABASE_FAULT', [], { reason: code ?? 'UNKNOWN' })
}
