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
  return format(hash(names), 8)
}

/** Like `stableId`, but sorts by `startedAt` as a UUIDv7 does: for rows that are paged by time. */
export function stableIdAt(startedAt: Date, ...names: readonly string[]): string {
  return format(startedAt.getTime().toString(16).padStart(12, '0') + hash(names).slice(12), 7)
}

/** The lowest of the ids that sort at `at`: those of `newId` and `stableIdAt` from then on are not below it. */
export const lowestIdAt = (at: Date): string =>
  format(Math.max(0, at.getTime()).toString(16).padStart(12, '0').padEnd(32, '0'), 7)

/** In hexadecimal. Length-prefixed, so that no two lists of names collide by how they join. */
function hash(names: readonly string[]): string {
  let text = ''
  for (const name of names) text += `${name.length}:${name}`
  return digest('sha256', text, 'hex')
}

/** The two bits of the variant, before the lower two of what stands there. */
const VARIANT = '89ab'

function format(hex: string, version: 7 | 8): string {
  const variant = VARIANT[Number.parseInt(hex[16]!, 16) & 3]
  const [time, middle] = [hex.slice(0, 8), hex.slice(8, 12)]
  return `${time}-${middle}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
