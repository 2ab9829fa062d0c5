import { DomainError } from '../errors.ts'
import { isId } from './ids.ts'

/** A name as people type it, without blanks around it. @throws DomainError REQUIRED, TOO_LONG, INVALID_INPUT */
export function demandText(text: string, maximum: number, path: readonly string[]): string {
  const plain = text.trim()
  if (!plain) throw new DomainError('REQUIRED', path)
  if (plain.length > maximum) throw new DomainError('TOO_LONG', path, { maximum })
  if (/\p{Cc}/u.test(plain)) throw new DomainError('INVALID_INPUT', path)
  return plain
}

/** An IANA name that this server knows, in its usual spelling. @throws DomainError INVALID_TIME_ZONE */
export function demandTimeZone(timeZone: string, path: readonly string[]): string {
  try {
    // Offsets such as `+05:00` are accepted by Intl but know no summer time, so they are no time zone here.
    if (/^[A-Za-z]/.test(timeZone))
      return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {}
  throw new DomainError('INVALID_TIME_ZONE', path)
}

/** Whether a text may be the beginning of a number. */
export const isNumberPrefix = (text: string): boolean => /^\+?[0-9*#]{1,40}$/.test(text)

/** A place in a list of rows. @throws DomainError INVALID_CURSOR for one made up, before a database compares it. */
export function demandPosition(after: { readonly id: string } | undefined): void {
  if (after && !isId(after.id)) throw new DomainError('INVALID_CURSOR', ['after'])
}
