import { createHash } from 'node:crypto'
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
  const bytes = hash(names)
  bytes.writeUIntBE(startedAt.getTime(), 0, 6)
  return format(bytes, 7)
}

/** Length-prefixed, so that no two lists of names collide by how they join. */
function hash(names: readonly string[]): Buffer {
  const digest = createHash('sha256')
  for (const name of names) digest.update(`${name.length}:${name}`)
  return digest.digest().subarray(0, 16)
}

function format(bytes: Buffer, version: 7 | 8): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
