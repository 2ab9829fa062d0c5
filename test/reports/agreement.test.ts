import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import { AgentTotalsStore } from '../../src/domains/reports/agents/agent.totals.store.ts'
import { coverByQuarters, coverOf, workCoverOf } from '../../src/domains/reports/periods/period.cover.ts'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { RollupStore } from '../../src/domains/reports/rollups/rollup.store.ts'
import { VisitTotalsStore } from '../../src/domains/reports/rollups/visit.totals.store.ts'
import { VisitTotals } from '../../src/domains/reports/rollups/visit.totals.ts'
import { newId } from '../../src/platform/ids.ts'
import { LocalCalendar } from '../../src/platform/local.calendar.ts'
import { startOfLocalDay } from '../../src/platform/local.day.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { NO_QUEUE, OPEN_END } from '../../src/platform/store/tables/facts.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { type Told, tell, tellSpans, tellWork, within } from './brute.force.ts'
import { ENDINGS, type Facts, OUTCOMES, pauseFact, ringFact, sessionFact, visitFact } from './facts.ts'

/** Where the clocks are changed, each with a day on which they are: at midnight, by half an hour, or by a whole day. */
const CHANGES: readonly (readonly [timeZone: string, day: string])[] = [
  ['America/Bogota', '2026-03-01'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Santiago', '2026-09-06'],
  ['America/Santiago', '2026-04-05'],
  ['America/Asuncion', '2023-10-01'],
  ['America/Havana', '2026-03-08'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Kathmandu', '2026-01-01'],
  ['Pacific/Apia', '2011-12-30'],
]
const HOUR_MS = 3_600_000

describe('Local days by number', () => {
  test('follow each other without gaps, as the day counters of boards have them, whatever the clocks do', () => {
    for (const [timeZone, day] of CHANGES) {
      const calendar = LocalCalendar.of(timeZone)
      const around = Date.parse(`${day}T12:00:00Z`) / 86_400_000
      for (let number = Math.floor(around) - 4; number < around + 4; number++) {
        const [from, until] = [calendar.startMs(number), calendar.startMs(number + 1)]
        expect(until, `${timeZone} ${number}`).toBeGreaterThanOrEqual(from)
        if (until === from) continue
        expect(calendar.dayOf(from)).toBe(number)
        expect(calendar.dayOf(until - 1)).toBe(number)
        expect(startOfLocalDay(new Date(until - 1), timeZone).getTime()).toBe(from)
        expect((until - from) / HOUR_MS).toSatisfy((hours: number) => hours >= 23 && hours <= 25)
      }
    }
    expect(LocalCalendar.of('America/Santiago').hourOf(Date.parse('2026-09-06T04:00:00Z'))).toBe(1)
  })
})

describeOnEveryEngine('Reports say the same as the facts', (open) => {
  let store: Store
  const queues = [newId(), newId(), newId()]
  const agents = [newId(), newId()]
  const RUNS = 12

  beforeAll(async () => {
    store = await open()
  })

  /** Some facts within four days around an instant, many of them where something changes. */
  const factsAround = (place: { tenantId: string; pbxId: string }, middleMs: number): fc.Arbitrary<Facts> => {
    const instant = fc
      .oneof(
        fc.integer({ min: -48 * 3600, max: 48 * 3600 }),
        fc.integer({ min: -200, max: 200 }).map((quarter) => quarter * 900),
        fc.integer({ min: -48, max: 48 }).map((hour) => hour * 3600 - 1),
      )
      .chain((seconds) => fc.constantFrom(0, 0, 1, 999).map((ms) => new Date(middleMs + seconds * 1000 + ms)))
    const queueId = fc.constantFrom(...queues)
    const agentId = fc.constantFrom(...agents)
    const seconds = fc.integer({ min: 0, max: 40 })
    const span = fc
      .tuple(instant, fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constant(undefined)))
      .map(([startedAt, length]) => ({
        startedAt,
        endedAt: length === undefined ? OPEN_END : new Date(startedAt.getTime() + length * 1000),
      }))
    const servedId = fc.constantFrom(...queues.slice(0, 1), NO_QUEUE)
    return fc.record({
      visits: fc.array(
        fc
          .record({
            queueId,
            agentId: fc.option(agentId),
            joinedAt: instant,
            outcome: fc.constantFrom(...OUTCOMES, 'ANSWERED' as const, 'ANSWERED' as const),
            ending: fc.option(fc.constantFrom(...ENDINGS)),
            waitSeconds: seconds,
            talkSeconds: fc.option(seconds),
            ringSeconds: fc.option(seconds),
          })
          .map((given) => visitFact(place, given)),
        { minLength: 1, maxLength: 60 },
      ),
      rings: fc.array(
        fc
          .record({
            queueId,
            agentId,
            endedAt: instant,
            ringMs: fc.integer({ min: 0, max: 3000 }),
            outcome: fc.constantFrom('MISSED' as const, 'CANCELLED' as const),
          })
          .map((given) => ringFact(place, given)),
        { maxLength: 20 },
      ),
      sessions: fc.array(
        fc
          .record({ queueId: servedId, agentId, span })
          .map(({ span: times, ...given }) => sessionFact(place, { ...given, ...times })),
        { maxLength: 8 },
      ),
      pauses: fc.array(
        fc
          .record({ queueId: servedId, agentId, span, reason: fc.constantFrom('', 'Baño', 'Almuerzo') })
          .map(({ span: times, ...given }) => pauseFact(place, { ...given, ...times })),
        { maxLength: 8 },
      ),
    })
  }

  const toldOf = (totals: VisitTotals): Told => ({
    figures: totals.figures,
    longestWaitSeconds: totals.longestWaitSeconds,
    answeredWaits: Object.fromEntries(totals.answeredWaits.entries),
    abandonedWaits: Object.fromEntries(totals.abandonedWaits.entries),
  })

  /** Rows of agents, added up by what they are of. */
  const added = <Row extends object>(
    rows: readonly Row[],
    nameOf: (row: Row) => string,
    figures: (keyof Row)[],
  ) => {
    const sums: Record<string, Record<string, number>> = {}
    for (const row of rows) {
      const each = (sums[nameOf(row)] ??= Object.fromEntries(figures.map((name) => [name, 0])))
      for (const name of figures) each[name as string]! += row[name] as number
    }
    return sums
  }

  test('for any period, any queues and any time zone, whichever days are closed', async () => {
    const period = fc.tuple(
      fc.oneof(fc.integer({ min: -220, max: 220 }), fc.double({ min: -220, max: 220, noNaN: true })),
      fc.oneof(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0, max: 300, noNaN: true })),
    )
    const scene = fc.constantFrom(...CHANGES).chain(([timeZone, day]) => {
      const place = { tenantId: newId(), pbxId: newId() }
      const middleMs = Date.parse(`${day}T06:00:00Z`)
      return fc.record({
        place: fc.constant(place),
        timeZone: fc.constant(timeZone),
        middleMs: fc.constant(middleMs),
        facts: factsAround(place, middleMs),
        isFollowed: fc.boolean(),
        nowHours: fc.integer({ min: -20, max: 72 }),
        reopened: fc.option(fc.integer({ min: -48, max: 48 })),
        isClosedAgain: fc.boolean(),
        lateEvery: fc.integer({ min: 2, max: 5 }),
        periods: fc.array(period, { minLength: 3, maxLength: 3 }),
        days: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 3 })), {
          minLength: 1,
          maxLength: 1,
        }),
        someQueues: fc.subarray(queues, { minLength: 1 }),
        someAgents: fc.subarray(agents, { minLength: 1 }),
      })
    })
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        // The same scene may be told again, smaller: each time in a tenant of its own.
        const place = { ...given.place, tenantId: newId() }
        const { timeZone, middleMs, periods, someQueues, someAgents } = given
        const move = <T extends { tenantId: string; id: string }>(rows: readonly T[]): T[] =>
          rows.map((row) => ({ ...row, id: newId(), tenantId: place.tenantId }))
        const facts: Facts = {
          visits: move(given.facts.visits),
          rings: move(given.facts.rings),
          sessions: move(given.facts.sessions),
          pauses: move(given.facts.pauses),
        }
        const now = new Date(middleMs + given.nowHours * HOUR_MS)
        const openUntil = new Map<string, number>()
        await store.insert(store.tables.tenants, {
          id: place.tenantId,
          slug: place.tenantId,
          name: 'Acme',
          language: 'es',
          timeZone,
          createdAt: now,
        })
        if (!given.isFollowed) {
          const lastEventAt = new Date(middleMs)
          openUntil.set(place.pbxId, lastEventAt.getTime())
          await store.bulkUpsert(
            store.tables.logSources,
            [
              {
                id: newId(),
                ...place,
                kind: 'FILE',
                settings: {},
                timeZone,
                enabled: false,
                position: {},
                openFacts: {},
                lineCount: 0,
                badLineCount: 0,
                unmatchedCount: 0,
                lastEventAt,
                createdAt: now,
              },
            ],
            { key: ['pbxId'] },
          )
        }
        const rollups = new RollupService({
          store,
          clock: { now: () => now, ticks: () => 0 },
          onFault: (_, error) => {
            throw error
          },
        })
        const rollupStore = new RollupStore(store)
        // Some of them are told only when all is closed.
        const some = <T>(rows: readonly T[], areLate: boolean) =>
          rows.filter((_, at) => (at % given.lateEvery === 0) === areLate)
        const close = async () => {
          await rollups.closeDays(place.tenantId, now)
          await rollups.closeHours(place.tenantId, now)
        }
        for (const areLate of [false, true]) {
          await new FactStore(store, rollups).write({
            visits: some(facts.visits, areLate),
            rings: some(facts.rings, areLate),
            sessions: some(facts.sessions, areLate),
            pauses: some(facts.pauses, areLate),
          })
          if (!areLate || given.isClosedAgain) await close()
        }
        if (given.reopened !== null) {
          const agentTimeFromMs = middleMs + given.reopened * HOUR_MS
          await rollups.refresh(place.tenantId, {
            visits: [],
            agentTimeFromMs,
            agentTimeUntilMs: agentTimeFromMs,
          })
        }

        const calendar = LocalCalendar.of(timeZone)
        const middleDay = calendar.dayOf(middleMs)
        const stretches = [
          ...periods.map(([from, hours]) => ({
            fromMs: Math.round(middleMs + from * 900_000),
            untilMs: Math.round(middleMs + from * 900_000 + hours * HOUR_MS),
          })),
          ...given.days.map(([from, count]) => ({
            fromMs: calendar.startMs(middleDay + from),
            untilMs: calendar.startMs(middleDay + from + count),
          })),
        ]
        const closed = await rollupStore.closedDays(place.tenantId, middleDay - 10, middleDay + 10)
        const hour = Math.floor(middleMs / HOUR_MS)
        const closedHours = await rollupStore.closedHours(place.tenantId, hour - 200, hour + 200)
        const open = await rollupStore.openUntil(place.tenantId)
        for (const { fromMs, untilMs } of stretches) {
          const cover = coverOf({ fromMs, untilMs }, calendar, closed)
          const inPeriod = facts.visits.filter(({ joinedAt }) => within(joinedAt, fromMs, untilMs))

          const byQueue = await new VisitTotalsStore(store).byQueue(place.tenantId, cover, someQueues)
          const queuesTold = Object.fromEntries(
            someQueues.flatMap((queueId) => {
              const visits = inPeriod.filter((visit) => visit.queueId === queueId)
              return visits.length === 0 ? [] : [[queueId, tell(visits)]]
            }),
          )
          expect(Object.fromEntries([...byQueue].map(([id, totals]) => [id, toldOf(totals)]))).toEqual(
            queuesTold,
          )

          for (const pieces of [cover, coverByQuarters({ fromMs, untilMs })]) {
            const all = new VisitTotals()
            for (const { sums } of await new VisitTotalsStore(store).byTime(place.tenantId, pieces))
              all.add(sums)
            expect(toldOf(all)).toEqual(tell(inPeriod))
          }

          const totals = new AgentTotalsStore(store)
          const scope = { tenantId: place.tenantId, agentIds: someAgents, now, open }
          const mine = <T extends { agentId: string }>(rows: readonly T[]) =>
            rows.filter(({ agentId }) => someAgents.includes(agentId))
          const ofThese = Object.entries(tellWork(facts, fromMs, untilMs)).filter(([name]) =>
            someAgents.includes(name.split(' ')[0]!),
          )
          for (const pieces of [cover, coverByQuarters({ fromMs, untilMs })])
            expect(
              added(
                await totals.work(scope, workCoverOf(pieces, closedHours)),
                ({ agentId, queueId }) => `${agentId} ${queueId}`,
                [
                  'answered',
                  'waitSeconds',
                  'talkSeconds',
                  'talkUnknown',
                  'ringSeconds',
                  'transfers',
                  'missed',
                  'missedLong',
                  'cancelled',
                ],
              ),
            ).toEqual(Object.fromEntries(ofThese))
          const times = { fromMs, untilMs, nowMs: now.getTime(), openUntil }
          expect(
            added(await totals.presence(scope, cover), ({ agentId, queueId }) => `${agentId} ${queueId}`, [
              'seconds',
              'sessions',
            ]),
          ).toEqual(
            renamed(
              tellSpans(mine(facts.sessions), times, (s) => `${s.agentId} ${s.queueId}`),
              'sessions',
            ),
          )
          expect(
            added(
              await totals.absence(scope, cover),
              ({ agentId, queueId, kind, reason }) => `${agentId} ${queueId} ${kind} ${reason}`,
              ['seconds', 'pauses'],
            ),
          ).toEqual(
            renamed(
              tellSpans(mine(facts.pauses), times, (p) => `${p.agentId} ${p.queueId} ${p.kind} ${p.reason}`),
              'pauses',
            ),
          )
        }
      }),
      { numRuns: RUNS, seed: 20_261_128, endOnFailure: true },
    )
  })

  const renamed = (told: Record<string, { seconds: number; begun: number }>, name: string) =>
    Object.fromEntries(
      Object.entries(told).map(([key, { seconds, begun }]) => [key, { seconds, [name]: begun }]),
    )
})
