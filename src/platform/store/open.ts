import { explain, isUnavailable } from './faults.ts'
import { lockFolder } from './folder.lock.ts'
import { Store } from './store.ts'

export interface StoreOptions {
  /** The most connections to a server at once; 10 by default. */
  connections?: number
  /** The longest a server may take for one statement; 15,000 by default. The embedded store has no limit. */
  statementMs?: number
  /** A dump of a migrated embedded store to begin from where there is none yet. */
  template?: string
  /** How long to go on trying while the database server is away; by default one try. */
  patienceMs?: number
  /** Told each time a try has failed and another follows. */
  onWait?: (error: Error) => void
}

const RETRY_MS = 500

/**
 * Opens and migrates the store named by a URL: `postgres://…`, `mysql://…` or `mariadb://…`, or a folder for
 * the embedded one (`memory:` keeps nothing).
 * @throws DomainError DATABASE_UNAVAILABLE, or STORE_IN_USE when another process has the folder.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const giveUpAt = performance.now() + (options.patienceMs ?? 0)
  for (;;)
    try {
      return await open(url, options)
    } catch (error) {
      const cause = explain(error, 'opening the store')
      if (!isUnavailable(cause) || performance.now() >= giveUpAt) throw cause
      options.onWait?.(cause)
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
}

function open(url: string, options: StoreOptions): Promise<Store> {
  switch (URL.canParse(url) ? new URL(url).protocol : '') {
    case 'postgres:':
    case 'postgresql:':
      return openPostgres(url, options)
    case 'mysql:':
    case 'mariadb:':
      return openMysql(url, options)
    default:
      return openEmbedded(url, options)
  }
}

async function openPostgres(url: string, { connections, statementMs }: StoreOptions): Promise<Store> {
  const { PostgresDriver } = await import('./driver.postgres.ts')
  const driver = new PostgresDriver(url, {
    ...(connections !== undefined && { size: connections }),
    ...(statementMs !== undefined && { statementMs }),
  })
  return migrated(driver)
}

async function openMysql(url: string, { connections, statementMs }: StoreOptions): Promise<Store> {
  const { MysqlDriver } = await import('./driver.mysql.ts')
  return migrated(new MysqlDriver(url, connections, statementMs))
}

async function openEmbedded(url: string, { template }: StoreOptions): Promise<Store> {
  const { EmbeddedDriver } = await import('./driver.embedded.ts')
  const folder = url === 'memory:' ? undefined : url.replace(/^file:(\/\/)?/, '')
  const unlock = folder === undefined ? () => {} : lockFolder(folder)
  const driver = new EmbeddedDriver({ folder, template, onClosed: unlock })
  try {
    await driver.start()
  } catch (error) {
    unlock()
    throw error
  }
  return migrated(driver)
}

async function migrated(driver: ConstructorParameters<typeof Store>[0]): Promise<Store> {
  try {
    await driver.migrate()
  } catch (error) {
    await driver.close()
    throw error
  }
  return new Store(driver)
}
