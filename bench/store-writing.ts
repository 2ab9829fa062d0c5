import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PGlite } from '@electric-sql/pglite'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { newId } from '../src/platform/ids.ts'
import { openStore } from '../src/platform/store/open.ts'
import type { Store } from '../src/platform/store/store.ts'
import { type Outcome, printOutcomes } from './support/outcome.ts'
import { median } from './support/statistics.ts'
import { columnsOf, isoInstant, mysqlInstant, textOf } from './support/table.text.ts'

/**
 * Calls written per second, 26 columns each. The floor is the database's own way to load rows, COPY or LOAD
 * DATA, from text written by hand, into the table as it is with its indexes. Ours writes what is new and
 * what is newer, in batches of 1,000 as the journal hands them over. The peer is drizzle's insert.
 */

const ROWS = 20_000
const BATCH = 1_000
const ROUNDS = 3

type CallRow = Store['tables']['calls']['$inferInsert']

interface Contender {
  name: string
  /** A goal for the ratio to the floor. */
  goal?: number
  /** A goal for the ratio to drizzle's insert. */
  goalOverDrizzle?: number
  write(rows: CallRow[]): Promise<void>
}

interface Contest {
  engine: string
  store: Store
  contenders: Contender[]
  /** Leaves the primary key only. */
  dropIndex?: (name: string) => Promise<unknown>
  end(): Promise<void>
}

function makeCalls(count: number): CallRow[] {
  const tenantId = newId()
  const pbxId = newId()
  const queues = Array.from({ length: 20 }, newId)
  const agents = Array.from({ length: 200 }, newId)
  const began = Date.parse('2026-03-01T08:00:00Z')
  return Array.from({ length: count }, (_, n) => {
    const startedAt = new Date(began + n * 137)
    const answered = n % 5 !== 0
    return {
      id: newId(),
      tenantId,
      pbxId,
      linkedid: `17723664${n}.${n}`,
      version: 7,
      direction: 'INBOUND',
      state: 'ENDED',
      disposition: answered ? 'ANSWERED' : 'ABANDONED',
      fromNumber: `+57300${1_000_000 + n}`,
      fromName: 'José Peña 😀',
      toNumber: '6000',
      did: '6015550000',
      queueId: queues[n % 20]!,
      agentId: answered ? agents[n % 200]! : null,
      startedAt,
      answeredAt: answered ? new Date(startedAt.getTime() + 5_250) : null,
      endedAt: new Date(startedAt.getTime() + 65_500),
      waitSeconds: 5.25,
      talkSeconds: answered ? 60.25 : 0,
      holdSeconds: 0,
      durationSeconds: 65.5,
      transferCount: 0,
      hangupCause: 16,
      endReason: 'HANGUP',
      recording: `/2026/03/01/queue-6000-${n}.wav`,
      mergedIntoId: null,
    }
  })
}

const ours = (store: Store, goalOverDrizzle?: number): Contender => ({
  name: 'ours',
  goal: 0.35,
  ...(goalOverDrizzle !== undefined && { goalOverDrizzle }),
  async write(rows) {
    for (let at = 0; at < rows.length; at += BATCH)
      await store.bulkUpsert(store.tables.calls, rows.slice(at, at + BATCH), {
        key: ['id'],
        newer: 'version',
      })
  },
})

const drizzle = (store: Store): Contender => ({
  name: "drizzle's insert",
  async write(rows) {
    for (let at = 0; at < rows.length; at += BATCH)
      await store.insert(store.tables.calls, rows.slice(at, at + BATCH))
  },
})

async function postgresContest(): Promise<Contest> {
  const admin = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const name = `centralita_bench_${process.pid}`
  const server = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 2_000 })
  await server.connect()
  await server.query(`create database ${name}`)
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href
  const store = await openStore(url)
  const { properties, names } = columnsOf(store.tables.calls)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const copy: Contender = {
    name: 'COPY (floor)',
    write: (rows) =>
      pipeline(
        Readable.from(textOf(rows, properties, isoInstant)),
        client.query(copyFrom(`copy calls (${names}) from stdin`)),
      ),
  }
  return {
    engine: 'PostgreSQL',
    store,
    contenders: [copy, ours(store, 10), drizzle(store)],
    dropIndex: (index) => client.query(`drop index ${index}`),
    async end() {
      await client.end()
      await store.close()
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}

async function mariadbContest(): Promise<Contest> {
  const admin = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
  const name = `centralita_bench_${process.pid}`
  const server = await createConnection({ uri: admin, connectTimeout: 2_000 })
  await server.query(`create database ${name} character set utf8mb4`)
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href
  const store = await openStore(url)
  const { properties, names } = columnsOf(store.tables.calls)
  const client = await createConnection({ uri: url, charset: 'utf8mb4_bin' })
  const load: Contender = {
    name: 'LOAD DATA (floor)',
    async write(rows) {
      await client.query({
        sql: `load data local infile 'calls' into table calls character set utf8mb4 (${names})`,
        infileStreamFactory: () => Readable.from(textOf(rows, properties, mysqlInstant)).map(Buffer.from),
      })
    },
  }
  return {
    engine: 'MariaDB',
    store,
    contenders: [load, ours(store), drizzle(store)],
    dropIndex: (index) => client.query(`drop index ${index} on calls`),
    async end() {
      await client.end()
      await store.close()
      await server.query(`drop database ${name}`)
      await server.end()
    },
  }
}

async function pgliteContest(): Promise<Contest> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-bench-'))
  const store = await openStore(join(folder, 'store'))
  const { properties, names } = columnsOf(store.tables.calls)
  // The floor needs a database of its own, for a folder bears one process only; it starts with our tables.
  await (await openStore(join(folder, 'floor'))).close()
  const floor = await PGlite.create(join(folder, 'floor'))
  const copy: Contender = {
    name: 'COPY (floor)',
    async write(rows) {
      await floor.query('truncate calls')
      const blob = new Blob([...textOf(rows, properties, isoInstant)])
      await floor.query(`copy calls (${names}) from '/dev/blob'`, [], { blob })
    },
  }
  return {
    engine: 'PGlite on disk',
    store,
    contenders: [copy, ours(store), drizzle(store)],
    async end() {
      await floor.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs the contenders in turn, one warm-up round first. */
async function measure(
  { engine, store, contenders }: Contest,
  table: string,
  rounds: number,
): Promise<Outcome[]> {
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = -1; round < rounds; round += 1)
    for (const { name, write } of contenders) {
      await store.delete(store.tables.calls, undefined)
      const rows = makeCalls(ROWS)
      const began = performance.now()
      await write(rows)
      if (round >= 0) rates.get(name)!.push((ROWS / (performance.now() - began)) * 1_000)
    }
  const rate = (name: string) => ({ name, value: median(rates.get(name)!) })
  const floor = rate(contenders[0]!.name)
  const peer = rate("drizzle's insert")
  const figure = { measure: `calls written, ${engine}, ${table}`, unit: 'rows/s', ours: rate('ours').value }
  const { goal, goalOverDrizzle } = contenders.find(({ name }) => name === 'ours')!
  return [
    { ...figure, against: floor, ...(goal !== undefined && { goal: { atLeast: goal } }) },
    {
      ...{ ...figure, against: peer },
      ...(goalOverDrizzle !== undefined && { goal: { atLeast: goalOverDrizzle } }),
    },
  ]
}

const contests = { postgres: postgresContest, mariadb: mariadbContest, pglite: pgliteContest }

/** Rows per second on every engine that answers, or one. */
export async function run({ quick, only }: { quick: boolean; only?: string }): Promise<Outcome[]> {
  const rounds = quick ? 1 : ROUNDS
  const outcomes: Outcome[] = []
  for (const [name, prepare] of Object.entries(contests)) {
    if (only && only !== name) continue
    let contest: Contest
    try {
      contest = await prepare()
    } catch (error) {
      console.log(`${name}: skipped, ${(error as Error).message}`)
      continue
    }
    try {
      outcomes.push(...(await measure(contest, 'four indexes', rounds)))
      if (!contest.dropIndex) continue
      for (const index of ['calls_time', 'calls_queue', 'calls_agent', 'calls_open'])
        await contest.dropIndex(index)
      outcomes.push(...(await measure(contest, 'primary key only', rounds)))
    } finally {
      await contest.end()
    }
  }
  return outcomes
}

if (process.argv[1] === import.meta.filename) {
  const only = process.argv.slice(2).find((each) => !each.startsWith('--'))
  const quick = process.argv.includes('--quick')
  printOutcomes(await run({ quick, ...(only !== undefined && { only }) }))
}
