import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Connection } from 'mysql2/promise'

/** Table, column, index or foreign key exists already; column or key to drop is gone already. */
const DONE_BEFORE = new Set([1050, 1060, 1061, 1826, 1091])
/** "Can't create table … (errno: 121 duplicate key)": MariaDB's words for a foreign key that exists. */
const isForeignKeyThere = ({ errno, message }: Fault) => errno === 1005 && /errno: 121/.test(message)

interface Fault {
  errno?: number
  message: string
}

/**
 * Brings a MySQL or MariaDB schema up to date. Its DDL is not transactional, and drizzle's own migrator never
 * gets over a migration that was cut short; here what was done of one is passed over when it is done again.
 */
export async function migrateMysql(connection: Connection, migrationsFolder: string): Promise<void> {
  await connection.query(
    'create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  )
  const [rows] = await connection.query('select max(created_at) as latest from __drizzle_migrations')
  const latest = Number((rows as { latest: string | null }[])[0]?.latest ?? 0)
  for (const { folderMillis, hash, sql } of readMigrationFiles({ migrationsFolder })) {
    if (folderMillis <= latest) continue
    for (const statement of sql) await runOnce(connection, statement)
    await connection.query('insert into __drizzle_migrations (hash, created_at) values (?, ?)', [
      hash,
      folderMillis,
    ])
  }
}

async function runOnce(connection: Connection, statement: string): Promise<void> {
  try {
    await connection.query(statement)
  } catch (error) {
    const fault = error as Fault
    if (!DONE_BEFORE.has(fault.errno ?? 0) && !isForeignKeyThere(fault)) throw error
  }
}
