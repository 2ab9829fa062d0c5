import { DomainError } from '../../errors.ts'
import { type LocalClock, wallTimeOf } from '../../platform/local.clock.ts'
import type { PbxRow } from '../pbx-database/database.address.ts'
import type { PbxCondition, PbxDatabase } from '../pbx-database/pbx.database.ts'
import { CdrLayout } from './cdr.layout.ts'
import { readCdr } from './cdr.reading.ts'
import type { CdrBatch, CdrSource, PlacedCdr } from './cdr.row.ts'

const BATCH_ROWS = 1_000
/** Records come in the order they began, but for the hour that clocks pass through twice: it stands once in it. */
const PATIENCE_MS = 2 * 3_600_000
const NEEDED = ['channel', 'dstchannel', 'disposition', 'duration', 'billsec', 'uniqueid', 'src', 'dst']
const WELCOME = [
  'clid',
  'lastapp',
  'lastdata',
  'linkedid',
  'sequence',
  'did',
  'cnum',
  'cnam',
  'recordingfile',
]

export interface CdrTableOptions {
  readonly table: string
  readonly clock: LocalClock
  /** Calls that began in a period are wanted; records of theirs may lie just outside. */
  readonly from?: Date | undefined
  readonly until?: Date | undefined
  readonly batchRows?: number
}

/** The table of call detail records, such as `asteriskcdrdb.cdr`, read in the order its records began. */
export class CdrTable implements CdrSource {
  readonly patienceMs = PATIENCE_MS
  private readonly batchRows: number

  private constructor(
    private readonly database: PbxDatabase,
    private readonly options: CdrTableOptions,
    private readonly start: string,
    private readonly columns: readonly string[],
  ) {
    this.batchRows = options.batchRows ?? BATCH_ROWS
  }

  /** @throws DomainError TABLE_MISSING, COLUMN_MISSING, or as the database is at fault. */
  static async open(database: PbxDatabase, options: CdrTableOptions): Promise<CdrTable> {
    const found = new Map(
      (await database.columnsOf(options.table)).map(({ name }) => [name.toLowerCase(), name] as const),
    )
    const start = found.get('calldate') ?? found.get('start')
    for (const name of [...(start ? [] : ['calldate']), ...NEEDED])
      if (!found.has(name)) throw new DomainError('COLUMN_MISSING', [], { column: name })
    const columns = [...NEEDED, ...WELCOME].flatMap((name) => found.get(name) ?? [])
    return new CdrTable(database, options, start!, [start!, ...columns])
  }

  /** Rows; only told when all of them are asked for. */
  async total(): Promise<number | undefined> {
    const { table, from, until } = this.options
    return from || until ? undefined : this.database.rowCountOf(table)
  }

  async *batches(fromPlace?: number): AsyncIterable<CdrBatch> {
    const { clock, from } = this.options
    const layout = new CdrLayout(this.columns.map((name) => name.toLowerCase()))
    let at =
      fromPlace ??
      (from ? clock.wallTimeAt(from.getTime() - PATIENCE_MS) : wallTimeOf('1990-01-01 00:00:00')!)
    let seen = 0
    let clockMs = 0
    let doneCount = 0
    for (;;) {
      const found = await this.page(at, seen)
      const rows: PlacedCdr[] = []
      const badPlaces: number[] = []
      for (const values of found) {
        const wall = Math.floor((wallTimeOf(values[0] ?? '') ?? at) / 1000) * 1000
        seen = wall === at ? seen + 1 : 1
        at = wall
        const row = readCdr((name) => layout.valueOf(values, name), clock)
        if (row) {
          rows.push({ row, place: wall })
          clockMs = Math.max(clockMs, row.startMs)
        } else badPlaces.push(wall)
      }
      doneCount += found.length
      if (found.length > 0) yield { rows, place: at, badPlaces, clockMs, doneCount }
      if (found.length < this.batchRows) return
    }
  }

  close(): void {
    this.database.close()
  }

  /** Records from a second on, without the first `seen` of it. */
  private page(at: number, seen: number): Promise<PbxRow[]> {
    const { table, clock, until } = this.options
    const where: PbxCondition[] = [{ column: this.start, is: '>=', value: textOf(at) }]
    if (until)
      where.push({
        column: this.start,
        is: '<',
        value: textOf(clock.wallTimeAt(until.getTime() + PATIENCE_MS)),
      })
    const order = this.columns.filter((name) =>
      ['uniqueid', 'sequence', 'channel', 'dstchannel', 'lastapp', 'lastdata'].includes(name.toLowerCase()),
    )
    return this.database.read({
      ...{ table, columns: this.columns, where },
      orderBy: [this.start, ...order],
      ...{ limit: this.batchRows, offset: seen },
    })
  }
}

/** What a clock on the wall shows, as a database compares it. */
const textOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')
