import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { type Counting, mariadbCounting, postgresCounting } from './center.ts'

export interface Engine {
  readonly name: string
  /** Whether there are facts in it from another run. */
  readonly isFilled: boolean
  readonly store: Store
  readonly counting: Counting
  run(statement: string): Promise<unknown>
  end(): Promise<void>
}

async function postgresEngine(kept?: string): Promise<Engine> {
  const admin = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const database = kept ?? `centralita_bench_${process.pid}`
  const server = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 2_000 })
  await server.connect()
  const { rowCount } = await server.query('select from pg_database where datname = $1', [database])
  if (!rowCount) await server.query(`create database ${database}`)
  const url = Object.assign(new URL(admin), { pathname: `/${database}` }).href
  const store = await openStore(url, { statementMs: 600_000 })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    name: 'PostgreSQL',
    isFilled: rowCount === 1,
    store,
    counting: postgresCounting,
    run: (statement) => client.query(statement),
    async end() {
      await client.end()
      await store.close()
      if (!kept) await server.query(`drop database ${database} with (force)`)
      await server.end()
    },
  }
}

async function mariadbEngine(kept?: string): Promise<Engine> {
  const admin = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
  const database = kept ?? `centralita_bench_${process.pid}`
  const server = await createConnection({ uri: admin, connectTimeout: 2_000 })
  const [found] = await server.query('show databases like ?', [database])
  const isFilled = (found as unknown[]).length > 0
  if (!isFilled) await server.query(`create database ${database} character set utf8mb4`)
  const url = Object.assign(new URL(admin), { pathname: `/${database}` }).href
  const store = await openStore(url, { statementMs: 600_000 })
  const client = await createConnection({ uri: url, charset: 'utf8mb4_bin', timezone: 'Z' })
  await client.query("set time_zone = '+00:00', group_concat_max_len = 67108864, unique_checks = 0")
  return {
    name: 'MariaDB',
    isFilled,
    store,
    counting: mariadbCounting,
    run: (statement) => client.query(statement),
    async end() {
      await client.end()
      await store.close()
      if (!kept) await server.query(`drop database ${database}`)
      await server.end()
    },
  }
}

export const ENGINES = { postgres: postgresEngine, mariadb: mariadbEngine }
