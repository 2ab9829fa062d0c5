import 'reflect-metadata'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { AgentService } from '../src/domains/agents/agent.service.ts'
import { AgentStore } from '../src/domains/agents/agent.store.ts'
import { QueueService } from '../src/domains/queues/queue.service.ts'
import { QueueStore } from '../src/domains/queues/queue.store.ts'
import type { ReportPeriodName } from '../src/domains/reports/periods/period.types.ts'
import { makeReports } from '../src/domains/reports/report.module.ts'
import { RollupService } from '../src/domains/reports/rollups/rollup.service.ts'
import { SettingsService } from '../src/domains/reports/settings/settings.service.ts'
import { SettingsStore } from '../src/domains/reports/settings/settings.store.ts'
import { newId } from '../src/platform/ids.ts'
import { LocalCalendar } from '../src/platform/local.calendar.ts'
import { openStore } from '../src/platform/store/open.ts'
import type { Store } from '../src/platform/store/store.ts'
import { Viewer } from '../src/platform/viewer.ts'
import {
  type Center,
  type Counting,
  centerOf,
  fillings,
  mariadbCounting,
  openCenter,
  postgresCounting,
  TIME_ZONE,
} from './reports/center.ts'
import type { Outcome } from './support/outcome.ts'
import { median, percentile } from './support/statistics.ts'

/**
 * A day's and a month's report over 10 million visits of 20 queues and 200 agents (`--visits=…` for others, `--engine=mariadb` for one alone), as
 * the service makes them. Beside each: SQL by hand over the same rows of the rollups, which is the floor, and
 * grouping the facts themselves, which is what one would do without rollups.
 */

const VISITS = 10_000_000
const QUICK_VISITS = 200_000
const VISITS_A_DAY = 25_000
const HOUR_MS = 3_600_000
/** Of today, what is told by the facts. */
const OPEN_HOURS = 2
const GOAL_MS = { day: 20, month: 100 }

interface Engine {
  readonly name: string
  /** Whether there are facts in it from another run. */
  readonly isFilled: boolean
  readonly store: Store
  readonly counting: Counting
  run(statement: string): Promise<unknown>
  end(): Promise<void>
}

async function postgresEngine(kept?: string): Promise<Engine> {
  const admin = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const database = kept ?? `centralita_bench_${process.pid}`
  const server = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 2_000 })
  await server.connect()
  const { rowCount } = await server.query('select from pg_database where datname = $1', [database])
  if (!rowCount) await server.query(`create database ${database}`)
  const url = Object.assign(new URL(admin), { pathname: `/${database}` }).href
  const store = await openStore(url, { statementMs: 600_000 })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    name: 'PostgreSQL',
    isFilled: rowCount === 1,
    store,
    counting: postgresCounting,
    run: (statement) => client.query(statement),
    async end() {
      await client.end()
      await store.close()
      if (!kept) await server.query(`drop database ${database} with (force)`)
      await server.end()
    },
  }
}

async function mariadbEngine(kept?: string): Promise<Engine> {
  const admin = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306'
  const database = kept ?? `centralita_bench_${process.pid}`
  const server = await createConnection({ uri: admin, connectTimeout: 2_000 })
  const [found] = await server.query('show databases like ?', [database])
  const isFilled = (found as unknown[]).length > 0
  if (!isFilled) await server.query(`create database ${database} character set utf8mb4`)
  const url = Object.assign(new URL(admin), { pathname: `/${database}` }).href
  const store = await openStore(url, { statementMs: 600_000 })
  const client = await createConnection({ uri: url, charset: 'utf8mb4_bin', timezone: 'Z' })
  await client.query("set time_zone = '+00:00', group_concat_max_len = 67108864, unique_checks = 0")
  return {
    name: 'MariaDB',
    isFilled,
    store,
    counting: mariadbCounting,
    run: (statement) => client.query(statement),
    async end() {
      await client.end()
      await store.close()
      if (!kept) await server.query(`drop database ${database}`)
      await server.end()
    },
  }
}

/** Facts by SQL, without their other indexes meanwhile; then the rollups, as an import makes them. */
async function fill(engine: Engine, center: Center): Promise<void> {
  const { store, counting, run, name } = engine
  const isMariadb = name === 'MariaDB'
  const indexes = [
    ['visit_facts_time', 'visit_facts', 'tenant_id, joined_at, id'],
    ['visit_facts_queue', 'visit_facts', 'queue_id, joined_at'],
    ['visit_facts_agent', 'visit_facts', 'agent_id, joined_at'],
  ] as const
  for (const [index, table] of indexes) await run(`drop index ${index}${isMariadb ? ` on ${table}` : ''}`)
  const began = performance.now()
  for (const statement of fillings(center, counting)) await run(statement)
  for (const [index, table, columns] of indexes) await run(`create index ${index} on ${table} (${columns})`)
  for (const table of ['visit_facts', 'ring_facts', 'session_facts', 'pause_facts'])
    await run(`${isMariadb ? 'analyze table' : 'vacuum analyze'} ${table}`)
  const filled = performance.now()
  const rollups = rollupsOf(store, center)
  const calendar = LocalCalendar.of(TIME_ZONE)
  const first = calendar.dayOf(center.from.getTime())
  for (let day = first; day < first + center.days; day++)
    await rollups.refresh(center.tenantId, {
      visits: center.queueIds.map((queueId) => ({
        queueId,
        fromMs: calendar.startMs(day),
        untilMs: calendar.startMs(day + 1) - 1,
      })),
    })
  const quartered = performance.now()
  await rollups.closeDays(center.tenantId, center.now)
  await rollups.closeHours(center.tenantId, center.now)
  for (const table of [
    'queue_quarters',
    'queue_days',
    'agent_days',
    'agent_hours',
    'agent_session_days',
    'agent_pause_days',
  ])
    await run(`${isMariadb ? 'analyze table' : 'vacuum analyze'} ${table}`)
  const seconds = (from: number, until: number) => `${Math.round((until - from) / 1000)} s`
  console.log(
    `  ${name}: ${center.visits.toLocaleString('en')} visits of ${center.days} days in ${seconds(began, filled)}, ` +
      `quarters in ${seconds(filled, quartered)}, days in ${seconds(quartered, performance.now())}`,
  )
}

const rollupsOf = (store: Store, { now }: Center) =>
  new RollupService({
    store,
    clock: { now: () => now, ticks: () => performance.now() },
    onFault: (_, error) => {
      throw error
    },
  })

async function reportsOf(store: Store, { tenantId, now }: Center) {
  const clock = { now: () => now, ticks: () => performance.now() }
  const queues = new QueueService(new QueueStore(store), clock)
  await queues.load()
  const agents = new AgentService(new AgentStore(store))
  await agents.load()
  const reportSettings = new SettingsService(new SettingsStore(store))
  const viewer = new Viewer({
    userId: newId(),
    tenantId,
    role: 'ADMIN',
    permissions: new Set(['reports']),
    sessionId: newId(),
  })
  return {
    viewer,
    ...makeReports({ store, clock, timeZoneOf: () => TIME_ZONE, reportSettings, queues, agents }),
  }
}

/**
 * Opens the last two hours: calls that began in them go on, as they do in the first minutes of an hour, when a report
 * has most to ask of the facts.
 */
const openLastHours = ({ store }: Engine, center: Center) =>
  rollupsOf(store, center).refresh(center.tenantId, {
    visits: center.queueIds.slice(0, 1).map((queueId) => ({
      queueId,
      fromMs: center.now.getTime() - OPEN_HOURS * HOUR_MS,
      untilMs: center.now.getTime(),
    })),
  })

/** Sums that a report on queues needs, from rows of a rollup. */
const QUEUE_SUMS = [
  'offered answered abandoned timed_out left_empty left_by_key withdrawn incompatible lost waiting',
  'answered_wait_seconds abandoned_wait_seconds talk_seconds talk_unknown ring_seconds',
  'hung_up_by_caller hung_up_by_agent blind_transfers attended_transfers old_transfers',
]
  .join(' ')
  .split(' ')
  .map((name) => `sum(${name}) as ${name}`)
  .join(', ')

/** By hand: what the days of a report come to. */
function byHand({ name }: Engine, { tenantId }: Center, first: number, last: number) {
  const waits = (column: string) =>
    name === 'MariaDB'
      ? `group_concat(nullif(${column}, '') separator ',') as ${column}`
      : `string_agg(nullif(${column}, ''), ',') as ${column}`
  const days = `where tenant_id = '${tenantId}' and day between ${first} and ${last}`
  return {
    queues: [
      `select queue_id, ${QUEUE_SUMS}, max(longest_wait_seconds) as longest, ${waits('answered_waits')}, ${waits('abandoned_waits')} from queue_days ${days} group by queue_id`,
    ],
    agents: [
      `select agent_id, queue_id, sum(answered) as answered, sum(talk_seconds) as talk, sum(missed) as missed, sum(missed_long) as missed_long, sum(transfers) as transfers from agent_days ${days} group by agent_id, queue_id`,
      `select agent_id, queue_id, sum(seconds) as seconds, sum(sessions) as sessions from agent_session_days ${days} group by agent_id, queue_id`,
      `select agent_id, queue_id, kind, reason, sum(seconds) as seconds, sum(pauses) as pauses from agent_pause_days ${days} group by agent_id, queue_id, kind, reason`,
    ],
  }
}

/** Without rollups: the facts themselves, grouped. */
function fromFacts({ name }: Engine, { tenantId }: Center, fromMs: number, untilMs: number): string {
  const at = (ms: number) => {
    const iso = new Date(ms).toISOString()
    return name === 'MariaDB' ? `'${iso.slice(0, 19).replace('T', ' ')}'` : `'${iso}'`
  }
  return `select queue_id, count(*) as offered, sum(case when outcome = 'ANSWERED' then 1 else 0 end) as answered,
    sum(case when outcome = 'ABANDONED' then 1 else 0 end) as abandoned,
    sum(case when outcome = 'ANSWERED' and wait_seconds <= 20 then 1 else 0 end) as in_time, sum(talk_seconds) as talk
    from visit_facts where tenant_id = '${tenantId}' and joined_at >= ${at(fromMs)} and joined_at < ${at(untilMs)}
    group by queue_id`
}

async function times(rounds: number, contenders: readonly (() => Promise<unknown>)[]): Promise<number[][]> {
  const taken = contenders.map(() => [] as number[])
  for (let round = -3; round < rounds; round++)
    for (const [at, run] of contenders.entries()) {
      const began = performance.now()
      await run()
      if (round >= 0) taken[at]!.push(performance.now() - began)
    }
  return taken
}

async function measure(engine: Engine, center: Center, rounds: number): Promise<Outcome[]> {
  const { queueReports, agentReports, viewer } = await reportsOf(engine.store, center)
  const calendar = LocalCalendar.of(TIME_ZONE)
  const today = calendar.dayOf(center.now.getTime())
  const outcomes: Outcome[] = []
  const periods: [name: ReportPeriodName, words: string, goalMs: number, first: number, last: number][] = [
    ['YESTERDAY', 'a day', GOAL_MS.day, today - 1, today - 1],
    ['TODAY', 'today, which goes on', GOAL_MS.day, today, today],
    ['LAST_30_DAYS', '30 days, today among them', GOAL_MS.month, today - 29, today - 1],
  ]
  for (const [name, words, goalMs, first, last] of periods) {
    const hand = byHand(engine, center, first, last)
    const whole = { period: { name }, compareWithPrevious: false }
    const queues = () => queueReports.report(viewer, whole)
    const agents = () => agentReports.report(viewer, whole)
    // Both have to tell of something, or they are fast for nothing.
    if ((await queues()).total.answered === 0 || (await agents()).agents.length === 0)
      throw new Error(`The report of ${words} is empty.`)
    const all = (statements: readonly string[]) => async () => {
      for (const statement of statements) await engine.run(statement)
    }
    const facts = fromFacts(
      engine,
      center,
      calendar.startMs(first),
      calendar.startMs(Math.max(last, first) + 1),
    )
    const [queueMs, queueFloorMs] = await times(rounds, [queues, all(hand.queues)])
    const [agentMs, agentFloorMs] = await times(rounds, [agents, all(hand.agents)])
    const [factsMs] = await times(2, [() => engine.run(facts)])
    const hasFloor = name !== 'TODAY'
    for (const [report, taken, floor] of [
      ['queueReport', queueMs!, queueFloorMs!],
      ['agentReport', agentMs!, agentFloorMs!],
    ] as const) {
      const label = `${report} of ${words}, ${engine.name}`
      outcomes.push(
        { measure: `${label}, p50`, unit: 'ms', ours: median(taken), goal: { atMost: goalMs } },
        { measure: `${label}, p95`, unit: 'ms', ours: percentile(taken, 0.95), goal: { atMost: goalMs } },
      )
      if (hasFloor)
        outcomes.push({
          measure: `${label}, beside SQL by hand`,
          unit: 'ms',
          ours: median(taken),
          against: { name: 'floor', value: median(floor) },
        })
      if (report === 'queueReport')
        outcomes.push({
          measure: `${label}, beside grouping the facts`,
          unit: 'ms',
          ours: median(taken),
          against: { name: 'facts', value: median(factsMs!) },
        })
    }
  }
  return outcomes
}

const ENGINES = { postgres: postgresEngine, mariadb: mariadbEngine }

export async function run({ quick }: { quick: boolean }): Promise<Outcome[]> {
  const given = (name: string) => process.argv.find((each) => each.startsWith(name))?.slice(name.length)
  const visits = Number(given('--visits=') ?? (quick ? QUICK_VISITS : VISITS))
  const only = given('--engine=')
  const days = Math.max(31, Math.ceil(visits / VISITS_A_DAY))
  const outcomes: Outcome[] = []
  for (const [name, open] of Object.entries(ENGINES)) {
    if (only && only !== name) continue
    const engine = await open(given('--keep='))
    try {
      const center = centerOf(visits, days)
      if (!engine.isFilled) {
        await openCenter(engine.store, center)
        await fill(engine, center)
      }
      await openLastHours(engine, center)
      outcomes.push(...(await measure(engine, center, quick ? 20 : 60)))
    } finally {
      await engine.end()
    }
  }
  return outcomes
}
