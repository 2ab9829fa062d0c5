import type { PgTable } from 'drizzle-orm/pg-core'
import { encodeMysqlBulk, encodeMysqlCopy } from './bulk.mysql.ts'
import { encodePostgresBulk, encodePostgresCopy } from './bulk.postgres.ts'
import { type BulkOptions, type BulkStatement, encodeNewRows, encodeRows, planFor, type Row } from './bulk.ts'
import { type Dialect, mysql, postgres } from './dialect.ts'
import { defineTables, type Tables } from './tables.ts'

/** What an encoder has to know of the store that will write: plain data. */
export interface StoreTraits {
  readonly dialect: Dialect['name']
  /** Whether it takes rows by PostgreSQL's COPY, or MySQL's LOAD DATA. */
  readonly copies: boolean
}

/**
 * Spells bulk writes where there is no store, such as in a thread that computes what is to be written: the one
 * with the store only sends them (`store.writeEncoded`).
 */
export class RowEncoder {
  readonly tables: Tables
  private readonly isMysql: boolean

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

  /** The same for rows with an `id` that are most likely new; it does no harm where they are not. */
  encodeNew<T extends PgTable>(table: T, rows: readonly Row<T>[], options: BulkOptions<T>): BulkStatement[] {
    if (!this.store.copies) return this.encode(table, rows, options)
    const encode = this.isMysql ? encodeMysqlCopy : encodePostgresCopy
    return encodeNewRows(encode, planFor(table, options, this.isMysql), rows as readonly object[])
  }
}
