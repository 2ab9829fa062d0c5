import type { PgTable } from 'drizzle-orm/pg-core'
import { encodeMysqlBulk } from './bulk.mysql.ts'
import { encodePostgresBulk } from './bulk.postgres.ts'
import { type BulkOptions, type BulkStatement, encodeRows, planFor, type Row } from './bulk.ts'
import { type Dialect, mysql, postgres } from './dialect.ts'
import { defineTables, type Tables } from './tables.ts'

/**
 * Spells bulk writes where there is no store, such as in a thread that computes what is to be written: the one
 * with the store only sends them (`store.writeEncoded`).
 */
export class RowEncoder {
  readonly tables: Tables
  private readonly isMysql: boolean

  /** @param dialect of the store that will write. */
  constructor(dialect: Dialect['name']) {
    this.isMysql = dialect === 'mysql'
    this.tables = defineTables((this.isMysql ? mysql : postgres).columns)
  }

  encode<T extends PgTable>(table: T, rows: readonly Row<T>[], options: BulkOptions<T>): BulkStatement[] {
    const encode = this.isMysql ? encodeMysqlBulk : encodePostgresBulk
    return encodeRows(encode, planFor(table, options, this.isMysql), rows as readonly object[])
  }
}
