import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gt } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { NO_QUEUE } from '../../src/platform/store/tables/facts.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { columnsOf, isoInstant, mysqlInstant, textOf } from '../support/table.text.ts'

const PAGE_ROWS = 10_000

type Rows = readonly (readonly [PgTable, string, readonly object[]])[]

/** A database server that an import writes to. */
export interface Engine {
  readonly name: string
  create(): Promise<Omit<Database, 'analyze'>>
  /** Puts rows into an empty database by the server's own quickest way; resolves with the seconds it took. */
  load(url: string, rows: Rows): Promise<number>
}

const postgres: Engine = {
  name: 'PostgreSQL',
  create: createDatabase,
  async load(url, tables) {
    await (await openStore(url)).close()
    const client = new pg.Client(url)
    await client.connect()
    const began = performance.now()
    for (const [table, name, rows] of tables) {
      const { properties, names } = columnsOf(table)
      const copying = client.query(copyFrom(`copy ${name} (${names}) from stdin`))
      await pipeline(Readable.from(textOf(rows, properties, isoInstant)), copying)
    }
    const seconds = (performance.now() - began) / 1_000
    await client.end()
    return seconds
  },
}

const mariadb: Engine = {
  name: 'MariaDB',
  async create() {
    const admin = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
    const name = `centralita_bench_${process.pid}`
    const run = async (statement: string) => {
      const connection = await createConnection({ uri: admin, connectTimeout: 2_000 })
      await connection.query(statement).finally(() => connection.end())
    }
    await run(`create database ${name} character set utf8mb4`)
    return {
      url: Object.assign(new URL(admin), { pathname: `/${name}` }).href,
      drop: () => run(`drop database ${name}`),
    }
  },
  async load(url, tables) {
    await (await openStore(url)).close()
    const client = await createConnection({ uri: url, charset: 'utf8mb4_bin' })
    const began = performance.now()
    for (const [table, name, rows] of tables) {
      const { properties, names } = columnsOf(table)
      await client.query({
        sql: `load data local infile 'rows' into table ${name} character set utf8mb4 (${names})`,
        infileStreamFactory: () => Readable.from(textOf(rows, properties, mysqlInstant)).map(Buffer.from),
      })
    }
    const seconds = (performance.now() - began) / 1_000
    await client.end()
    return seconds
  },
}

export const ENGINES: readonly Engine[] = [postgres, mariadb]

/** All facts of a store, as an import has left them. */
export async function factsOf(store: Store): Promise<Rows> {
  const { visitFacts, ringFacts, sessionFacts, pauseFacts } = store.tables
  // Page by page: the store takes a server for gone whose answer keeps this process busy for so long.
  const all = async (table: PgTable & { id: PgColumn }, name: string) => {
    const rows: { id: string }[] = []
    for (let page = rows; page === rows || page.length === PAGE_ROWS; rows.push(...page))
      page = (await store
        .select()
        .from(table as PgTable)
        .where(gt(table.id, rows.at(-1)?.id ?? NO_QUEUE))
        .orderBy(table.id)
        .limit(PAGE_ROWS)) as { id: string }[]
    return [table, name, rows] as const
  }
  return [
    await all(visitFacts, 'visit_facts'),
    await all(ringFacts, 'ring_facts'),
    await all(sessionFacts, 'session_facts'),
    await all(pauseFacts, 'pause_facts'),
  ]
}
