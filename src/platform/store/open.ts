import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { Database } from './database.ts'
import { mysql, postgres } from './dialect.ts'

type Drizzle = PgDatabase<PgQueryResultHKT>
const casing = 'snake_case'

/**
 * Opens and migrates the store named by a URL:
 * `postgres://…`, `mysql://…` (MySQL or MariaDB), or a folder for the embedded one (`memory:` keeps nothing).
 */
export async function openDatabase(url: string): Promise<Database> {
  switch (new URL(url, 'file:').protocol) {
    case 'postgres:':
    case 'postgresql:':
      return openPostgres(url)
    case 'mysql:':
    case 'mariadb:':
      return openMysql(url)
    default:
      return openEmbedded(url)
  }
}

async function openPostgres(url: string) {
  const [{ Pool }, { drizzle }, { migrate }] = await Promise.all([
    import('pg').then((m) => m.default),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ])
  const pool = new Pool({ connectionString: url })
  const lock = await pool.connect()
  try {
    await lock.query('select pg_advisory_lock(727272)')
    await migrate(drizzle(lock), { migrationsFolder: 'drizzle/postgres' })
    await lock.query('select pg_advisory_unlock(727272)')
  } finally {
    lock.release()
  }
  return new Database(drizzle(pool, { casing }) as unknown as Drizzle, postgres, () => pool.end())
}

async function openMysql(url: string) {
  const [{ createPool }, { drizzle }, { migrate }] = await Promise.all([
    import('mysql2/promise'),
    import('drizzle-orm/mysql2'),
    import('drizzle-orm/mysql2/migrator'),
  ])
  const pool = createPool({ uri: url.replace(/^mariadb:/, 'mysql:'), timezone: 'Z', jsonStrings: true })
  const lock = await pool.getConnection()
  try {
    await lock.query("select get_lock('store.migrate', 600)")
    await migrate(drizzle(lock as never), { migrationsFolder: 'drizzle/mysql' })
    await lock.query("select release_lock('store.migrate')")
  } finally {
    lock.release()
  }
  return new Database(drizzle(pool as never, { casing }) as unknown as Drizzle, mysql, () => pool.end())
}

async function openEmbedded(url: string) {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ])
  const folder = url === 'memory:' ? undefined : url.replace(/^file:(\/\/)?/, '')
  const unlock = folder ? lockFolder(folder) : () => {}
  const client = await PGlite.create(folder ?? 'memory://')
  const db = drizzle(client, { casing })
  await migrate(db, { migrationsFolder: 'drizzle/postgres' })
  return new Database(db as unknown as Drizzle, postgres, async () => {
    await client.close()
    unlock()
  })
}

/** Two processes on one PGlite folder destroy it, and PGlite lets them; so one process holds it. */
function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch {
    const holder = Number(readFileSync(file, 'utf8'))
    if (isRunning(holder)) throw new Error(`${folder} is in use by process ${holder}.`)
    writeFileSync(file, String(process.pid))
  }
  return () => rmSync(file, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
