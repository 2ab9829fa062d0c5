import { AsyncLocalStorage } from 'node:async_hooks'
import { getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgInsert, PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core'
import {
  BATCH,
  type BulkOptions,
  type BulkStatement,
  type Name,
  newestOfEach,
  planFor,
  type Row,
} from './bulk.ts'
import { Connections } from './connections.ts'
import type { Dialect } from './dialect.ts'
import type { Client, Driver, Drizzle } from './driver.ts'
import { explain, isDeadlock } from './faults.ts'
import type { StoreTraits } from './row.encoder.ts'
import { explainErrors } from './session.ts'
import { defineTables, type Tables } from './tables.ts'

/** One statement carries at most this many bound values (PostgreSQL allows 65,535). */
const MAX_BOUND = 30_000
const DEADLOCK_TRIES = 5

const columnsOf = <T extends PgTable>(table: T, names: Name<T>[]) =>
  names.map((name) => getTableColumns(table)[name]!)

function textOf(statement: BulkStatement): string {
  if (typeof statement === 'string') return statement
  return 'copy' in statement ? `copy ${statement.copy.table}` : statement.text
}

export type Select = Drizzle['select']

/** A query that can be prepared, and what it gives. */
interface Preparable<R> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<R> }
}

interface Unit {
  drizzle: Drizzle
  client: Client
  afterCommit: (() => void)[]
}

/**
 * The store: drizzle's own select, and writes that mean the same in both dialects. While the database is
 * away every call fails within two seconds with DomainError `DATABASE_UNAVAILABLE`, and works again by
 * itself once it is back.
 */
export class Store {
  readonly tables: Tables
  private readonly unit = new AsyncLocalStorage<Unit>()
  private readonly connections: Connections
  private readonly root: Drizzle

  constructor(private readonly driver: Driver) {
    this.tables = defineTables(driver.dialect.columns)
    this.connections = new Connections(driver)
    this.root = explainErrors(driver.drizzle(this.connections))
  }

  get dialect(): Dialect {
    return this.driver.dialect
  }

  /** What an encoder of bulk writes has to know of this store. */
  get traits(): StoreTraits {
    return { dialect: this.dialect.name, copies: this.driver.copy !== undefined }
  }

  get select(): Select {
    const { drizzle } = this
    return drizzle.select.bind(drizzle) as Select
  }

  /**
   * A query that is worked out once and then only given values, for where it is asked often:
   * `store.prepare('call', (select) => select().from(calls).where(eq(calls.id, sql.placeholder('id'))))`.
   * `name` is the statement's own; two queries of one name are an error of the program.
   */
  prepare<R>(name: string, build: (select: Select) => Preparable<R>) {
    let prepared: ReturnType<Preparable<R>['prepare']> | undefined
    return (values: Record<string, unknown> = {}): Promise<R> => {
      const unit = this.unit.getStore()
      if (unit) return build(this.select).prepare(name).execute(values)
      prepared ??= build(this.root.select.bind(this.root) as Select).prepare(name)
      return prepared.execute(values)
    }
  }

  async insert<T extends PgTable>(table: T, rows: Row<T> | Row<T>[]): Promise<void> {
    await this.inBatches(table, rows, (insert) => insert)
  }

  /** Inserts what a query finds, its fields being the table's columns in their order. */
  async insertFrom<T extends PgTable>(table: T, found: SQLWrapper): Promise<void> {
    await this.drizzle.insert(table).select(found.getSQL())
  }

  /** Inserts the rows whose `key` does not exist; leaves those untouched that do. */
  async insertMissing<T extends PgTable>(table: T, rows: Row<T> | Row<T>[], key: Name<T>[]): Promise<void> {
    await this.inBatches(table, rows, (insert) => this.dialect.insertMissing(insert, columnsOf(table, key)))
  }

  /** Inserts the rows, or overwrites the named columns of those whose `key` exists. */
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

  /**
   * Writes many rows by the dialect's fast way, whether they exist or not. Of rows of one key the newest
   * wins, among these and against the one that is there; text too long for its column is cut.
   */
  async bulkUpsert<T extends PgTable>(
    table: T,
    rows: readonly Row<T>[],
    options: BulkOptions<T>,
  ): Promise<void> {
    const plan = planFor(table, options, this.dialect.name === 'mysql')
    const kept = newestOfEach(plan, rows as readonly object[])
    // Spelled batch by batch: between two of them others have their turn.
    for (let at = 0; at < kept.length; at += BATCH)
      await this.writeEncoded(this.driver.encode(plan, kept.slice(at, at + BATCH)))
  }

  /** Writes what an encoder of this dialect has spelled, in this thread or in another. */
  async writeEncoded(statements: readonly BulkStatement[]): Promise<void> {
    for (const statement of statements) await this.writeBulk(statement)
  }

  /** Changes the rows; resolves with how many matched. */
  async update<T extends PgTable>(
    table: T,
    where: SQL | undefined,
    set: PgUpdateSetSource<T>,
  ): Promise<number> {
    return this.dialect.affectedRows(await this.drizzle.update(table).set(set).where(where))
  }

  /** Deletes the rows; resolves with how many there were. */
  async delete(table: PgTable, where: SQL | undefined): Promise<number> {
    return this.dialect.affectedRows(await this.drizzle.delete(table).where(where))
  }

  /** Runs `work` in a transaction; calls made on this store inside it join it, nested calls too. */
  async transaction<R>(work: () => Promise<R>): Promise<R> {
    if (this.unit.getStore()) return work()
    const afterCommit: Unit['afterCommit'] = []
    const result = await this.connections.use(async (link) => {
      const drizzle = explainErrors(this.driver.drizzle(link))
      await drizzle.execute(sql`begin`)
      try {
        const value = await this.unit.run({ drizzle, client: link, afterCommit }, work)
        await drizzle.execute(sql`commit`)
        return value
      } catch (error) {
        if (!link.broken) await drizzle.execute(sql`rollback`).catch(() => (link.broken = true))
        throw error
      }
    })
    for (const act of afterCommit) act()
    return result
  }

  /** Runs `act` once the surrounding transaction is safe on disk (at once when there is none). */
  afterCommit(act: () => void): void {
    const unit = this.unit.getStore()
    if (unit) unit.afterCommit.push(act)
    else act()
  }

  /**
   * Asks the database for a sign of life.
   * @throws DomainError DATABASE_UNAVAILABLE
   */
  async ping(): Promise<void> {
    await this.root.execute(sql`select 1`)
  }

  /** Ends all connections; calls under way have three seconds. May be called again. */
  async close(): Promise<void> {
    await this.connections.close()
  }

  /** The open transaction of this async call chain, or the pool. */
  private get drizzle(): Drizzle {
    return this.unit.getStore()?.drizzle ?? this.root
  }

  private async writeBulk(statement: BulkStatement): Promise<void> {
    const unit = this.unit.getStore()
    for (let attempt = 1; ; attempt += 1)
      try {
        if (unit) await this.send(unit.client, statement)
        else await this.connections.use((link) => this.send(link, statement))
        return
      } catch (error) {
        if (unit || !isDeadlock(error) || attempt === DEADLOCK_TRIES)
          throw explain(error, `bulk write: ${textOf(statement).slice(0, 100)}`)
      }
  }

  private send(client: Client, statement: BulkStatement): Promise<unknown> {
    if (typeof statement === 'string' || !('copy' in statement)) return client.query(statement)
    return this.driver.copy!(client, statement.copy)
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
