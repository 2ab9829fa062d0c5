import { drizzle } from 'drizzle-orm/mysql2'
import type { TypeCastField } from 'mysql2'
import { type Connection, createConnection, createPool, type Pool, type PoolConnection } from 'mysql2/promise'
import { encodeMysqlBulk } from './bulk.mysql.ts'
import { mysql } from './dialect.ts'
import { type Client, type Driver, type Drizzle, STATEMENT_MS } from './driver.ts'
import { writeLoad } from './load.mysql.ts'
import { migrateMysql } from './migrate.mysql.ts'
import { migrationsFolder } from './migrations.ts'

/** What texts of a group may come to when they are joined; the server's own limit is one megabyte or less. */
const JOINED_BYTES = 64 * 1024 * 1024

/** Isolation as PostgreSQL has it, strict values, backslashes escape, and the server's own time limit. */
const sessionSettings = (statementMs: number) => [
  'set session transaction isolation level read committed',
  "set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'," +
    ` time_zone = '+00:00', group_concat_max_len = ${JOINED_BYTES}, innodb_lock_wait_timeout = ${Math.ceil(statementMs / 1_000)}` +
    ` /*M!100101 , max_statement_time = ${statementMs / 1_000} */ /*!50708 , max_execution_time = ${statementMs} */`,
]

/** MySQL 8 or MariaDB 10.6 and later, over mysql2's pool. */
export class MysqlDriver implements Driver<PoolConnection> {
  readonly dialect = mysql
  readonly encode = encodeMysqlBulk
  /** Since `migrate`, where the server lets its clients send rows so: MySQL 8 does when it is told to. */
  copy?: Driver['copy']
  private readonly config
  private readonly pool: Pool
  private readonly lent = new Set<PoolConnection>()

  constructor(
    url: string,
    readonly size = 10,
    statementMs = STATEMENT_MS,
  ) {
    this.config = {
      uri: url.replace(/^mariadb:/, 'mysql:'),
      timezone: 'Z',
      charset: 'utf8mb4_bin',
      jsonStrings: true,
      connectTimeout: 1_500,
    }
    this.pool = createPool({ ...this.config, connectionLimit: size, maxIdle: size, idleTimeout: 30_000 })
    this.pool.pool.on('connection', (connection) => {
      for (const statement of sessionSettings(statementMs))
        connection.query(statement, (error) => {
          if (error) connection.destroy()
        })
    })
  }

  async borrow(): Promise<PoolConnection> {
    const connection = await this.pool.getConnection()
    this.lent.add(connection)
    return connection
  }

  giveBack(connection: PoolConnection, broken: boolean): void {
    this.lent.delete(connection)
    if (broken) connection.destroy()
    else connection.release()
  }

  sever(): void {
    for (const connection of this.lent) cut(connection)
  }

  async probe(timeoutMs: number): Promise<void> {
    let connection: Connection | undefined
    let timer: NodeJS.Timeout | undefined
    const asking = createConnection({ ...this.config, connectTimeout: timeoutMs }).then(async (opened) => {
      connection = opened
      opened.on('error', () => {})
      await opened.query('select 1')
    })
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('No sign of life.')), timeoutMs)
    })
    try {
      await Promise.race([asking, late])
    } finally {
      clearTimeout(timer)
      asking.catch(() => {}).finally(() => connection?.destroy())
      connection?.destroy()
    }
  }

  drizzle(client: Client): Drizzle {
    return drizzle(new ExactNumbers(client) as never, { casing: 'snake_case' }) as unknown as Drizzle
  }

  async migrate(): Promise<void> {
    const connection = await createConnection({ ...this.config, connectTimeout: 5_000 })
    connection.on('error', () => {})
    try {
      await connection.query("select get_lock(concat('migrate.', left(md5(database()), 16)), 600)")
      await migrateMysql(connection, migrationsFolder('mysql'))
      const [settings] = await connection.query('select @@global.local_infile as loads')
      if (Number((settings as { loads: unknown }[])[0]?.loads) === 1) this.copy = writeLoad
    } finally {
      // The lock ends with the session.
      await connection.end()
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

/** Reads what drizzle asks, and numbers to their last digit, which mysql2's own reading of text loses. */
class ExactNumbers implements Client {
  constructor(private readonly client: Client) {}

  query(options: object, values?: unknown): Promise<unknown> {
    return this.client.query({ ...options, typeCast: readField }, values)
  }
}

const readField = (field: TypeCastField, next: () => unknown): unknown => {
  switch (field.type) {
    case 'FLOAT':
    case 'DOUBLE': {
      const text = field.string()
      return text === null ? null : Number(text)
    }
    case 'DATE':
    case 'DATETIME':
    case 'TIMESTAMP':
      return field.string()
    default:
      return next()
  }
}

/** Ends a connection such that the statement waiting on it fails, which `destroy` alone leaves waiting. */
function cut(connection: PoolConnection): void {
  const { stream } = (connection as unknown as { connection: { stream: NodeJS.WritableStream } }).connection
  ;(stream as unknown as { destroy(error: Error): void }).destroy(
    Object.assign(new Error('The connection was cut.'), { code: 'ECONNRESET' }),
  )
}
