import { hash } from 'node:crypto'
import { getTableColumns, type InferInsertModel } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig as getMysqlTableConfig } from 'drizzle-orm/mysql-core'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { storableId } from './columns.values.ts'
import { instantText } from './instants.ts'

export type Row<T extends PgTable> = InferInsertModel<T>
export type Name<T extends PgTable> = keyof T['_']['columns'] & string

export interface BulkOptions<T extends PgTable> {
  /** The columns of the unique key by which a row is known. */
  key: Name<T>[]
  /** What a row that exists takes from the new one; by default all but the key. */
  overwrite?: Name<T>[]
  /** A column that rises with every change: only a greater value may overwrite. */
  newer?: Name<T>
}

export interface BulkColumn {
  readonly property: string
  /** Quoted for the dialect by its writer. */
  readonly name: string
  readonly sqlType: string
  /** The most characters the column holds, where it is bounded. */
  readonly length: number | undefined
  /** What stands for a value that is missing. */
  readonly missing: unknown
  readonly encode: (value: unknown) => unknown
  readonly kind: ColumnKind
}

/** The column vocabulary, whatever a dialect calls its types. */
export type ColumnKind = 'ID' | 'TEXT' | 'INT' | 'REAL' | 'FLAG' | 'AT' | 'JSON'

/** A bulk write of one kind, worked out once and kept. */
export interface BulkPlan {
  readonly table: string
  readonly columns: readonly BulkColumn[]
  readonly key: readonly BulkColumn[]
  readonly overwrite: readonly BulkColumn[]
  readonly newer: BulkColumn | undefined
  /** Names the plan; equal plans have equal names, in every thread. */
  readonly name: string
}

/** Rows that are most likely new, for PostgreSQL's COPY or MySQL's LOAD DATA. */
export interface BulkCopy {
  /** Names as a statement spells them. */
  readonly table: string
  readonly columns: string
  /** What is to be done with a row whose key is there. */
  readonly onClash: string
  /** How to order rows of one key, the one to be kept first; undefined where it does not matter. */
  readonly newestFirst: string | undefined
  /** The ids of some of the rows, as a statement lists them: if these are not there, none of them is likely to be. */
  readonly someIds: string
  /** In PostgreSQL's binary form, or as lines that LOAD DATA reads. */
  readonly rows: Uint8Array
}

/** A statement with its values, as the dialect's driver takes it: plain data, so that another thread may make it. */
export type BulkStatement =
  | string
  | { readonly name: string; readonly text: string; readonly values: string[] }
  | { readonly copy: BulkCopy }

/** Spells the writing of rows, at most `BATCH` of them, no two of one key. */
export type BulkEncoder = (plan: BulkPlan, rows: readonly object[]) => BulkStatement[]

export const BATCH = 1_000

/** Spells the writing of any number of rows. */
export function encodeRows(encode: BulkEncoder, plan: BulkPlan, rows: readonly object[]): BulkStatement[] {
  const kept = newestOfEach(plan, rows)
  const statements: BulkStatement[] = []
  for (let at = 0; at < kept.length; at += BATCH) statements.push(...encode(plan, kept.slice(at, at + BATCH)))
  return statements
}

const plans = new WeakMap<PgTable, Map<string, BulkPlan>>()

export function planFor<T extends PgTable>(table: T, options: BulkOptions<T>, isMysql: boolean): BulkPlan {
  const known = plans.get(table) ?? new Map<string, BulkPlan>()
  plans.set(table, known)
  const id = JSON.stringify([options.key, options.overwrite, options.newer])
  const plan = known.get(id) ?? makePlan(table, options, isMysql, id)
  known.set(id, plan)
  return plan
}

function makePlan<T extends PgTable>(
  table: T,
  options: BulkOptions<T>,
  isMysql: boolean,
  id: string,
): BulkPlan {
  const table_ = isMysql ? getMysqlTableConfig(table as never).name : getTableConfig(table).name
  const columns = Object.entries(getTableColumns(table)).map(([property, column]) => ({
    property,
    name: toSnakeCase(column.name),
    sqlType: column.getSQLType(),
    length: lengthOf(column.getSQLType()),
    missing: column.default ?? null,
    encode: encoder(column as PgColumn, isMysql),
    kind: kindOf(column.getSQLType()),
  }))
  const find = (name: string) => columns.find(({ property }) => property === name)!
  const key = options.key.map(find)
  return {
    table: table_,
    columns,
    key,
    overwrite: options.overwrite?.map(find) ?? columns.filter((column) => !key.includes(column)),
    newer: options.newer === undefined ? undefined : find(options.newer),
    name: `${table_}.${hash('sha256', id, 'hex').slice(0, 12)}`,
  }
}

const KINDS: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(uuid|char\(36\))/, 'ID'],
  [/^int/, 'INT'],
  [/^double/, 'REAL'],
  [/^boolean/, 'FLAG'],
  [/^(timestamp|datetime)/, 'AT'],
  [/^json/, 'JSON'],
]

const kindOf = (sqlType: string): ColumnKind => KINDS.find(([type]) => type.test(sqlType))?.[1] ?? 'TEXT'

const lengthOf = (sqlType: string) => {
  const length = /^varchar\((\d+)\)/.exec(sqlType)?.[1]
  return length === undefined ? undefined : Number(length)
}

/** A value as the driver takes it; text longer than its column is cut, so that no call is lost for a name. */
function encoder(column: PgColumn, isMysql: boolean): BulkColumn['encode'] {
  const length = lengthOf(column.getSQLType())
  if (kindOf(column.getSQLType()) === 'ID') return idEncoder()
  const fit = (text: string) =>
    length !== undefined && text.length > length ? [...text].slice(0, length).join('') : text
  return (value) => {
    const given = value === undefined ? column.default : value
    if (given === null || given === undefined) return null
    if (given instanceof Date) return isMysql ? instantText(given, ' ') : `${instantText(given, 'T')}Z`
    return column.mapToDriverValue(length === undefined ? given : fit(given as string))
  }
}

/** Most ids of a row are those of the row before. */
function idEncoder(): BulkColumn['encode'] {
  let last: unknown
  return (value) => {
    if (value === last || value === null || value === undefined) return value ?? null
    storableId(value as string)
    last = value
    return value
  }
}

/** One row for each key: of several the newest, where that is known, else the last. In order of the key. */
export function newestOfEach(plan: BulkPlan, rows: readonly object[]): object[] {
  const kept = new Map<string, Record<string, unknown>>()
  const newer = plan.newer?.property
  for (const row of rows as readonly Record<string, unknown>[]) {
    const key =
      plan.key.length === 1
        ? String(row[plan.key[0]!.property])
        : JSON.stringify(plan.key.map(({ property }) => row[property]))
    const before = kept.get(key)
    if (before && newer && !((row[newer] as number) > (before[newer] as number))) continue
    kept.set(key, row)
  }
  // In one order everywhere, so that two writers of the same rows do not wait for each other.
  return [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
