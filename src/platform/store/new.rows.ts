import { type BulkColumn, type BulkEncoder, type BulkPlan, type BulkStatement, encodeRows } from './bulk.ts'
import { ByteWriter, type FreeBuffers } from './byte.writer.ts'
import { storableId } from './columns.values.ts'

/** How a dialect copies rows in: COPY, or LOAD DATA. */
export interface CopyDialect {
  quoted(column: { name: string }): string
  onClash(plan: BulkPlan): string
  writeRow(out: ByteWriter, row: Record<string, unknown>, columns: readonly BulkColumn[]): void
}

/** Rows that are most likely new, spelled one by one. */
export interface NewRows<Row> {
  add(row: Row): void
  /** What writes the rows that were added since the last time. */
  take(): BulkStatement[]
}

/**
 * Rows for COPY or LOAD DATA, spelled as bytes as they come: what is made for a row is gone before the next one is
 * made, and gives the collector of garbage nothing to do. They are known by their `id`, and stay in their order.
 */
export class CopiedRows<Row extends { id: string }> implements NewRows<Row> {
  private readonly out: ByteWriter
  private count = 0
  private ids: string[] = []
  private lastId = ''

  constructor(
    private readonly plan: BulkPlan,
    private readonly dialect: CopyDialect,
    free: FreeBuffers,
  ) {
    this.out = new ByteWriter(free)
  }

  add(row: Row): void {
    this.dialect.writeRow(this.out, row as Record<string, unknown>, this.plan.columns)
    this.lastId = row.id
    this.count += 1
    // The first, the second, the fourth and so on: from everywhere, and few.
    if ((this.count & (this.count - 1)) === 0) this.ids.push(row.id)
  }

  take(): BulkStatement[] {
    if (this.count === 0) return []
    const { plan, dialect } = this
    const { table, columns, newer } = plan
    const someIds = [...this.ids, this.lastId].map((id) => `'${storableId(id)}'`).join(', ')
    this.count = 0
    this.ids = []
    return [
      {
        copy: {
          table: dialect.quoted({ name: table }),
          columns: columns.map(dialect.quoted).join(', '),
          onClash: dialect.onClash(plan),
          newestFirst: newer ? `${dialect.quoted(newer)} desc` : undefined,
          someIds,
          rows: this.out.take(),
        },
      },
    ]
  }
}

/** The same for a store that copies none in. */
export class InsertedRows<Row extends object> implements NewRows<Row> {
  private rows: Row[] = []

  constructor(
    private readonly plan: BulkPlan,
    private readonly encode: BulkEncoder,
  ) {}

  add(row: Row): void {
    this.rows.push(row)
  }

  take(): BulkStatement[] {
    const { rows } = this
    this.rows = []
    return encodeRows(this.encode, this.plan, rows)
  }
}
