import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { NO_QUEUE, OPEN_END } from '../../src/platform/store/tables/facts.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { pauseFact, ringFact, sessionFact, visitFact, writeFacts } from './facts.ts'

const at = (text: string) => new Date(`${text}-05:00`)

describeOnEveryEngine('The sums of facts', (open) => {
  let store: Store
  let rollups: RollupService
  const queueId = newId()
  const agentId = newId()

  /** A tenant of its own for each story. */
  async function place() {
    const tenantId = newId()
    await store.insert(store.tables.tenants, {
      id: tenantId,
      slug: tenantId,
      name: 'Acme',
      language: 'es',
      timeZone: 'America/Bogota',
      createdAt: new Date(),
    })
    return { tenantId, pbxId: newId() }
  }
  const quartersOf = (tenantId: string) =>
    store
      .select()
      .from(store.tables.queueQuarters)
      .where(eq(store.tables.queueQuarters.tenantId, tenantId))
      .orderBy(store.tables.queueQuarters.quarter)
  const closedOf = async (tenantId: string) =>
    (
      await store
        .select()
        .from(store.tables.closedDays)
        .where(eq(store.tables.closedDays.tenantId, tenantId))
        .orderBy(store.tables.closedDays.day)
    ).map(({ day }) => day)

  beforeAll(async () => {
    store = await open()
    rollups = new RollupService({
      store,
      clock: systemClock,
      onFault: (_, error) => {
        throw error
      },
    })
  })

  test('follow the facts in the transaction that changes them', async () => {
    const here = await place()
    const joinedAt = at('2026-03-02T10:07:00')
    const waiting = visitFact(here, { queueId, joinedAt, outcome: 'WAITING' })
    const dirty = { visits: [{ queueId, fromMs: joinedAt.getTime(), untilMs: joinedAt.getTime() }] }
    await store.transaction(async () => {
      await writeFacts(store, { visits: [waiting] })
      await rollups.refresh(here.tenantId, dirty)
    })
    expect(await quartersOf(here.tenantId)).toMatchObject([{ offered: 1, waiting: 1, answeredWaits: '' }])

    const answered = {
      ...waiting,
      outcome: 'ANSWERED',
      version: 2,
      waitSeconds: 12,
      talkSeconds: 60,
      agentId,
    } as const
    await store.transaction(async () => {
      await writeFacts(store, { visits: [{ ...answered, ending: 'CALLER_HUNG_UP' }] })
      await rollups.refresh(here.tenantId, dirty)
    })
    const [row] = await quartersOf(here.tenantId)
    expect(row).toMatchObject({
      offered: 1,
      answered: 1,
      waiting: 0,
      answeredWaitSeconds: 12,
      longestWaitSeconds: 12,
      talkSeconds: 60,
      hungUpByCaller: 1,
      answeredWaits: '12:1',
      abandonedWaits: '',
    })

    await expect(
      store.transaction(async () => {
        await writeFacts(store, { visits: [visitFact(here, { queueId, joinedAt, outcome: 'LOST' })] })
        await rollups.refresh(here.tenantId, dirty)
        throw new Error('The power went')
      }),
    ).rejects.toThrow('The power went')
    expect(await quartersOf(here.tenantId)).toEqual([row])
  })

  test('count each of two writers at once', async () => {
    const here = await place()
    const joinedAt = at('2026-03-02T10:07:00')
    const dirty = { visits: [{ queueId, fromMs: joinedAt.getTime(), untilMs: joinedAt.getTime() }] }
    await Promise.all(
      Array.from({ length: 6 }, () =>
        store.transaction(async () => {
          await writeFacts(store, {
            visits: [visitFact(here, { queueId, joinedAt, outcome: 'ABANDONED', waitSeconds: 7 })],
          })
          await rollups.refresh(here.tenantId, dirty)
        }),
      ),
    )
    expect(await quartersOf(here.tenantId)).toMatchObject([
      { offered: 6, abandonedWaits: Array(6).fill('7:1').join() },
    ])
  })

  test('close days that are over, and open them when what they stand on changes', async () => {
    const here = await place()
    const facts = {
      visits: ['2026-03-01T23:59:59', '2026-03-02T00:00:00', '2026-03-02T23:59:59'].map((time) =>
        visitFact(here, {
          queueId,
          agentId,
          joinedAt: at(time),
          outcome: 'ANSWERED',
          waitSeconds: 3,
          talkSeconds: 10,
        }),
      ),
      rings: [
        ringFact(here, { queueId, agentId, endedAt: at('2026-03-02T09:00:00'), ringMs: 1000 }),
        ringFact(here, { queueId, agentId, endedAt: at('2026-03-02T09:00:10'), ringMs: 9000 }),
      ],
      sessions: [
        sessionFact(here, {
          queueId: NO_QUEUE,
          agentId,
          startedAt: at('2026-03-01T22:00:00'),
          endedAt: OPEN_END,
        }),
      ],
      pauses: [
        pauseFact(here, {
          queueId: NO_QUEUE,
          agentId,
          reason: 'Almuerzo',
          startedAt: at('2026-03-01T23:30:00'),
          endedAt: at('2026-03-02T00:15:00'),
        }),
      ],
    }
    await writeFacts(store, facts)
    const now = at('2026-03-04T08:00:00')
    await rollups.closeDays(here.tenantId, now)
    const [first, second, third] = await closedOf(here.tenantId)
    expect([second! - first!, third! - second!]).toEqual([1, 1])

    const { queueDays, agentDays, agentSessionDays, agentPauseDays } = store.tables
    const ofDay = (day: number) => ({
      queue: store
        .select()
        .from(queueDays)
        .where(and(eq(queueDays.tenantId, here.tenantId), eq(queueDays.day, day))),
      agent: store
        .select()
        .from(agentDays)
        .where(and(eq(agentDays.tenantId, here.tenantId), eq(agentDays.day, day))),
      presence: store
        .select()
        .from(agentSessionDays)
        .where(and(eq(agentSessionDays.tenantId, here.tenantId), eq(agentSessionDays.day, day))),
      absence: store
        .select()
        .from(agentPauseDays)
        .where(and(eq(agentPauseDays.tenantId, here.tenantId), eq(agentPauseDays.day, day))),
    })
    expect(await ofDay(second!).queue).toMatchObject([{ offered: 2, answeredWaits: '3:2' }])
    expect(await ofDay(second!).agent).toMatchObject([{ answered: 2, missed: 2, missedLong: 1 }])
    expect(await ofDay(first!).presence).toMatchObject([{ seconds: 7200, sessions: 1 }])
    expect(await ofDay(second!).presence).toMatchObject([{ seconds: 86_400, sessions: 0 }])
    expect(await ofDay(first!).absence).toMatchObject([{ seconds: 1800, pauses: 1, reason: 'Almuerzo' }])
    expect(await ofDay(second!).absence).toMatchObject([{ seconds: 900, pauses: 0 }])

    const late = at('2026-03-02T12:00:00').getTime()
    await rollups.refresh(here.tenantId, { visits: [{ queueId, fromMs: late, untilMs: late }] })
    expect(await closedOf(here.tenantId)).toEqual([first, third])
    await rollups.closeDays(here.tenantId, now)
    await rollups.refresh(here.tenantId, { visits: [], agentTimeFromMs: late })
    expect(await closedOf(here.tenantId)).toEqual([first])
    await rollups.closeDays(here.tenantId, now)
    expect(await closedOf(here.tenantId)).toEqual([first, second, third])
    await store.transaction(() => rollups.reopen(here.tenantId))
    expect(await closedOf(here.tenantId)).toEqual([])
  })

  test('close the hours of agents that are over, open those that change, and forget them in time', async () => {
    const here = await place()
    const { agentHours, closedHours } = store.tables
    const hourOf = (text: string) => at(text).getTime() / 3_600_000
    const closed = async () =>
      (await store.select().from(closedHours).where(eq(closedHours.tenantId, here.tenantId)))
        .map(({ hour }) => hour)
        .sort()
    const rowsOf = (hour: number) =>
      store
        .select()
        .from(agentHours)
        .where(and(eq(agentHours.tenantId, here.tenantId), eq(agentHours.hour, hour)))
    const facts = new FactStore(store, rollups)
    const nothing = { visits: [], rings: [], sessions: [], pauses: [] }
    const calls = ['08:10:00', '08:59:59', '09:00:00'].map((time) =>
      visitFact(here, {
        queueId,
        agentId,
        joinedAt: at(`2026-03-02T${time}`),
        outcome: 'ANSWERED',
        version: 1,
      }),
    )
    await facts.write({ ...nothing, visits: calls })
    await rollups.closeHours(here.tenantId, at('2026-03-02T10:20:00'))
    const [eight, nine] = [hourOf('2026-03-02T08:00:00'), hourOf('2026-03-02T09:00:00')]
    expect(await closed()).toEqual([eight, nine])
    expect(await rowsOf(eight)).toMatchObject([{ answered: 2, talkUnknown: 2 }])
    expect(await rowsOf(nine)).toMatchObject([{ answered: 1, missed: 0 }])

    await facts.write({ ...nothing, visits: [{ ...calls[0]!, version: 2, talkSeconds: 4000 }] })
    expect(await closed()).toEqual([nine])
    await facts.write({
      ...nothing,
      rings: [ringFact(here, { queueId, agentId, endedAt: at('2026-03-02T09:30:00') })],
    })
    expect(await closed()).toEqual([])
    await rollups.closeHours(here.tenantId, at('2026-03-02T10:30:00'))
    expect(await rowsOf(eight)).toMatchObject([{ answered: 2, talkUnknown: 1, talkSeconds: 4000 }])
    expect(await rowsOf(nine)).toMatchObject([{ answered: 1, missed: 1 }])
    // Who logs out was there for hours, but answered nothing more in them.
    await facts.write({
      ...nothing,
      sessions: [
        sessionFact(here, {
          queueId,
          agentId,
          startedAt: at('2026-03-02T07:00:00'),
          endedAt: at('2026-03-02T10:40:00'),
        }),
      ],
    })
    expect(await closed()).toEqual([eight, nine])

    await rollups.closeHours(here.tenantId, at('2026-03-10T09:20:00'))
    expect((await closed()).length).toBe(8 * 24)
    expect([await rowsOf(eight), (await rowsOf(nine)).length]).toEqual([[expect.anything()], 1])
    await rollups.closeHours(here.tenantId, at('2026-03-10T11:20:00'))
    expect([await rowsOf(eight), await rowsOf(nine)]).toEqual([[], []])
  })
})
