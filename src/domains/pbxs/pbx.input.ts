import { isIPv4, isIPv6 } from 'node:net'
import { DomainError } from '../../errors.ts'

const HOST_NAME =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9_-]{0,61}[a-z0-9])?\.?$/i

/**
 * The host of a PBX: a name or an address. Private addresses are normal; those are refused that no PBX has
 * but a cloud's metadata service or a whole network does. @throws DomainError INVALID_HOST
 */
export function demandHost(host: string, path: readonly string[]): string {
  const plain = host.trim().replace(/^\[(.*)\]$/, '$1')
  const isAddress = isIPv4(plain) || isIPv6(plain)
  if (isAddress ? isNoPbx(plain.toLowerCase()) : !HOST_NAME.test(plain))
    throw new DomainError('INVALID_HOST', path)
  return plain
}

/** @throws DomainError INVALID_PORT */
export function demandPort(port: number, path: readonly string[]): number {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new DomainError('INVALID_PORT', path)
  return port
}

/** A user or secret of manager.conf, taken as it is. @throws DomainError REQUIRED, TOO_LONG, INVALID_INPUT */
export function demandCredential(text: string, path: readonly string[]): string {
  if (!text) throw new DomainError('REQUIRED', path)
  if (text.length > 120) throw new DomainError('TOO_LONG', path, { maximum: 120 })
  if (/\p{Cc}/u.test(text)) throw new DomainError('INVALID_INPUT', path)
  return text
}

/** @throws DomainError INVALID_DIAL_CONTEXT */
export function demandDialContext(context: string, path: readonly string[]): string {
  if (!/^[A-Za-z0-9_.-]{1,79}$/.test(context)) throw new DomainError('INVALID_DIAL_CONTEXT', path)
  return context
}

/** Link-local (where clouds keep their metadata), unspecified, multicast and broadcast. */
const isNoPbx = (address: string) =>
  /^(::ffff:)?(169\.254\.|0\.|2(2[4-9]|[345]\d)\.)/.test(address) || /^(fe[89ab]|ff|::$)/.test(address)
