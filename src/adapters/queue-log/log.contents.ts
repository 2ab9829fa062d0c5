import type { FileHandle } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { DomainError } from '../../errors.ts'
import type { Patience } from '../../platform/patience.ts'
import { HEAD_BYTES } from './log.head.ts'

const NEWLINE = 0x0a

/** What is in one file, from a place on, in pieces of whole lines. */
export interface LogContents {
  /** How far it was read, in bytes of the file on disk. */
  readonly bytesRead: number
  /**
   * The next piece, good until the one after it is asked for. It ends with a line's end, unless one line fills it alone or the file is over. Undefined
   * when there is nothing more, yet.
   * @param isOver nobody writes to the file any more, so that half a line at its end is all there will be of it.
   * @throws DomainError LOG_FILE_DAMAGED
   */
  read(isOver: boolean): Promise<Buffer | undefined>
  /** The first bytes, or as many as there are. */
  head(): Promise<Buffer>
  /** False when it has become shorter than what was read: it was emptied. */
  isWhole(): Promise<boolean>
  close(): Promise<void>
}

export interface ContentsOptions {
  readonly file: string
  readonly isCompressed: boolean
  /** Where to begin, in bytes of what is in the file. */
  readonly offset: number
  /** The most bytes of a piece. */
  readonly pieceBytes: number
}

export const openContents = (handle: FileHandle, options: ContentsOptions): LogContents =>
  options.isCompressed ? new CompressedContents(handle, options) : new PlainContents(handle, options)

/** The same from a disk that may hang. Every part throws as the patience does. */
export class PatientContents implements LogContents {
  constructor(
    private readonly contents: LogContents,
    private readonly patience: Patience,
  ) {}

  get bytesRead(): number {
    return this.contents.bytesRead
  }

  read(isOver: boolean): Promise<Buffer | undefined> {
    return this.patience.wait(() => this.contents.read(isOver))
  }

  head(): Promise<Buffer> {
    return this.patience.wait(() => this.contents.head())
  }

  isWhole(): Promise<boolean> {
    return this.patience.wait(() => this.contents.isWhole())
  }

  /** A file whose disk hangs is closed once it answers; nobody waits for that. */
  async close(): Promise<void> {
    const closing = this.contents.close()
    closing.catch(() => {})
    await this.patience.wait(() => closing).catch(() => {})
  }
}

class PlainContents implements LogContents {
  private offset: number
  /** One for all pieces: buffers that nobody holds any more still fill the memory for a while. */
  private readonly buffer: Buffer

  constructor(
    private readonly handle: FileHandle,
    private readonly options: ContentsOptions,
  ) {
    this.offset = options.offset
    this.buffer = Buffer.allocUnsafeSlow(options.pieceBytes)
  }

  get bytesRead(): number {
    return this.offset
  }

  async read(isOver: boolean): Promise<Buffer | undefined> {
    const { pieceBytes } = this.options
    const { bytesRead } = await this.handle.read(this.buffer, 0, pieceBytes, this.offset)
    const piece = cut(this.buffer.subarray(0, bytesRead), bytesRead === pieceBytes || isOver)
    if (piece.length === 0) return undefined
    this.offset += piece.length
    return piece
  }

  async head(): Promise<Buffer> {
    const buffer = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await this.handle.read(buffer, 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  }

  async isWhole(): Promise<boolean> {
    return (await this.handle.stat()).size >= this.offset
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

class CompressedContents implements LogContents {
  private readonly source
  private readonly parts: AsyncIterator<Buffer>
  private readonly start = Buffer.alloc(HEAD_BYTES)
  private startLength = 0
  private skip: number
  private kept: Buffer[] = []
  private keptBytes = 0
  private isEnded = false
  private damage: unknown

  constructor(
    private readonly handle: FileHandle,
    private readonly options: ContentsOptions,
  ) {
    this.skip = options.offset
    this.source = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 65_536 })
    const gunzip = createGunzip({ chunkSize: 65_536 })
    this.source.on('error', (error) => gunzip.destroy(error))
    this.parts = (this.source.pipe(gunzip) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  }

  get bytesRead(): number {
    return this.source.bytesRead
  }

  async read(): Promise<Buffer | undefined> {
    const { pieceBytes, file } = this.options
    while (!this.isEnded && this.keptBytes < pieceBytes) await this.take()
    if (this.keptBytes === 0) {
      if (this.damage !== undefined) throw new DomainError('LOG_FILE_DAMAGED', [], { file })
      return undefined
    }
    const all = Buffer.concat(this.kept)
    const isLast = this.isEnded && all.length <= pieceBytes
    const piece = cut(all.subarray(0, pieceBytes), true, isLast)
    this.kept = piece.length < all.length ? [all.subarray(piece.length)] : []
    this.keptBytes = all.length - piece.length
    return piece
  }

  async head(): Promise<Buffer> {
    return this.start.subarray(0, this.startLength)
  }

  async isWhole(): Promise<boolean> {
    return true
  }

  async close(): Promise<void> {
    this.source.destroy()
    await this.parts.return?.()
    await this.handle.close()
  }

  private async take(): Promise<void> {
    try {
      const { value, done } = await this.parts.next()
      if (done) this.isEnded = true
      else this.keep(value)
    } catch (error) {
      this.isEnded = true
      this.damage = error
    }
  }

  private keep(part: Buffer): void {
    if (this.startLength < HEAD_BYTES) this.startLength += part.copy(this.start, this.startLength)
    const skipped = Math.min(this.skip, part.length)
    this.skip -= skipped
    if (skipped === part.length) return
    this.kept.push(part.subarray(skipped))
    this.keptBytes += part.length - skipped
  }
}

/** Whole lines of what was read; all of it where there is no line's end and more will not come. */
function cut(bytes: Buffer, takesHalfLine: boolean, takesAll = false): Buffer {
  if (takesAll) return bytes
  const end = bytes.lastIndexOf(NEWLINE) + 1
  return end === 0 && takesHalfLine ? bytes : bytes.subarray(0, end)
}

/** How many lines end within some bytes. */
export function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}
