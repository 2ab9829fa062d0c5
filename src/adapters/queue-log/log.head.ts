import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'

/** By so many first bytes a file is known; the first line alone tells when it began. */
export const HEAD_BYTES = 1_024
/** So much of a file is looked at to tell what it is: a crash may have left a block of NULs before the first line. */
const START_BYTES = 65_536

/** By what a file is known again after it was renamed, compressed, or its inode was given to another. */
export interface HeadMark {
  /** Of how many first bytes. */
  readonly headBytes: number
  readonly headHash: string
}

export const markOf = (head: Buffer): HeadMark => ({
  headBytes: head.length,
  headHash: createHash('sha256').update(head).digest('base64url').slice(0, 22),
})

/** Whether a file that begins with `head` is the one with the mark: it may have grown since. */
export const hasMark = (head: Buffer, mark: HeadMark): boolean =>
  head.length >= mark.headBytes && markOf(head.subarray(0, mark.headBytes)).headHash === mark.headHash

/** The first bytes of what is in a file. A compressed one that is damaged gives what can be read of it. */
export async function readStart(handle: FileHandle, isCompressed: boolean): Promise<Buffer> {
  const buffer = Buffer.alloc(START_BYTES)
  if (!isCompressed) {
    const { bytesRead } = await handle.read(buffer, 0, START_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  }
  const source = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 16_384 })
  const inflated = source.pipe(createGunzip())
  let length = 0
  try {
    for await (const part of inflated as AsyncIterable<Buffer>) {
      length += part.copy(buffer, length)
      if (length === START_BYTES) break
    }
  } catch {
    // What came before the damage counts.
  } finally {
    source.destroy()
  }
  return buffer.subarray(0, length)
}
