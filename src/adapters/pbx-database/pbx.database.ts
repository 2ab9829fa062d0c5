import { DomainError } from '../../errors.ts'
import {
  PBX_DATABASE_LIMITS,
  type PbxDatabaseAddress,
  type PbxDatabaseEngine,
  type PbxDatabaseLimits,
  type PbxDatabaseSession,
  type PbxRow,
} from './database.address.ts'
import { faultOf } from './database.faults.ts'
import { demandPlainValue, quoted } from './database.names.ts'
import { openMysqlSession } from './mysql.session.ts'
import { openPostgresSession } from './postgres.session.ts'

/** A column of a foreign table. */
export interface PbxColumn {
  readonly name: string
  /** As the server calls its type, such as `varchar`. */
  readonly type: string
  /** The most characters it holds, where it is bounded. */
  readonly length: number | undefined
}

/** Which rows: every condition must hold. */
export interface PbxCondition {
  readonly column: string
  readonly is: '=' | '>' | '>=' | '<' | '<=' | 'among'
  readonly value: string | readonly string[]
}

export interface PbxQuery {
  readonly table: string
  readonly columns: readonly string[]
  readonly where?: readonly PbxCondition[]
  readonly orderBy?: readonly string[]
  readonly isDescending?: boolean
  readonly limit: number
  readonly offset?: number
}

/** Up to so many rows a table is counted; beyond, its server's estimate is told. */
const COUNTED = 10_000

/**
 * A database of a PBX, read and never changed. The connection is opened when something is asked, and anew after
 * a fault, so that whoever asks again after a while finds it back by itself.
 */
export class PbxDatabase {
  private session: Promise<PbxDatabaseSession> | undefined
  private isClosed = false

  constructor(
    private readonly address: PbxDatabaseAddress,
    private readonly limits: PbxDatabaseLimits = PBX_DATABASE_LIMITS,
  ) {}

  get engine(): PbxDatabaseEngine {
    return this.address.engine
  }

  /** Rows of a table as text. @throws DomainError as `faultOf` tells it. */
  async read({
    table,
    columns,
    where = [],
    orderBy,
    isDescending,
    limit,
    offset,
  }: PbxQuery): Promise<PbxRow[]> {
    const names = columns.map((name) => this.quote(name)).join(', ')
    const values: string[] = []
    const conditions = where.map((each) => this.spell(each, values)).join(' and ')
    const order = orderBy?.map((name) => `${this.quote(name)}${isDescending ? ' desc' : ''}`).join(', ')
    const statement = [
      `select ${names} from ${this.quote(table)}`,
      conditions && `where ${conditions}`,
      order && `order by ${order}`,
      `limit ${Math.trunc(limit)}`,
      offset ? `offset ${Math.trunc(offset)}` : '',
    ]
    return this.ask(statement.filter(Boolean).join(' '), values)
  }

  /** The columns of a table, in their order. @throws DomainError TABLE_MISSING, or as `faultOf` tells it. */
  async columnsOf(table: string): Promise<PbxColumn[]> {
    const rows = await this.ask(
      `select column_name, data_type, character_maximum_length from information_schema.columns
       where table_name = ? and ${this.ownSchema} order by ordinal_position`,
      [demandPlainValue(table)],
    )
    if (rows.length === 0) throw new DomainError('TABLE_MISSING', [], { table })
    return rows.map(([name, type, length]) => ({
      name: name!,
      type: type!.toLowerCase(),
      length: length === null || length === undefined ? undefined : Number(length),
    }))
  }

  /** Which of the tables are there, as they are spelled there. */
  async tablesAmong(names: readonly string[]): Promise<string[]> {
    const rows = await this.ask(
      `select table_name from information_schema.tables
       where table_name in (${names.map(() => '?').join(', ')}) and ${this.ownSchema}`,
      names.map(demandPlainValue),
    )
    return rows.map(([name]) => name!)
  }

  /** How many rows a table has: counted where they are few, else by its server's estimate. */
  async rowCountOf(table: string): Promise<number> {
    const [counted] = await this.ask(
      `select count(*) from (select 1 from ${this.quote(table)} limit ${COUNTED + 1}) as counted`,
    )
    const count = Number(counted?.[0] ?? 0)
    if (count <= COUNTED) return count
    const [estimate] = await this.ask(
      this.engine === 'MYSQL'
        ? 'select table_rows from information_schema.tables where table_schema = database() and table_name = ?'
        : 'select reltuples::bigint from pg_class where oid = to_regclass(quote_ident(?))',
      [demandPlainValue(table)],
    )
    return Math.max(count, Number(estimate?.[0] ?? 0))
  }

  /** The least and the greatest value of a column; null in an empty table. */
  async rangeOf(table: string, column: string): Promise<readonly [string | null, string | null]> {
    const name = this.quote(column)
    const [row] = await this.ask(`select min(${name}), max(${name}) from ${this.quote(table)}`)
    return [row?.[0] ?? null, row?.[1] ?? null]
  }

  /** Ends the connection; what is under way fails. */
  close(): void {
    this.isClosed = true
    this.drop()
  }

  private async ask(statement: string, values: readonly string[] = []): Promise<PbxRow[]> {
    if (this.isClosed) throw new DomainError('DATABASE_UNREACHABLE', [], { reason: 'CLOSED' })
    const opening = (this.session ??= this.open())
    try {
      return await (await opening).query(statement, values)
    } catch (error) {
      if (this.session === opening) this.drop()
      throw faultOf(error)
    }
  }

  private open(): Promise<PbxDatabaseSession> {
    const open = this.engine === 'MYSQL' ? openMysqlSession : openPostgresSession
    return open(this.address, this.limits)
  }

  private drop(): void {
    const { session } = this
    this.session = undefined
    session?.then(
      (each) => each.end(),
      () => {},
    )
  }

  private spell({ column, is, value }: PbxCondition, values: string[]): string {
    const name = this.quote(column)
    const given = [value].flat()
    for (const each of given) values.push(demandPlainValue(each))
    return is === 'among' ? `${name} in (${given.map(() => '?').join(', ')})` : `${name} ${is} ?`
  }

  private quote(name: string): string {
    return quoted(this.engine, name)
  }

  private get ownSchema(): string {
    return this.engine === 'MYSQL'
      ? 'table_schema = database()'
      : 'table_schema = any(current_schemas(false))'
  }
}
