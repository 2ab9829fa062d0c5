import { hash as digest } from 'node:crypto'
import { v7 } from 'uuid'

/** A new id: UUIDv7, so that ids sort by the time they were made. */
export const newId = (): string => v7()

/** Whether a text has the form of an id. What has not is no row's, and PostgreSQL would not even compare it. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/**
 * The one id that something found on a PBX has, whoever finds it and however often: the same names give the
 * same UUIDv8. Live state and the journal need no database to know it, and a replay writes nothing twice.
 */
export function stableId(...names: readonly string[]): string {
  const hex = hash(names)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${rest(hex)}`
}

/** Like `stableId`, but sorts by `startedAt` as a UUIDv7 does: for rows that are paged by time. */
export const stableIdAt = (startedAt: Date, ...names: readonly string[]): string =>
  `${beginningAt(startedAt.getTime())}7${rest(hash(names))}`

/** The lowest of the ids that sort at `at`: those of `newId` and `stableIdAt` from then on are not below it. */
export const lowestIdAt = (at: Date): string => `${beginningAt(at.getTime())}7000-8000-000000000000`

let lastMs = Number.NaN
let lastBeginning = ''

/** The instant of an id; of all before 1970 it is the same. Ids that are made together are mostly of one. */
function beginningAt(ms: number): string {
  if (ms !== lastMs) {
    const hex = Math.max(0, ms).toString(16).padStart(12, '0')
    lastBeginning = `${hex.slice(0, 8)}-${hex.slice(8)}-`
    lastMs = ms
  }
  return lastBeginning
}

/** `12:` and so on, before a name of so many characters. */
const LENGTHS = Array.from({ length: 256 }, (_, length) => `${length}:`)

/** In hexadecimal. Length-prefixed, so that no two lists of names collide by how they join. */
function hash(names: readonly string[]): string {
  let text = ''
  for (const name of names) text += (LENGTHS[name.length] ?? `${name.length}:`) + name
  return digest('sha256', text, 'hex')
}

/** The two bits of the variant, before the lower two of what stands there. */
const VARIANTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789abcdef'].map((digit, value) => [digit, '89ab'[value & 3]!]),
)

/** What follows the version. */
const rest = (hex: string): string =>
  `${hex.slice(13, 16)}-${VARIANTS[hex[16]!]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
