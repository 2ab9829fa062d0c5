import type { PgTable } from 'drizzle-orm/pg-core'
import { encodeMysqlBulk, mysqlCopy } from './bulk.mysql.ts'
import { encodePostgresBulk, postgresCopy } from './bulk.postgres.ts'
import { type BulkOptions, type BulkStatement, encodeRows, planFor, type Row } from './bulk.ts'
import { FreeBuffers } from './byte.writer.ts'
import { type Dialect, mysql, postgres } from './dialect.ts'
import { CopiedRows, InsertedRows, type NewRows } from './new.rows.ts'
import { defineTables, type Tables } from './tables.ts'

/** What an encoder has to know of the store that will write: plain data. */
export interface StoreTraits {
  readonly dialect: Dialect['name']
  /** Whether it takes rows by PostgreSQL's COPY, or MySQL's LOAD DATA. */
  readonly copies: boolean
}

/** The memory that statements stand in: it can be handed to another thread instead of copied. */
export const buffersOf = (statements: readonly BulkStatement[]): ArrayBuffer[] =>
  statements.flatMap((statement) =>
    typeof statement !== 'string' && 'copy' in statement ? [statement.copy.rows.buffer as ArrayBuffer] : [],
  )

/**
 * Spells bulk writes where there is no store, such as in a thread that computes what is to be written: the one
 * with the store only sends them (`store.writeEncoded`).
 */
export class RowEncoder {
  readonly tables: Tables
  private readonly isMysql: boolean
  private readonly free = new FreeBuffers()

  /** @param store the one that will write. */
  constructor(private readonly store: StoreTraits) {
    const { dialect } = store
    this.isMysql = dialect === 'mysql'
    this.tables = defineTables((this.isMysql ? mysql : postgres).columns)
  }

  encode<T extends PgTable>(table: T, rows: readonly Row<T>[], options: BulkOptions<T>): BulkStatement[] {
    const encode = this.isMysql ? encodeMysqlBulk : encodePostgresBulk
    return encodeRows(encode, planFor(table, options, this.isMysql), rows as readonly object[])
  }

  /** For rows with an `id` that are most likely new; it does no harm where they are not. */
  newRows<T extends PgTable>(table: T, options: BulkOptions<T>): NewRows<Row<T> & { id: string }> {
    const plan = planFor(table, options, this.isMysql)
    if (this.store.copies) return new CopiedRows(plan, this.isMysql ? mysqlCopy : postgresCopy, this.free)
    return new InsertedRows(plan, this.isMysql ? encodeMysqlBulk : encodePostgresBulk)
  }

  /** What was spelled into these has been written: others may be. */
  reuse(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) this.free.add(buffer)
  }
}
