import { DomainError } from '../../errors.ts'
import { type LogContents, linesIn } from './log.contents.ts'
import type { LogFile, LogFolder } from './log.folder.ts'
import { HEAD_BYTES, type HeadMark, hasMark, markOf } from './log.head.ts'

/** How far a log was read: in which of its files, known by how it begins, and to where in it. */
export interface LogPosition extends HeadMark {
  /** Device and inode, as long as they are the same. */
  readonly identity: string
  /** The time of the first event of the file: what is written later has a later one. */
  readonly firstAtMs: number
  readonly offset: number
  /** Lines of this file that were read. */
  readonly lines: number
  /** When it was noticed last that something between may be lost; 0 for never. */
  readonly gapAtMs: number
}

/** A piece of a log: whole lines, and where reading goes on after it. */
export interface LogPiece {
  readonly bytes: Buffer
  readonly file: string
  /** How many lines of the file came before. */
  readonly linesBefore: number
  /** The last piece of its file: half a line at its end is all there is of it. */
  readonly endsFile: boolean
  readonly position: LogPosition
}

export interface FollowerOptions {
  /** Where it was left; from the beginning when there is none. */
  readonly position?: LogPosition | undefined
  /** Without a position: begin with the oldest file, or with the one that is written to. */
  readonly fromOldest: boolean
  readonly pieceBytes: number
  readonly now: () => number
}

interface Reading {
  readonly file: LogFile
  readonly contents: LogContents
  readonly firstAtMs: number
  offset: number
  lines: number
  mark: HeadMark
  isOver: boolean
}

/**
 * Reads a log on and on, whatever happens to its files: lines are added, the file is renamed and begun anew,
 * copied and emptied, compressed, deleted; also while nobody was looking.
 */
export class LogFollower {
  private reading: Reading | undefined
  private position: LogPosition | undefined
  private gapAtMs: number

  constructor(
    private readonly folder: LogFolder,
    private readonly options: FollowerOptions,
  ) {
    this.position = options.position
    this.gapAtMs = options.position?.gapAtMs ?? 0
  }

  /**
   * The next piece; undefined when there is nothing new.
   * @throws DomainError with what is in the way. Asked again, it tries again.
   */
  async read(): Promise<LogPiece | undefined> {
    for (;;) {
      const reading = this.reading ?? (await this.begin())
      if (!reading) return undefined
      if (!(await this.isSame(reading))) {
        await this.close()
        continue
      }
      const bytes = await this.readOf(reading)
      if (bytes) return await this.pieceOf(reading, bytes)
      if (!(await this.moveOn(reading))) return undefined
    }
  }

  async close(): Promise<void> {
    const { reading } = this
    this.reading = undefined
    await reading?.contents.close()
  }

  /** How many bytes are still to be read, on disk. */
  async bytesLeft(): Promise<number> {
    const files = await this.folder.list()
    const at = this.position && files.findIndex(({ head }) => hasMark(head, this.position!))
    const rest = files
      .slice(at === undefined || at < 0 ? 0 : at)
      .reduce((sum, file) => sum + file.sizeBytes, 0)
    return Math.max(0, rest - (this.reading?.contents.bytesRead ?? 0))
  }

  private async readOf({ contents, isOver }: Reading): Promise<Buffer | undefined> {
    try {
      return await contents.read(isOver)
    } catch (error) {
      // What follows a damaged place in a compressed file is lost; the next file is not.
      if (!(error instanceof DomainError) || error.code !== 'LOG_FILE_DAMAGED') {
        // A reading that was given up may end later, and its piece is nobody's: begun anew from where we are.
        await this.close()
        throw error
      }
      this.noteGap()
      return undefined
    }
  }

  /** False when the file was emptied, or emptied and written anew, since it was read last. */
  private async isSame({ file, contents, mark }: Reading): Promise<boolean> {
    if (file.isCompressed) return true
    return (await contents.isWhole()) && hasMark(await contents.head(), mark)
  }

  /** Opens the file in which reading goes on. */
  private async begin(): Promise<Reading | undefined> {
    const files = await this.folder.list()
    const { position } = this
    if (position) {
      const known = files.filter(({ head }) => hasMark(head, position))
      const file = known.find(({ identity }) => identity === position.identity) ?? known[0]
      if (file && (file.isCompressed || file.sizeBytes >= position.offset)) return this.open(file, position)
      if (this.gapAtMs === position.gapAtMs) this.noteGap()
    }
    const next = position
      ? after(files, position)
      : files.find((file) => isLog(file) && (file.isCurrent || this.options.fromOldest))
    if (next) return this.open(next)
    await this.demandCurrent(files)
    return undefined
  }

  /** Goes to the next file once one is there with something in it; until then this one may still grow. */
  private async moveOn(reading: Reading): Promise<boolean> {
    const current = await this.folder.current()
    const { identity, isCompressed } = reading.file
    if (current?.identity === identity && !isCompressed) return false
    const files = await this.folder.list()
    const at = files.findIndex(({ head }) => hasMark(head, reading.mark))
    const next =
      at >= 0
        ? files.slice(at + 1).find(isLog)
        : after(files, { ...reading.mark, firstAtMs: reading.firstAtMs })
    if (!next) {
      await this.demandCurrent(files)
      return false
    }
    if (!reading.isOver && !isCompressed) {
      // The next has begun, so what stands in this one now is all there will be: once more to its end.
      reading.isOver = true
      return true
    }
    await this.close()
    await this.open(next)
    return true
  }

  private async open(file: LogFile, from?: LogPosition): Promise<Reading> {
    const offset = from?.offset ?? 0
    const { isCompressed, name, firstAtMs = 0 } = file
    const { pieceBytes } = this.options
    const contents = await this.folder.open({ file: name, isCompressed, offset, pieceBytes })
    const lines = from?.lines ?? 0
    const mark = markOf(file.head)
    this.reading = { file, contents, firstAtMs, offset, lines, mark, isOver: isCompressed }
    return this.reading
  }

  private async pieceOf(reading: Reading, bytes: Buffer): Promise<LogPiece> {
    const linesBefore = reading.lines
    reading.offset += bytes.length
    reading.lines += linesIn(bytes)
    if (reading.mark.headBytes < HEAD_BYTES && !reading.file.isCompressed)
      reading.mark = markOf((await reading.contents.head()).subarray(0, reading.offset))
    const { file, offset, lines, mark, firstAtMs, isOver } = reading
    this.position = { ...mark, identity: file.identity, firstAtMs, offset, lines, gapAtMs: this.gapAtMs }
    const endsFile = isOver && bytes.at(-1) !== 0x0a
    return { bytes, file: file.name, linesBefore, endsFile, position: this.position }
  }

  /** @throws DomainError with why there is nothing to be followed, unless it is just empty. */
  private async demandCurrent(files: readonly LogFile[]): Promise<void> {
    const file = this.folder.currentPath
    const current = files.find(({ isCurrent }) => isCurrent)
    if (current?.isForeign) throw new DomainError('LOG_NOT_A_QUEUE_LOG', [], { file })
    if (current) return
    throw new DomainError((await this.folder.current()) ? 'LOG_FILE_UNREADABLE' : 'LOG_FILE_MISSING', [], {
      file,
    })
  }

  private noteGap(): void {
    this.gapAtMs = this.options.now()
  }
}

const isLog = (file: LogFile) => file.firstAtMs !== undefined

/** What was written after a file that is gone: the first one that began later, or else the current one. */
const after = (files: readonly LogFile[], gone: HeadMark & { firstAtMs: number }): LogFile | undefined =>
  files.find((file) => isLog(file) && file.firstAtMs! >= gone.firstAtMs && !hasMark(file.head, gone)) ??
  files.find((file) => file.isCurrent && isLog(file) && !hasMark(file.head, gone))
