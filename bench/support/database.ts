import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface Database {
  readonly url: string
  /** Lets the planner know what is in the tables, as the server does by itself after a minute. */
  analyze(): Promise<void>
  drop(): Promise<void>
}

/** An empty database of its own on the PostgreSQL that the tests use. @throws when none answers. */
export async function createDatabase(): Promise<Database> {
  const admin = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const name = `centralita_bench_${process.pid}_${randomBytes(4).toString('hex')}`
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href
  await run(admin, `create database ${name}`)
  return {
    url,
    analyze: () => run(url, 'analyze'),
    drop: () => run(admin, `drop database if exists ${name} with (force)`),
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
