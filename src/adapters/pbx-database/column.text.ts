import { isUtf8 } from 'node:buffer'

const westernEuropean = new TextDecoder('windows-1252')

/**
 * The text of a column as the server keeps its bytes. PBXs write UTF-8 into tables that were declared latin1
 * as often as real latin1, so the bytes say which it is, not the declaration.
 */
export function textOf(bytes: Buffer | null): string | null {
  if (bytes === null) return null
  return isUtf8(bytes) ? bytes.toString('utf8') : westernEuropean.decode(bytes)
}
