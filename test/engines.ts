import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { EmbeddedDriver } from '../src/platform/store/driver.embedded.ts'
import { lockFolder } from '../src/platform/store/folder.lock.ts'
import { migrationsFolder, packageFolder } from '../src/platform/store/migrations.ts'
import { openStore, type StoreOptions } from '../src/platform/store/open.ts'
import type { Store } from '../src/platform/store/store.ts'

export type EngineName = 'pglite' | 'postgres' | 'mariadb'

/** Opens the test file's own database; once more after closing gives the same data, if `lasting`. */
export type OpenStore = (options?: StoreOptions) => Promise<Store>

export interface Engine {
  readonly name: EngineName
  /** What to give `openStore`; known once the tests run. */
  readonly url: () => string
}

export interface EngineOptions {
  /** The embedded database lies in a folder instead of in memory, so that it survives being closed. */
  lasting?: boolean
  /** Leaves engines out for which the story has no meaning. */
  only?: EngineName[]
}

interface Place {
  url: string
  remove(): Promise<void>
}

interface Server {
  name: EngineName
  /** Why it cannot be used here; undefined when it can. */
  missing?: string
  create(options: EngineOptions): Promise<Place>
}

const servers: Server[] = [
  { name: 'pglite', create: async ({ lasting }) => embeddedPlace(lasting ?? false) },
  await postgresServer(),
  await mariadbServer(),
]

/**
 * Tells the same story on PGlite, PostgreSQL and MariaDB, each with an empty migrated database of its own
 * that is dropped afterwards. An engine that does not answer is skipped, and the name of the skipped suite
 * says why; under CI it fails.
 */
export function describeOnEveryEngine(
  name: string,
  story: (open: OpenStore, engine: Engine) => void,
  options: EngineOptions = {},
): void {
  for (const server of servers) {
    if (options.only && !options.only.includes(server.name)) continue
    if (!server.missing) describe(`${name} (${server.name})`, () => tell(server, story, options))
    else if (process.env.CI)
      test(`${name} (${server.name})`, () => {
        throw new Error(`Under CI every engine must answer: ${server.missing}`)
      })
    else
      describe.skip(`${name} (${server.name}: skipped, ${server.missing})`, () =>
        tell(server, story, options))
  }
}

function tell(server: Server, story: (open: OpenStore, engine: Engine) => void, options: EngineOptions) {
  const opened = new Set<Store>()
  let place: Place | undefined
  beforeAll(async () => {
    place = await server.create(options)
  }, 60_000)
  afterAll(async () => {
    for (const store of opened) await store.close()
    await place?.remove()
  }, 30_000)
  const open: OpenStore = async (storeOptions = {}) => {
    const template = server.name === 'pglite' ? { template: await embeddedTemplate() } : {}
    const store = await openStore(place!.url, { ...template, ...storeOptions })
    opened.add(store)
    return store
  }
  story(open, { name: server.name, url: () => place!.url })
}

const databaseName = () => `centralita_test_${process.pid}_${randomBytes(4).toString('hex')}`

function embeddedPlace(lasting: boolean): Place {
  if (!lasting) return { url: 'memory:', remove: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'centralita-'))
  return {
    url: join(folder, 'store'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A dump of a migrated embedded store, made once for each state of the migrations and kept. */
export async function embeddedTemplate(): Promise<string> {
  const folder = join(packageFolder(), 'node_modules', '.cache', 'centralita')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `store-${migrationsHash()}.tar`)
  while (!existsSync(file)) {
    let unlock: () => void
    try {
      unlock = lockFolder(file)
    } catch {
      // Another test file makes it just now.
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    try {
      if (!existsSync(file)) await makeTemplate(file)
    } finally {
      unlock()
    }
  }
  return file
}

async function makeTemplate(file: string) {
  const driver = new EmbeddedDriver({})
  await driver.start()
  await driver.migrate()
  await driver.dump(`${file}.new`)
  await driver.close()
  for (const name of readdirSync(dirname(file)))
    if (name.startsWith('store-') && name.endsWith('.tar')) rmSync(join(dirname(file), name))
  renameSync(`${file}.new`, file)
}

function migrationsHash(): string {
  const hash = createHash('sha256')
  const folder = migrationsFolder('postgres')
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)))
  hash.update(readFileSync(join(folder, 'meta', '_journal.json')))
  const pglite = join(packageFolder(), 'node_modules', '@electric-sql', 'pglite', 'package.json')
  return hash.update(readFileSync(pglite)).digest('hex').slice(0, 16)
}

async function postgresServer(): Promise<Server> {
  const admin = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 2_000 })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  return {
    name: 'postgres',
    ...(await missing(() => run('select 1'), admin)),
    create: async () => {
      const name = databaseName()
      await run(`create database ${name}`)
      return {
        url: Object.assign(new URL(admin), { pathname: `/${name}` }).href,
        remove: () => run(`drop database if exists ${name} with (force)`),
      }
    },
  }
}

async function mariadbServer(): Promise<Server> {
  const admin = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
  const run = async (statement: string) => {
    const connection = await createConnection({ uri: admin, connectTimeout: 2_000 })
    await connection.query(statement).finally(() => connection.end())
  }
  return {
    name: 'mariadb',
    ...(await missing(() => run('select 1'), admin)),
    create: async () => {
      const name = databaseName()
      await run(`create database ${name} character set utf8mb4`)
      return {
        url: Object.assign(new URL(admin), { pathname: `/${name}` }).href,
        remove: () => run(`drop database if exists ${name}`),
      }
    },
  }
}

async function missing(knock: () => Promise<void>, url: string): Promise<{ missing?: string }> {
  try {
    await knock()
    return {}
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return { missing: `${new URL(url).host} does not answer: ${code ?? message}` }
  }
}
