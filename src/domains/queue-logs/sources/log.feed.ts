import { setTimeout as sleep } from 'node:timers/promises'
import type { PbxDatabase } from '../../../adapters/pbx-database/pbx.database.ts'
import type { LogFolder } from '../../../adapters/queue-log/log.folder.ts'
import { LogFollower, type LogPosition } from '../../../adapters/queue-log/log.follower.ts'
import { FolderHint } from '../../../adapters/queue-log/log.hint.ts'
import type { TablePosition } from '../../../adapters/queue-log/table.position.ts'
import { type QueueLogTable, QueueLogTableReader } from '../../../adapters/queue-log/table.reader.ts'
import type { TableWarning } from '../../../adapters/queue-log/table.rows.ts'
import { DomainError } from '../../../errors.ts'
import { type LogReading, PIECE_BYTES } from './log.reading.ts'

/** A table tells nobody that it has grown. */
const TABLE_POLL_MS = 1_000

/** Where reading goes on: plain JSON of the feed's own. */
export type FeedPosition = Record<string, unknown>

/** What a source of a kind is to who reads it: portions, one after the other. */
export interface LogFeed {
  /**
   * Reads the next portion; gives where reading goes on after it, or undefined when there is nothing new.
   * @throws DomainError with what is in the way. Asked again, it tries again.
   */
  read(into: LogReading): Promise<FeedPosition | undefined>
  /** When something was possibly lost. */
  readonly gapAtMs: number
  /** What is not as it seems, though it is read. */
  readonly warnings: readonly DomainError[]
  /** How much is still to be read, where that can be told. */
  bytesLeft(): Promise<number | null>
  /** Resolves when it is worth asking again. */
  changed(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface FileFeedOptions {
  readonly folder: LogFolder
  readonly position: FeedPosition
  readonly fromOldest: boolean
  readonly now: () => number
}

/** The files of a queue_log, followed. */
export class FileFeed implements LogFeed {
  readonly warnings = []
  gapAtMs: number
  private readonly follower: LogFollower
  private readonly hint: FolderHint

  constructor({ folder, position, fromOldest, now }: FileFeedOptions) {
    const known = 'offset' in position ? (position as unknown as LogPosition) : undefined
    this.gapAtMs = known?.gapAtMs ?? 0
    this.follower = new LogFollower(folder, { position: known, fromOldest, pieceBytes: PIECE_BYTES, now })
    this.hint = new FolderHint(folder.folder)
  }

  async read(into: LogReading): Promise<FeedPosition | undefined> {
    const piece = await this.follower.read()
    if (!piece) return undefined
    into.take(piece)
    this.gapAtMs = piece.position.gapAtMs
    return { ...piece.position }
  }

  bytesLeft(): Promise<number> {
    return this.follower.bytesLeft()
  }

  changed(signal: AbortSignal): Promise<void> {
    return this.hint.next(signal)
  }

  async close(): Promise<void> {
    this.hint.close()
    await this.follower.close()
  }
}

export interface TableFeedOptions extends QueueLogTable {
  readonly position: FeedPosition
  /** Opens the database; whoever opens it closes it. */
  readonly open: () => Promise<PbxDatabase>
}

/** The table of a queue_log, read on by the ids of its rows. */
export class TableFeed implements LogFeed {
  readonly gapAtMs = 0
  warnings: readonly DomainError[] = []
  private opened: { database: PbxDatabase; reader: QueueLogTableReader } | undefined
  private position: TablePosition | undefined

  constructor(private readonly options: TableFeedOptions) {
    const { position } = options
    this.position = 'id' in position ? (position as unknown as TablePosition) : undefined
  }

  async read(into: LogReading): Promise<FeedPosition | undefined> {
    try {
      const { reader } = (this.opened ??= await this.open())
      const { events, position, rowCount, badRows, warnings } = await reader.read(this.position)
      this.warnings = warnings.map((warning) => this.warningOf(warning))
      this.position = position
      if (rowCount === 0) return undefined
      into.takeEvents(events, rowCount, badRows)
      return { ...position }
    } catch (error) {
      // A connection that failed is of no more use.
      await this.close()
      throw error
    }
  }

  async bytesLeft(): Promise<null> {
    return null
  }

  async changed(signal: AbortSignal): Promise<void> {
    await sleep(TABLE_POLL_MS, undefined, { signal }).catch(() => {})
  }

  async close(): Promise<void> {
    const { opened } = this
    this.opened = undefined
    opened?.database.close()
  }

  private warningOf(warning: TableWarning): DomainError {
    const { timeZone } = this.options
    return warning.code === 'TIME_ZONE_WRONG'
      ? new DomainError('TIME_ZONE_WRONG', [], { minutes: warning.offsetMinutes, timeZone })
      : new DomainError('NAMES_CUT', [], { column: warning.column, length: warning.length })
  }

  private async open() {
    const database = await this.options.open()
    try {
      return { database, reader: await QueueLogTableReader.open(database, this.options) }
    } catch (error) {
      database.close()
      throw error
    }
  }
}
