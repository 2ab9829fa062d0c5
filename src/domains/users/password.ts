import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '../../errors.ts'
import { COMMON_PASSWORDS } from './password.common.ts'

export const PASSWORD_MIN_CHARACTERS = 10
export const PASSWORD_MAX_CHARACTERS = 200

/** Argon2id (2), as OWASP recommends: 19 MiB, two passes, one lane. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** No look-alikes (0 O, 1 l I), because a one-time password is read from a console and typed. */
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789'

let decoy: Promise<string> | undefined

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

/**
 * Whether `password` is the one behind `passwordHash`. Without a hash (nobody has that login) it takes the
 * same time and says no, so that an answer's delay does not tell who exists.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > PASSWORD_MAX_CHARACTERS) return false
  decoy ??= hashPassword(makePassword())
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC')).catch(() => false)
  return matches && passwordHash !== undefined
}

/** A random password of 75 bits that can be read aloud: `k7mwp-q3x9t-dnh4c`. */
export function makePassword(): string {
  const letters = Array.from({ length: 15 }, () => READABLE[randomInt(READABLE.length)]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5, 10)}-${letters.slice(10)}`
}

/**
 * @throws DomainError PASSWORD_TOO_SHORT, TOO_LONG, PASSWORD_IS_LOGIN or PASSWORD_TOO_COMMON at `path`.
 */
export function demandGoodPassword(password: string, login: string, path: readonly string[]): void {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < PASSWORD_MIN_CHARACTERS)
    throw new DomainError('PASSWORD_TOO_SHORT', path, { minimum: PASSWORD_MIN_CHARACTERS })
  if (plain.length > PASSWORD_MAX_CHARACTERS)
    throw new DomainError('TOO_LONG', path, { maximum: PASSWORD_MAX_CHARACTERS })
  if (plain === login || plain === [...login].reverse().join(''))
    throw new DomainError('PASSWORD_IS_LOGIN', path)
  if (new Set(plain).size < 4 || COMMON_PASSWORDS.has(plain.replaceAll(/[^\p{L}\p{N}]/gu, '')))
    throw new DomainError('PASSWORD_TOO_COMMON', path)
}
