import type { Duplex } from 'node:stream'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { encodePostgresBulk } from './bulk.postgres.ts'
import { writeCopy } from './copy.postgres.ts'
import { postgres } from './dialect.ts'
import { type Driver, type Drizzle, STATEMENT_MS } from './driver.ts'
import { migrationsFolder } from './migrations.ts'

/** The server ends what takes too long; we stop waiting this much later. */
const GRACE_MS = 2_000
const MIGRATION_LOCK = 727272

export interface PostgresOptions {
  /** The most connections at once. */
  size?: number
  statementMs?: number
  /** Opens the byte stream to a server that is not behind a socket. */
  stream?: () => Duplex
}

/** PostgreSQL over pg's pool. */
export class PostgresDriver implements Driver<pg.PoolClient> {
  readonly dialect = postgres
  readonly encode = encodePostgresBulk
  /** The embedded server is spoken to message by message, and COPY is more than one. */
  readonly copy?: Driver['copy']
  readonly size: number
  private readonly config: pg.ClientConfig
  private readonly pool: pg.Pool
  private readonly lent = new Set<pg.PoolClient>()
  /** Only a server of its own can go away. */
  readonly probe?: (timeoutMs: number) => Promise<void>

  constructor(url: string, { size = 10, statementMs = STATEMENT_MS, stream }: PostgresOptions = {}) {
    this.size = size
    this.config = {
      connectionString: url,
      application_name: 'centralita',
      keepAlive: true,
      ...(stream && { stream }),
    }
    this.pool = new pg.Pool({
      ...this.config,
      max: size,
      connectionTimeoutMillis: stream ? 0 : 1_500,
      idleTimeoutMillis: stream ? 0 : 30_000,
      statement_timeout: stream ? 0 : statementMs,
      ...(stream ? {} : { query_timeout: statementMs + GRACE_MS }),
    })
    // An idle connection that breaks has left the pool already; the next statement opens another.
    this.pool.on('error', () => {})
    // One in use that breaks fails its statement; unheard, its error would end the process besides.
    this.pool.on('connect', (client) => client.on('error', () => {}))
    if (stream) return
    this.probe = (timeoutMs) => this.ask(timeoutMs)
    this.copy = writeCopy
  }

  async borrow(): Promise<pg.PoolClient> {
    const client = await this.pool.connect()
    this.lent.add(client)
    return client
  }

  giveBack(client: pg.PoolClient, broken: boolean): void {
    this.lent.delete(client)
    client.release(broken)
  }

  sever(): void {
    for (const client of this.lent) streamOf(client).destroy()
  }

  private async ask(timeoutMs: number): Promise<void> {
    const client = new pg.Client({
      ...this.config,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    })
    client.on('error', () => {})
    const late = setTimeout(() => streamOf(client).destroy(), timeoutMs)
    try {
      await client.connect()
      await client.query('select 1')
    } finally {
      clearTimeout(late)
      streamOf(client).destroy()
    }
  }

  drizzle(client: unknown): Drizzle {
    return drizzle(client as pg.PoolClient, { casing: 'snake_case' }) as unknown as Drizzle
  }

  async migrate(): Promise<void> {
    const client = new pg.Client({ ...this.config, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      await migrate(drizzle(client), { migrationsFolder: migrationsFolder('postgres') })
    } finally {
      // The lock ends with the session.
      await client.end()
    }
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

/** pg's types leave out the stream beneath a connection. */
const streamOf = (client: pg.Client | pg.PoolClient) =>
  (client as unknown as { connection: { stream: Duplex } }).connection.stream
