import { LocalClock } from '../../platform/local.clock.ts'
import type { PbxRow } from '../pbx-database/database.address.ts'
import type { PbxCondition, PbxDatabase } from '../pbx-database/pbx.database.ts'
import type { QueueEvent } from './queue.event.ts'
import { columnNamesOf, type QueueLogColumns, queueLogColumnsOf } from './table.columns.ts'
import { missedAmong, TABLE_START, type TablePosition, waitedFor } from './table.position.ts'
import { TableRows, type TableWarning } from './table.rows.ts'

/** The names that Asterisk's documentation and FreePBX give the table. */
export const QUEUE_LOG_TABLES = ['queue_log', 'queuelog'] as const

export interface QueueLogTable {
  readonly table: string
  /** In which its times are: the PBX's, or UTC with `queue_log_realtime_use_gmt`. */
  readonly timeZone: string
  readonly now: () => Date
}

/** What was read at once. */
export interface QueueLogTableBatch {
  readonly events: QueueEvent[]
  /** Where to go on; plain JSON, to be kept with what came of the events. */
  readonly position: TablePosition
  readonly rowCount: number
  readonly badRows: number
  /** Nothing more is there now. */
  readonly isEnd: boolean
  readonly warnings: TableWarning[]
}

/** A read has at most so many rows. */
const BATCH_ROWS = 5_000
/** A gap in the ids of older rows is one that was deleted. */
const FRESH_MS = 120_000

/**
 * Reads a realtime table of queue events, of any shape that is known, by the rising id of its rows. A position is
 * all that is kept: whoever reads on from one gets each row once.
 */
export class QueueLogTableReader {
  private readonly reading: TableRows

  private constructor(
    private readonly database: PbxDatabase,
    private readonly options: QueueLogTable,
    private readonly columns: QueueLogColumns,
  ) {
    this.reading = new TableRows(columns, new LocalClock(options.timeZone))
  }

  /** @throws DomainError TABLE_MISSING, COLUMN_MISSING, TABLE_WITHOUT_ID, or as the database is at fault. */
  static async open(database: PbxDatabase, options: QueueLogTable): Promise<QueueLogTableReader> {
    const columns = queueLogColumnsOf(await database.columnsOf(options.table))
    return new QueueLogTableReader(database, options, columns)
  }

  /** The rows after a position, and those before it that were committed late. */
  async read(position: TablePosition = TABLE_START, limit = BATCH_ROWS): Promise<QueueLogTableBatch> {
    const late = position.gaps.length
      ? await this.rows({ column: this.columns.id, is: 'among', value: position.gaps.map(({ id }) => id) })
      : []
    const fresh = await this.rows({ column: this.columns.id, is: '>', value: position.id }, limit)
    if (fresh.length === 0 && late.length === 0 && (await this.isAnotherTable(position)))
      return this.batch(TABLE_START, [], [], false)
    return this.batch(position, late, fresh, fresh.length < limit)
  }

  private batch(before: TablePosition, late: PbxRow[], fresh: PbxRow[], isEnd: boolean): QueueLogTableBatch {
    const nowMs = this.options.now().getTime()
    const rows = this.reading
    rows.begin(before.lastMs)
    const events: QueueEvent[] = []
    for (const row of [...late, ...fresh]) {
      const event = rows.read(row)
      if (event) events.push(event)
    }
    const ids = fresh.map(([id]) => id!)
    const isFresh = before.id !== TABLE_START.id && (isEnd || nowMs - rows.lastMs < FRESH_MS)
    const gaps = [...before.gaps, ...(isFresh ? missedAmong(before.id, ids, nowMs) : [])]
    return {
      events,
      position: {
        id: ids.at(-1) ?? before.id,
        lastMs: rows.lastMs,
        gaps: waitedFor(gaps, new Set(late.map(([id]) => id!)), nowMs),
      },
      rowCount: late.length + fresh.length,
      badRows: rows.badRows,
      isEnd,
      warnings: rows.warnings(nowMs),
    }
  }

  /** Whether the ids began anew, because the table was emptied or made again. */
  private async isAnotherTable({ id }: TablePosition): Promise<boolean> {
    if (id === TABLE_START.id) return false
    const [newest] = await this.database.read({
      table: this.options.table,
      columns: [this.columns.id],
      orderBy: [this.columns.id],
      isDescending: true,
      limit: 1,
    })
    return newest?.[0] != null && BigInt(newest[0]) < BigInt(id)
  }

  private rows(where: PbxCondition, limit = BATCH_ROWS): Promise<PbxRow[]> {
    return this.database.read({
      table: this.options.table,
      columns: columnNamesOf(this.columns),
      where: [where],
      orderBy: [this.columns.id],
      limit,
    })
  }
}
