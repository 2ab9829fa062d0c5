import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/platform/store/open.ts'
import { Callers } from './list-stored/callers.ts'
import type { Order } from './list-stored/order.ts'
import { CALLS, QUERY, seed } from './list-stored/rows.ts'
import { signIn, startApp } from './support/app.ts'
import { createDatabase } from './support/database.ts'
import { type Benchmark, type Outcome, printOutcomes } from './support/outcome.ts'
import { ask, cpuMicros, end, start } from './support/process.ts'
import { median } from './support/statistics.ts'

/**
 * A page of 50 calls with queue and agent out of 100,000 in a real PostgreSQL: requests per second under eight
 * callers, and CPU of the server's process for each request, beside a handler written by hand and a stock server.
 */

const VARIANTS = ['floor', 'ours', 'stock'] as const
type Variant = (typeof VARIANTS)[number]
const CONCURRENCY = 8

interface Server {
  readonly process: ChildProcess
  readonly callers: Callers
  readonly rates: number[]
  readonly micros: number[]
}

/** A database with a tenant, its administrator and a month of calls. */
async function prepare(databaseUrl: string, dataFolder: string): Promise<Order> {
  const { app, port, firstPassword } = await startApp({ DATABASE_URL: databaseUrl, DATA_DIR: dataFolder })
  await signIn(port, firstPassword)
  await app.stop()
  const store = await openStore(databaseUrl)
  const [tenant] = await store.select().from(store.tables.tenants)
  await seed(store, tenant!.id)
  await store.close()
  return { databaseUrl, dataFolder, tenantId: tenant!.id, token: 'whoever-has-this-may-read' }
}

async function open(variant: Variant, order: Order): Promise<Server> {
  const process = start(new URL(`list-stored/${variant}.ts`, import.meta.url))
  const { port, token } = await ask<{ port: number; token: string }>(process, order)
  return { process, callers: new Callers(port, token, QUERY, CONCURRENCY), rates: [], micros: [] }
}

async function measure({ process, callers, rates, micros }: Server, durationMs: number): Promise<void> {
  const before = cpuMicros(process.pid!)
  const began = performance.now()
  const answers = await callers.load(durationMs)
  rates.push((answers / (performance.now() - began)) * 1000)
  micros.push((cpuMicros(process.pid!) - before) / answers)
}

async function demandEqualAnswers(servers: ReadonlyMap<Variant, Server>): Promise<void> {
  const answers = new Set<string>()
  for (const { callers } of servers.values()) answers.add((await callers.sample()).trim())
  const [answer] = answers
  if (answers.size !== 1 || JSON.parse(answer!).data.calls.nodes.length !== 50)
    throw new Error(`the variants differ:\n${[...answers].map((each) => each.slice(0, 600)).join('\n')}`)
}

export const run: Benchmark = async ({ quick }) => {
  const [rounds, roundMs, warmMs] = quick ? [3, 2_000, 2_000] : [5, 6_000, 5_000]
  const database = await createDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'centralita-bench-'))
  const servers = new Map<Variant, Server>()
  try {
    const order = await prepare(database.url, dataFolder)
    await database.analyze()
    for (const variant of VARIANTS) servers.set(variant, await open(variant, order))
    await demandEqualAnswers(servers)
    for (const { callers } of servers.values()) await callers.load(warmMs)
    for (let round = 0; round < rounds; round++)
      for (const server of servers.values()) await measure(server, roundMs)
    return outcomes(servers)
  } finally {
    for (const { process } of servers.values()) await end(process)
    await database.drop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

function outcomes(servers: ReadonlyMap<Variant, Server>): Outcome[] {
  const rate = (variant: Variant) => median(servers.get(variant)!.rates)
  const micros = (variant: Variant) => median(servers.get(variant)!.micros)
  const measure = `list of 50 of ${CALLS.toLocaleString('en')} calls from PostgreSQL`
  const [ours, cpu] = [rate('ours'), micros('ours')]
  return [
    {
      ...{ measure, unit: 'requests/s', ours },
      against: { name: 'by hand', value: rate('floor') },
      goal: { atLeast: 0.8 },
    },
    {
      ...{ measure, unit: 'requests/s', ours },
      against: { name: 'stock', value: rate('stock') },
      goal: { atLeast: 4 },
    },
    {
      ...{ measure: `${measure}, CPU`, unit: 'µs/request', ours: cpu },
      against: { name: 'by hand', value: micros('floor') },
    },
    {
      ...{ measure: `${measure}, CPU`, unit: 'µs/request', ours: cpu },
      against: { name: 'stock', value: micros('stock') },
    },
  ]
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))
