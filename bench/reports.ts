import 'reflect-metadata'
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
import type { Store } from '../src/platform/store/store.ts'
import { Viewer } from '../src/platform/viewer.ts'
import { agentsByHand, type ByHand, fromFacts, queuesByHand } from './reports/by.hand.ts'
import { type Center, centerOf, fillings, OPEN_HOURS, openCenter, TIME_ZONE } from './reports/center.ts'
import { ENGINES, type Engine } from './reports/engines.ts'
import type { Outcome } from './support/outcome.ts'
import { median, percentile } from './support/statistics.ts'

/**
 * A day's and a month's report over 10 million visits of 20 queues and 200 agents, as the service makes them
 * (`--visits=…` for others, `--engine=mariadb` for one alone, `--keep=NAME` for a database that stays and is not filled
 * again). Beside each: SQL by hand over the same rows of the rollups, one statement after the other, which is the
 * floor, and grouping the facts themselves, which is what one would do without rollups.
 */

const VISITS = 10_000_000
const QUICK_VISITS = 200_000
const VISITS_A_DAY = 25_000
const HOUR_MS = 3_600_000
/** A server that has been asked before has compiled what it runs. */
const WARMING_ROUNDS = 40
const GOAL_MS = { day: 20, month: 100 }

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
  for (const table of [
    'queue_quarters',
    'queue_days',
    'agent_days',
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
 * Closes the hours of agents but the last two: calls that began in these go on, as they do in the first minutes of
 * an hour, when a report has most to ask of the facts.
 */
async function closeHours({ store, run, name }: Engine, center: Center): Promise<void> {
  const rollups = rollupsOf(store, center)
  await rollups.closeHours(center.tenantId, center.now)
  await run(`${name === 'MariaDB' ? 'analyze table' : 'vacuum analyze'} agent_hours`)
  await rollups.refresh(center.tenantId, {
    visits: center.queueIds.map((queueId) => ({
      queueId,
      fromMs: center.now.getTime() - OPEN_HOURS * HOUR_MS,
      untilMs: center.now.getTime(),
    })),
  })
}

async function times(
  rounds: number,
  contenders: readonly (() => Promise<unknown>)[],
  warmingRounds = WARMING_ROUNDS,
): Promise<number[][]> {
  const taken = contenders.map(() => [] as number[])
  for (let round = -warmingRounds; round < rounds; round++)
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
  const soFar = { fromMs: calendar.startMs(today), untilMs: center.now.getTime() }
  const periods: [name: ReportPeriodName, words: string, goalMs: number, hand: ByHand][] = [
    ['YESTERDAY', 'a day', GOAL_MS.day, { days: [today - 1, today - 1], today: undefined }],
    ['TODAY', 'today, which goes on', GOAL_MS.day, { days: undefined, today: soFar }],
    [
      'LAST_30_DAYS',
      '30 days, today among them',
      GOAL_MS.month,
      { days: [today - 29, today - 1], today: soFar },
    ],
  ]
  for (const [name, words, goalMs, hand] of periods) {
    const whole = { period: { name }, compareWithPrevious: false }
    const queues = () => queueReports.report(viewer, whole)
    const agents = () => agentReports.report(viewer, whole)
    // Both have to tell of something, or they are fast for nothing.
    if ((await queues()).total.answered === 0 || (await agents()).agents.length === 0)
      throw new Error(`The report of ${words} is empty.`)
    const all = (statements: readonly string[]) => async () => {
      for (const statement of statements) await engine.run(statement)
    }
    const [first, after] = [hand.days?.[0] ?? today, hand.today ? today + 1 : today]
    const facts = fromFacts(engine, center, {
      fromMs: calendar.startMs(first),
      untilMs: calendar.startMs(after),
    })
    const [queueMs, queueFloorMs] = await times(rounds, [queues, all(queuesByHand(engine, center, hand))])
    const [agentMs, agentFloorMs] = await times(rounds, [agents, all(agentsByHand(engine, center, hand))])
    const [factsMs] = await times(2, [() => engine.run(facts)], 1)
    for (const [report, taken, floor] of [
      ['queueReport', queueMs!, queueFloorMs!],
      ['agentReport', agentMs!, agentFloorMs!],
    ] as const) {
      const label = `${report} of ${words}, ${engine.name}`
      for (const [share, part] of [
        [0.5, 'p50'],
        [0.95, 'p95'],
      ] as const) {
        const ours = percentile(taken, share)
        outcomes.push(
          { measure: `${label}, ${part}`, unit: 'ms', ours, goal: { atMost: goalMs } },
          {
            ...{ measure: `${label}, ${part}, beside SQL by hand`, unit: 'ms', ours },
            against: { name: 'floor', value: percentile(floor, share) },
          },
        )
      }
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
      await closeHours(engine, center)
      outcomes.push(...(await measure(engine, center, quick ? 20 : 100)))
    } finally {
      await engine.end()
    }
  }
  return outcomes
}
