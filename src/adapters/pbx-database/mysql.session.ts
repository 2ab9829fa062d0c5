import type { TypeCastField } from 'mysql2'
import { type Connection, createConnection } from 'mysql2/promise'
import { textOf } from './column.text.ts'
import {
  type PbxDatabaseAddress,
  type PbxDatabaseLimits,
  type PbxDatabaseSession,
  type PbxRow,
  tlsOptions,
} from './database.address.ts'
import { faultOf } from './database.faults.ts'

/** Old servers, such as the MariaDB 5.5 of Issabel 4, know only some of these; what they refuse is left out. */
const wishes = (queryMs: number) => [
  'set session transaction read only',
  `set session max_statement_time = ${queryMs / 1_000}`,
  `set session max_execution_time = ${queryMs}`,
]

/**
 * Signs in at a MySQL or MariaDB, from version 5.5 on, to read. Bytes come as they are kept, and times as the
 * text they were written as: the session keeps the server's own time zone, so that nothing shifts them.
 * @throws DomainError as `faultOf` tells it.
 */
export async function openMysqlSession(
  { host, port, database, username, secret, tls }: PbxDatabaseAddress,
  { connectMs, queryMs }: PbxDatabaseLimits,
): Promise<PbxDatabaseSession> {
  let connection: Connection
  try {
    connection = await createConnection({
      ...{ host, port, database, user: username, password: secret },
      connectTimeout: connectMs,
      ...(tls && { ssl: { ...tlsOptions(tls), verifyIdentity: tls.isVerified } }),
      // A server that is not what it says must not ask this machine for its files.
      flags: ['-LOCAL_FILES'],
    })
  } catch (error) {
    throw faultOf(error)
  }
  connection.on('error', () => {})
  const session = new MysqlSession(connection, queryMs)
  await session.query('set character_set_results = null')
  for (const wish of wishes(queryMs)) await connection.query(wish).catch(() => {})
  return session
}

class MysqlSession implements PbxDatabaseSession {
  constructor(
    private readonly connection: Connection,
    private readonly queryMs: number,
  ) {}

  async query(sql: string, values: readonly string[] = []): Promise<PbxRow[]> {
    try {
      const [rows] = await this.connection.query({
        ...{ sql, values: [...values], timeout: this.queryMs, rowsAsArray: true },
        typeCast: (field: TypeCastField) => textOf(field.buffer()),
      })
      return Array.isArray(rows) ? (rows as unknown as PbxRow[]) : []
    } catch (error) {
      throw faultOf(error)
    }
  }

  end(): void {
    this.connection.destroy()
  }
}
