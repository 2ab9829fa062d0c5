import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import type { PbxDatabaseAddress } from '../../src/adapters/pbx-database/database.address.ts'
import { PbxDatabase } from '../../src/adapters/pbx-database/pbx.database.ts'
import { describeWithShared, sharedFile } from '../shared.files.ts'

const MYSQL_URL = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
const POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Logs and CDRs beside the checkout; see `describeWithShared`. */
export const logFile = (name: string): string => sharedFile('queue_log', name)

export const logText = (name: string): string => readFileSync(logFile(name), 'utf8')

export const describeWithLogs = (name: string, files: readonly string[], story: () => void): void =>
  describeWithShared(
    name,
    files.map((file) => `queue_log/${file}`),
    story,
  )

/** A database as a PBX has one, on a real server, thrown away afterwards. */
export class ForeignDatabase {
  readonly opened: PbxDatabase[] = []

  private constructor(
    readonly address: PbxDatabaseAddress,
    /** Runs statements as its owner. */
    readonly run: (statements: string) => Promise<unknown[]>,
    private readonly remove: () => Promise<void>,
  ) {}

  static async create(engine: 'MYSQL' | 'POSTGRES', options = ''): Promise<ForeignDatabase> {
    return engine === 'MYSQL' ? ForeignDatabase.mysql(options) : ForeignDatabase.postgres(options)
  }

  /** Signs in as the product does. */
  open(change: Partial<PbxDatabaseAddress> = {}): PbxDatabase {
    const database = new PbxDatabase({ ...this.address, ...change }, { connectMs: 3_000, queryMs: 5_000 })
    this.opened.push(database)
    return database
  }

  /** As `DATABASE_URL` names it. */
  get url(): string {
    const { engine, username, secret, host, port, database } = this.address
    const account = `${username}${secret && `:${encodeURIComponent(secret)}`}`
    return `${engine === 'MYSQL' ? 'mysql' : 'postgres'}://${account}@${host}:${port}/${database}`
  }

  async drop(): Promise<void> {
    for (const each of this.opened) each.close()
    await this.remove()
  }

  private static async mysql(options: string): Promise<ForeignDatabase> {
    const { hostname: host, port, username: user, password } = new URL(MYSQL_URL)
    const database = newName()
    const connection = await createConnection({
      ...{ host, port: Number(port || 3306), user, password: decodeURIComponent(password) },
      multipleStatements: true,
    })
    connection.on('error', () => {})
    await connection.query(
      `create database ${database} ${options || 'character set utf8mb4'}; use ${database}`,
    )
    const address = { host, port: Number(port || 3306), database, username: user }
    return new ForeignDatabase(
      { ...address, engine: 'MYSQL', secret: decodeURIComponent(password) },
      async (sql) => (await connection.query(sql))[0] as unknown[],
      async () => {
        await connection.query(`drop database ${database}`)
        await connection.end()
      },
    )
  }

  private static async postgres(options: string): Promise<ForeignDatabase> {
    const url = new URL(POSTGRES_URL)
    const database = newName()
    const admin = new pg.Client({ connectionString: POSTGRES_URL })
    await admin.connect()
    await admin.query(`create database ${database} ${options}`)
    const client = new pg.Client({
      connectionString: Object.assign(new URL(POSTGRES_URL), { pathname: `/${database}` }).href,
    })
    client.on('error', () => {})
    await client.connect()
    const address = { host: url.hostname, port: Number(url.port || 5432), database, username: url.username }
    return new ForeignDatabase(
      { ...address, engine: 'POSTGRES', secret: decodeURIComponent(url.password) },
      async (sql) => (await client.query(sql)).rows ?? [],
      async () => {
        await client.end()
        await admin.query(`drop database ${database} with (force)`)
        await admin.end()
      },
    )
  }
}

/** A dump of MySQL 8 such that MariaDB takes it. */
export const forMariadb = (dump: string): string =>
  dump.replaceAll('utf8mb4_0900_ai_ci', 'utf8mb4_unicode_ci')

const newName = () => `pbx_test_${process.pid}_${randomBytes(4).toString('hex')}`
