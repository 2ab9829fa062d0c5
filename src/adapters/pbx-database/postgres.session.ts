import type { Duplex } from 'node:stream'
import pg from 'pg'
import {
  type PbxDatabaseAddress,
  type PbxDatabaseLimits,
  type PbxDatabaseSession,
  type PbxRow,
  tlsOptions,
} from './database.address.ts'
import { faultOf } from './database.faults.ts'

const GRACE_MS = 500

/**
 * Signs in at a PostgreSQL to read; every value comes as its text.
 * @throws DomainError as `faultOf` tells it.
 */
export async function openPostgresSession(
  { host, port, database, username, secret, tls }: PbxDatabaseAddress,
  { connectMs, queryMs }: PbxDatabaseLimits,
): Promise<PbxDatabaseSession> {
  const client = new pg.Client({
    ...{ host, port, database, user: username, password: secret },
    ...(tls && { ssl: tlsOptions(tls) }),
    application_name: 'centralita',
    connectionTimeoutMillis: connectMs,
    statement_timeout: queryMs,
    query_timeout: queryMs + GRACE_MS,
    options: '-c default_transaction_read_only=on -c datestyle=ISO',
    types: { getTypeParser: () => (text: string) => text } as never,
  })
  client.on('error', () => {})
  const session = new PostgresSession(client)
  try {
    await client.connect()
  } catch (error) {
    session.end()
    throw faultOf(error)
  }
  return session
}

class PostgresSession implements PbxDatabaseSession {
  constructor(private readonly client: pg.Client) {}

  async query(text: string, values: readonly string[] = []): Promise<PbxRow[]> {
    try {
      const { rows } = await this.client.query<(string | null)[]>({
        ...{ text: numbered(text), values: [...values], rowMode: 'array' },
      })
      return rows
    } catch (error) {
      throw faultOf(error)
    }
  }

  end(): void {
    // `end` of a connection that never stood would wait for ever.
    ;(this.client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy()
  }
}

/** `?, ?` as PostgreSQL numbers them. */
function numbered(text: string): string {
  let number = 0
  return text.replaceAll('?', () => `$${++number}`)
}
