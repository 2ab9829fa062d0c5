import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { BulkCopy, BulkEncoder } from './bulk.ts'
import type { Dialect } from './dialect.ts'

/** Drizzle as the store uses it: PostgreSQL's types stand for both dialects (columns.check.ts proves it). */
export type Drizzle = PgDatabase<PgQueryResultHKT>

/** A statement that takes longer is ended, unless the store was opened with another limit. */
export const STATEMENT_MS = 15_000

/** What pg's clients and mysql2's connections have in common. */
export interface Client {
  query(statement: unknown, values?: unknown): Promise<unknown>
}

/** One engine's way to connections; time limits, waiting and recovery are Connections' part. */
export interface Driver<C extends Client = Client> {
  readonly dialect: Dialect
  readonly encode: BulkEncoder
  /** Writes rows by COPY or LOAD DATA, within a transaction; absent where there is no such thing. */
  readonly copy?: ((client: Client, copy: BulkCopy) => Promise<void>) | undefined
  /** How many connections there may be at once. */
  readonly size: number
  borrow(): Promise<C>
  /** Gives a connection back to the pool, or ends it when it is of no more use. */
  giveBack(client: C, broken: boolean): void
  /** Breaks every connection in use, so that what waits on them fails. */
  sever(): void
  /** Asks the database for a sign of life over a connection of its own; absent where none can be lost. */
  probe?(timeoutMs: number): Promise<void>
  /** Drizzle over one connection, or over a stand-in that borrows one for each statement. */
  drizzle(client: Client): Drizzle
  /** Brings the schema up to date; others who try meanwhile wait. */
  migrate(): Promise<void>
  close(): Promise<void>
}
