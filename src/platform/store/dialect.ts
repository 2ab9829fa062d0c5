import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { MySqlInsert } from 'drizzle-orm/mysql-core'
import type { PgColumn, PgInsert } from 'drizzle-orm/pg-core'
import { mysql as mysqlColumns } from './columns.mysql.ts'
import { type Columns, postgres as postgresColumns } from './columns.postgres.ts'

/** What the two SQL dialects say differently. Everything else is one query for both. */
export interface Dialect {
  readonly name: 'postgres' | 'mysql'
  readonly columns: Columns
  /** On a clash of `key`, keeps the row there and takes only `overwrite` from the new one. */
  upsert(insert: PgInsert, key: PgColumn[], overwrite: PgColumn[]): Promise<unknown>
  /** On a clash of `key`, keeps the row there untouched. */
  insertMissing(insert: PgInsert, key: PgColumn[]): Promise<unknown>
  affectedRows(result: unknown): number
  /** The start of the UTC time bucket, `seconds` wide, that an instant falls in. */
  bucket(instant: SQLWrapper, seconds: number): SQL<Date>
  /** How many whole stretches of `seconds` there were from 1970 in UTC until an instant. */
  stretches(instant: SQLWrapper, seconds: number): SQL<number>
  /** An instant spelled out, for where no column tells the database what a bound value is. */
  instant(at: Date): SQL<Date>
  /** The texts of a group in one, with commas between; null ones left out, and null where there is none. */
  joined(text: SQLWrapper): SQL<string | null>
}

const assign = (columns: PgColumn[], spell: (column: SQLWrapper) => SQL) =>
  Object.fromEntries(columns.map(({ name }) => [name, spell(sql.identifier(toSnakeCase(name)))]))

const fromEpoch = (value: unknown) => new Date(Number(value) * 1000)
const mysqlInsert = (insert: PgInsert) => insert as unknown as MySqlInsert
/** Spliced, not bound: `group by` must repeat the very same expression. */
const whole = (seconds: number) => sql.raw(String(Math.trunc(seconds)))

export const postgres: Dialect = {
  name: 'postgres',
  columns: postgresColumns,
  upsert: async (insert, target, overwrite) =>
    insert.onConflictDoUpdate({ target, set: assign(overwrite, (column) => sql`excluded.${column}`) }),
  insertMissing: async (insert, target) => insert.onConflictDoNothing({ target }),
  affectedRows: (result) => {
    const { rowCount, affectedRows } = result as { rowCount?: number | null; affectedRows?: number }
    return rowCount ?? affectedRows ?? 0
  },
  bucket: (instant, seconds) =>
    sql<Date>`floor(extract(epoch from ${instant}) / ${whole(seconds)}) * ${whole(seconds)}`.mapWith(
      fromEpoch,
    ),
  stretches: (instant, seconds) =>
    // Not `extract`, whose exact numbers are slow: milliseconds since 1970 are exact in these as well.
    sql<number>`floor(date_part('epoch', ${instant}) / ${whole(seconds)})::bigint`.mapWith(Number),
  instant: (at) => sql<Date>`${sql.raw(`'${at.toISOString()}'`)}::timestamptz`,
  joined: (text) => sql<string | null>`string_agg(${text}, ',')`,
}

export const mysql: Dialect = {
  name: 'mysql',
  columns: mysqlColumns,
  upsert: async (insert, _key, overwrite) =>
    mysqlInsert(insert).onDuplicateKeyUpdate({ set: assign(overwrite, (column) => sql`values(${column})`) }),
  insertMissing: async (insert, key) =>
    mysqlInsert(insert).onDuplicateKeyUpdate({ set: assign(key.slice(0, 1), (column) => sql`${column}`) }),
  affectedRows: (result) => (result as [{ affectedRows: number }])[0].affectedRows,
  bucket: (instant, seconds) =>
    sql<Date>`floor(timestampdiff(second, '1970-01-01', ${instant}) / ${whole(seconds)}) * ${whole(seconds)}`.mapWith(
      fromEpoch,
    ),
  stretches: (instant, seconds) =>
    sql<number>`timestampdiff(second, '1970-01-01', ${instant}) div ${whole(seconds)}`.mapWith(Number),
  instant: (at) =>
    sql<Date>`cast(${sql.raw(`'${at.toISOString().slice(0, 23).replace('T', ' ')}'`)} as datetime(3))`,
  joined: (text) => sql<string | null>`group_concat(${text} separator ',')`,
}
