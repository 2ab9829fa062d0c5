import { AsyncLocalStorage } from 'node:async_hooks'
import { getTableColumns, type InferInsertModel, type SQL } from 'drizzle-orm'
import type { PgDatabase, PgInsert, PgQueryResultHKT, PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { type Dialect } from './dialect.ts'
import { defineTables, type Tables } from './tables.ts'

type Drizzle = PgDatabase<PgQueryResultHKT>
type Row<T extends PgTable> = InferInsertModel<T>
type Name<T extends PgTable> = keyof T['_']['columns'] & string

/** One statement carries at most this many bound values (PostgreSQL allows 65,535). */
const MAX_BOUND = 30_000

const columnsOf = <T extends PgTable>(table: T, names: Name<T>[]) =>
  names.map((name) => getTableColumns(table)[name]!)

interface Unit {
  drizzle: Drizzle
  afterCommit: (() => void)[]
}

/** The store: drizzle's own select, and writes that mean the same in both dialects. */
export class Database {
  readonly tables: Tables
  private readonly unit = new AsyncLocalStorage<Unit>()

  constructor(
    private readonly root: Drizzle,
    readonly dialect: Dialect,
    readonly close: () => Promise<void>,
  ) {
    this.tables = defineTables(dialect.columns)
  }

  /** The open transaction of this async call chain, or the pool. */
  private get drizzle(): Drizzle {
    return this.unit.getStore()?.drizzle ?? this.root
  }

  get select() {
    const { drizzle } = this
    return drizzle.select.bind(drizzle) as Drizzle['select']
  }

  async insert<T extends PgTable>(table: T, rows: Row<T> | Row<T>[]): Promise<void> {
    await this.inBatches(table, rows, (insert) => insert)
  }

  async insertMissing<T extends PgTable>(table: T, rows: Row<T> | Row<T>[], key: Name<T>[]): Promise<void> {
    await this.inBatches(table, rows, (insert) => this.dialect.insertMissing(insert, columnsOf(table, key)))
  }

  async upsert<T extends PgTable>(
    table: T,
    rows: Row<T> | Row<T>[],
    key: Name<T>[],
    overwrite: Name<T>[],
  ): Promise<void> {
    await this.inBatches(table, rows, (insert) =>
      this.dialect.upsert(insert, columnsOf(table, key), columnsOf(table, overwrite)),
    )
  }

  async update<T extends PgTable>(
    table: T,
    where: SQL | undefined,
    set: PgUpdateSetSource<T>,
  ): Promise<number> {
    return this.dialect.affectedRows(await this.drizzle.update(table).set(set).where(where))
  }

  async delete(table: PgTable, where: SQL | undefined): Promise<number> {
    return this.dialect.affectedRows(await this.drizzle.delete(table).where(where))
  }

  /** Runs `work` in a transaction; calls made on this store inside it join it, nested calls too. */
  async transaction<R>(work: () => Promise<R>): Promise<R> {
    const outer = this.unit.getStore()
    if (outer) return work()
    const afterCommit: Unit['afterCommit'] = []
    const result = await this.root.transaction(
      (drizzle) => this.unit.run({ drizzle: drizzle as Drizzle, afterCommit }, work),
      { isolationLevel: 'read committed' },
    )
    for (const act of afterCommit) act()
    return result
  }

  /** Runs `act` once the surrounding transaction is safe on disk (at once when there is none). */
  afterCommit(act: () => void): void {
    const unit = this.unit.getStore()
    if (unit) unit.afterCommit.push(act)
    else act()
  }

  private async inBatches<T extends PgTable>(
    table: T,
    rows: Row<T> | Row<T>[],
    send: (insert: PgInsert) => PromiseLike<unknown>,
  ) {
    const all = Array.isArray(rows) ? rows : [rows]
    const size = Math.max(1, Math.floor(MAX_BOUND / Object.keys(getTableColumns(table)).length))
    for (let at = 0; at < all.length; at += size)
      await send(
        this.drizzle
          .insert(table)
          .values(all.slice(at, at + size) as never)
          .$dynamic() as unknown as PgInsert,
      )
  }
}
