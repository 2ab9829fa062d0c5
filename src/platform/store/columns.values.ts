import { DomainError } from '../../errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** A backslash escape as JSON.stringify writes it; a surrogate is escaped only when it stands alone. */
const ESCAPE = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|.)/g

/**
 * An id as every engine takes it.
 * @throws DomainError NOT_FOUND for what cannot be an id, so that it is told from no existing one by nobody.
 */
export function storableId(id: string): string {
  if (!UUID.test(id)) throw new DomainError('NOT_FOUND')
  return id
}

/** Text as every engine takes it: PostgreSQL has no NUL, so U+FFFD stands in its place. */
export const storableText = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text

/** JSON text as every engine takes it: no NUL and no lone surrogate, escaped or not. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!json.includes('\\u')) return json
  return json.replace(ESCAPE, (found) => (/^\\u(0000|d[89a-f])/.test(found) ? '\\ufffd' : found))
}
