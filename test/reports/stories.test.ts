import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { type FactOutcome, NO_QUEUE, OPEN_END } from '../../src/platform/store/tables/facts.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { refusalOf } from '../users/people.ts'
import { at, makeDesk } from './desk.ts'
import { pauseFact, ringFact, sessionFact, type VisitFact, visitFact } from './facts.ts'

/** A Wednesday, in the middle of the morning. */
const NOW = at('2026-03-04T10:00:00')
const TODAY = { period: { name: 'TODAY' as const }, compareWithPrevious: true }
const PAGE = { limit: 51, after: undefined }

describeOnEveryEngine('Reports', (open) => {
  let store: Store
  let desk: Awaited<ReturnType<typeof makeDesk>>

  const visit = (queueId: string, time: string, outcome: FactOutcome, given: Partial<VisitFact> = {}) =>
    visitFact(desk.place, { queueId, joinedAt: at(time), outcome, ...given })

  beforeAll(async () => {
    store = await open()
    desk = await makeDesk(store, NOW)
    const { place, soporte, ventas, ana, beto } = desk
    const answered = (
      agentId: string,
      waitSeconds: number,
      talkSeconds: number | null,
      given: Partial<VisitFact> = {},
    ) => ({
      agentId,
      waitSeconds,
      talkSeconds,
      ringSeconds: 4,
      ending: 'CALLER_HUNG_UP' as const,
      ...given,
    })
    await desk.keep({
      visits: [
        // Yesterday: until ten, and after.
        visit(soporte, '2026-03-03T09:00:00', 'ANSWERED', answered(ana, 10, 100)),
        visit(soporte, '2026-03-03T09:30:00', 'ABANDONED', { waitSeconds: 50 }),
        visit(soporte, '2026-03-03T18:00:00', 'ANSWERED', answered(ana, 10, 100)),
        // Today.
        visit(soporte, '2026-03-04T08:00:00', 'ANSWERED', answered(ana, 25, 60)),
        visit(
          soporte,
          '2026-03-04T08:20:00',
          'ANSWERED',
          answered(beto, 31, 120, { ending: 'BLIND_TRANSFER' }),
        ),
        visit(soporte, '2026-03-04T08:40:00', 'ABANDONED', { waitSeconds: 4, callerNumber: '3005550001' }),
        visit(soporte, '2026-03-04T09:40:00', 'ABANDONED', { waitSeconds: 90, callerNumber: '3005550002' }),
        visit(soporte, '2026-03-04T09:59:00', 'WAITING', { callerNumber: '3005550009' }),
        visit(ventas, '2026-03-04T08:30:00', 'ANSWERED', answered(ana, 25, null, { ending: null })),
        visit(
          ventas,
          '2026-03-04T09:00:00',
          'ANSWERED',
          answered(beto, 2, 30, { callerNumber: '3005550001' }),
        ),
        visit(ventas, '2026-03-04T09:10:00', 'LEFT_BY_KEY', { leftTo: '2', callerNumber: '104' }),
        visit(ventas, '2026-03-04T09:20:00', 'ABANDONED', { waitSeconds: 8, callerNumber: '' }),
      ],
      rings: [
        ringFact(place, {
          queueId: soporte,
          agentId: ana,
          endedAt: at('2026-03-04T08:21:00'),
          ringMs: 12_000,
        }),
        ringFact(place, { queueId: soporte, agentId: ana, endedAt: at('2026-03-04T08:22:00'), ringMs: 0 }),
        ringFact(place, {
          queueId: ventas,
          agentId: beto,
          endedAt: at('2026-03-04T08:22:00'),
          outcome: 'CANCELLED',
        }),
      ],
      sessions: [
        sessionFact(place, {
          queueId: NO_QUEUE,
          agentId: ana,
          startedAt: at('2026-03-03T22:00:00'),
          endedAt: OPEN_END,
        }),
        sessionFact(place, {
          queueId: soporte,
          agentId: ana,
          startedAt: at('2026-03-03T22:00:00'),
          endedAt: OPEN_END,
        }),
      ],
      pauses: [
        pauseFact(place, {
          queueId: NO_QUEUE,
          agentId: ana,
          reason: 'Almuerzo',
          startedAt: at('2026-03-04T01:00:00'),
          endedAt: at('2026-03-04T02:00:00'),
        }),
        pauseFact(place, {
          queueId: NO_QUEUE,
          agentId: ana,
          startedAt: at('2026-03-04T09:30:00'),
          endedAt: OPEN_END,
        }),
        pauseFact(place, {
          queueId: soporte,
          agentId: ana,
          kind: 'WRAP_UP',
          startedAt: at('2026-03-04T08:05:00'),
          endedAt: at('2026-03-04T08:06:00'),
        }),
      ],
    })
    await desk.rollups.closeDays(place.tenantId, NOW)
    const call = (toNumber: string, time: string, answeredAt: Date | null) => ({
      id: newId(),
      ...place,
      linkedid: time,
      version: 1,
      direction: 'OUTBOUND' as const,
      state: 'ENDED' as const,
      disposition: answeredAt ? ('ANSWERED' as const) : ('NO_ANSWER' as const),
      fromNumber: '1001',
      fromName: '',
      toNumber,
      startedAt: at(time),
      answeredAt,
      waitSeconds: 0,
      talkSeconds: 0,
      holdSeconds: 0,
      durationSeconds: 0,
      transferCount: 0,
    })
    await store.insert(store.tables.calls, [
      call('93005550002', '2026-03-04T09:50:00', null),
      call('93005550002', '2026-03-04T09:55:00', at('2026-03-04T09:55:10')),
      call('3009999999', '2026-03-04T09:55:00', at('2026-03-04T09:55:10')),
    ])
  })

  test('tell what queues did, with the whole identity, each by its own seconds, beside as much of yesterday', async () => {
    const report = await desk.queueReports.report(desk.viewer(), TODAY)
    expect(report.period).toEqual({ from: at('2026-03-04T00:00:00'), until: at('2026-03-05T00:00:00') })
    expect(report.previousPeriod).toEqual({
      from: at('2026-03-03T00:00:00'),
      until: at('2026-03-03T10:00:00'),
    })
    const { total } = report
    expect(total).toMatchObject({
      offered: 9,
      answered: 4,
      abandoned: 3,
      timedOut: 0,
      leftEmpty: 0,
      leftByKey: 1,
      withdrawn: 0,
      incompatible: 0,
      lost: 0,
      waiting: 1,
      // Soporte answered 25 of 30 seconds and 31; Ventas 25 of 20 and 2.
      answeredInTime: 2,
      serviceLevel: 2 / 9,
      answerRate: 4 / 9,
      abandonRate: 3 / 9,
    })
    expect(total.serviceLevels.map(({ formula, level }) => [formula, level])).toEqual([
      ['OFFERED', 2 / 9],
      ['ANSWERED', 2 / 4],
      ['ANSWERED_AND_ABANDONED', 2 / 7],
      ['OFFERED_LESS_SHORT_ABANDONS', 2 / 8],
      ['SETTLED_IN_TIME', 4 / 7],
      ['OFFERED_LESS_ABANDONED_IN_TIME', 2 / 7],
    ])
    expect(total.waits).toMatchObject({
      meanAnsweredSeconds: (25 + 31 + 25 + 2) / 4,
      meanAbandonedSeconds: (4 + 90 + 8) / 3,
      longestSeconds: 90,
      p50Seconds: 25,
      p90Seconds: 31,
    })
    expect(total.waits.distribution.find(({ upToSeconds }) => upToSeconds === 30)).toMatchObject({
      answered: 2,
    })
    expect(total.talk).toMatchObject({
      meanSeconds: 70,
      totalSeconds: 210,
      unknownCount: 1,
      meanRingSeconds: 4,
      hungUpByCaller: 2,
      blindTransfers: 1,
    })
    expect(report.previousTotal).toMatchObject({ offered: 2, answered: 1, abandoned: 1, serviceLevel: 0.5 })
    expect(report.change).toMatchObject({ offered: 3.5, serviceLevel: 2 / 9 - 0.5, meanTalkSeconds: -30 })
    // The hidden queue, to which nobody came, is left out.
    expect(
      report.queues.map(({ label, serviceLevelSeconds, figures }) => [
        label,
        serviceLevelSeconds,
        figures.offered,
      ]),
    ).toEqual([
      ['Soporte', 30, 5],
      ['Ventas', 20, 4],
    ])
  })

  test('count by any formula and threshold in retrospect, and by the settings of the tenant', async () => {
    const asked = { ...TODAY, serviceLevel: { formula: 'SETTLED_IN_TIME' as const, seconds: 25 } }
    expect((await desk.queueReports.report(desk.viewer(), asked)).total.serviceLevel).toBe(5 / 7)
    const viewer = desk.viewer()
    await desk.settings.update(viewer, { formula: 'ANSWERED', serviceLevelSeconds: 60 })
    try {
      const { total, rule, queues } = await desk.queueReports.report(viewer, TODAY)
      expect(rule).toMatchObject({ formula: 'ANSWERED', seconds: null, shortAbandonSeconds: 5 })
      // Ventas takes the tenant's 60 seconds, Soporte keeps its own 30.
      expect(queues.map(({ serviceLevelSeconds }) => serviceLevelSeconds)).toEqual([30, 60])
      expect(total.serviceLevel).toBe(3 / 4)
    } finally {
      await desk.settings.update(viewer, { formula: 'OFFERED', serviceLevelSeconds: null })
    }
    expect(await refusalOf(desk.settings.update(viewer, { internalPrefixes: ['1%'] }))).toBe(
      'INVALID_NUMBER input internalPrefixes 0',
    )
    expect(await refusalOf(desk.settings.update(desk.viewer({ role: 'VIEWER' }), {}))).toBe('FORBIDDEN')
  })

  test('cut a period into hours, days, weeks and months, and each adds up to the whole', async () => {
    for (const groupBy of ['HOUR', 'DAY', 'WEEK', 'MONTH'] as const) {
      const asked = { period: { name: 'LAST_30_DAYS' as const }, compareWithPrevious: false, groupBy }
      const { series, total } = await desk.queueReports.report(desk.viewer(), asked)
      expect(
        series.reduce((sum, { figures }) => sum + figures.offered, 0),
        groupBy,
      ).toBe(total.offered)
      expect(series.reduce((sum, { figures }) => sum + figures.answeredInTime, 0)).toBe(total.answeredInTime)
      expect(series.length).toBe({ HOUR: 720, DAY: 30, WEEK: 5, MONTH: 2 }[groupBy])
    }
    const days = await desk.queueReports.days(desk.viewer(), { period: { name: 'THIS_WEEK' } })
    expect(days.map(({ date, weekday, figures }) => [date, weekday, figures.offered])).toEqual([
      ['2026-03-02', 1, 0],
      ['2026-03-03', 2, 3],
      ['2026-03-04', 3, 9],
      ['2026-03-05', 4, 0],
      ['2026-03-06', 5, 0],
      ['2026-03-07', 6, 0],
      ['2026-03-08', 7, 0],
    ])
    const cells = await desk.queueReports.hours(desk.viewer(), { period: { name: 'THIS_WEEK' } })
    expect(cells).toHaveLength(168)
    expect(cells.find(({ weekday, hour }) => weekday === 3 && hour === 8)).toMatchObject({
      dayCount: 1,
      offered: 4,
      answered: 3,
      abandoned: 1,
      serviceLevel: 1 / 4,
      meanOffered: 4,
    })
    const outcomes = await desk.queueReports.outcomes(desk.viewer(), TODAY)
    expect(outcomes.find(({ outcome }) => outcome === 'LEFT_BY_KEY')).toMatchObject({
      nameEs: 'Salió con una tecla',
      nameEn: 'Left by key',
      count: 1,
      share: 1 / 9,
      previousCount: 0,
    })
  })

  test('tell what agents did, clipped to the period, and nothing that nobody knows', async () => {
    const { agents, previousAgents } = await desk.agentReports.report(desk.viewer(), TODAY)
    const [ana, beto] = agents
    expect(ana).toMatchObject({
      name: 'Ana',
      number: '1001',
      answered: 2,
      talkSeconds: 60,
      meanTalkSeconds: 60,
      talkUnknown: 1,
      meanRingSeconds: 4,
      missed: 2,
      missedLong: 1,
      transfers: 0,
      // Since midnight, until ten.
      loggedInSeconds: 36_000,
      sessionCount: 0,
      pausedSeconds: 3600 + 1800,
      pauses: [
        { reason: 'Almuerzo', seconds: 3600, count: 1 },
        { reason: '', seconds: 1800, count: 1 },
      ],
      wrapUpSeconds: 60,
      occupancy: 120 / (36_000 - 5400),
    })
    expect(ana!.queues.find(({ queueId }) => queueId === desk.soporte)).toMatchObject({
      answered: 1,
      missed: 2,
      loggedInSeconds: 36_000,
    })
    expect(beto).toMatchObject({
      answered: 2,
      transfers: 1,
      missed: 0,
      cancelled: 1,
      loggedInSeconds: null,
      wrapUpSeconds: null,
      occupancy: null,
    })
    expect(previousAgents).toMatchObject([{ name: 'Ana', answered: 1, loggedInSeconds: null }])
    const yesterday = { period: { name: 'YESTERDAY' as const }, compareWithPrevious: false }
    expect((await desk.agentReports.report(desk.viewer(), yesterday)).agents).toMatchObject([
      { answered: 2, loggedInSeconds: 7200, sessionCount: 1 },
    ])

    const top = await desk.agentReports.top(desk.viewer(), TODAY, 'TALK', 1)
    expect(top.map(({ name }) => name)).toEqual(['Beto'])
    const compared = await desk.agentReports.compare(desk.viewer(), { ...TODAY, agentIds: [desk.ana] })
    expect(compared).toMatchObject({ teamCount: 2, meanAnswered: 2, meanTalkSeconds: 70 })
    expect(compared.agents).toMatchObject([
      { answeredShare: 0.5, meanTalkDifferenceSeconds: -10, missedRate: 0.5 },
    ])
  })

  test('tell visits one by one, those from within left out, and turn pages', async () => {
    const asked = { period: { name: 'TODAY' as const }, first: 50, withInternal: false }
    const all = await desk.visitReports.page(desk.viewer(), asked, PAGE)
    expect(all).toHaveLength(8)
    expect(all[0]).toMatchObject({ queueLabel: 'Soporte', outcome: 'WAITING', agentName: null })
    expect(await desk.visitReports.page(desk.viewer(), { ...asked, withInternal: true }, PAGE)).toHaveLength(
      9,
    )
    const [first, second] = all
    const after = { at: first!.joinedAt, id: first!.id }
    expect(await desk.visitReports.page(desk.viewer(), asked, { limit: 1, after })).toEqual([second])
    const filter = {
      outcomes: ['ANSWERED' as const],
      agentIds: [desk.beto],
      number: '30055',
      minTalkSeconds: 30,
    }
    expect(await desk.visitReports.page(desk.viewer(), { ...asked, filter }, PAGE)).toMatchObject([
      { agentName: 'Beto', callerNumber: '3005550001', waitSeconds: 2 },
    ])
  })

  test('tell of those who gave up whether they called again, were called back, and were reached', async () => {
    const asked = { period: { name: 'TODAY' as const }, first: 50, withInternal: false, windowHours: 24 }
    const calls = await desk.visitReports.abandoned(desk.viewer(), asked, PAGE)
    expect(calls.map(({ visit: { callerNumber }, ...rest }) => ({ callerNumber, ...rest }))).toEqual([
      {
        callerNumber: '3005550002',
        calledAgainAt: null,
        calledAgainOutcome: null,
        answeredAgainAt: null,
        calledBackAt: at('2026-03-04T09:50:00'),
        wasReached: true,
      },
      {
        callerNumber: '',
        calledAgainAt: null,
        calledAgainOutcome: null,
        answeredAgainAt: null,
        calledBackAt: null,
        wasReached: null,
      },
      {
        callerNumber: '3005550001',
        calledAgainAt: at('2026-03-04T09:00:00'),
        calledAgainOutcome: 'ANSWERED',
        answeredAgainAt: at('2026-03-04T09:00:00'),
        calledBackAt: null,
        wasReached: null,
      },
    ])
    const summary = await desk.visitReports.abandonedSummary(desk.viewer(), {
      ...asked,
      compareWithPrevious: true,
    })
    expect(summary).toEqual({
      figures: { abandoned: 3, calledAgain: 1, answeredAgain: 1, calledBack: 1, reached: 1, lost: 1 },
      previous: { abandoned: 1, calledAgain: 1, answeredAgain: 1, calledBack: 0, reached: 0, lost: 0 },
    })
  })

  test('tell how many agents are needed, as it was or as it is expected', async () => {
    const volumes = [
      { label: 'mañana', calls: 100, handlingSeconds: 180 },
      { label: 'noche', calls: 0, handlingSeconds: 180 },
    ]
    const estimate = await desk.staffing.estimate(desk.viewer(), { volumes, shrinkage: 0.3 })
    expect(estimate).toMatchObject({ model: 'ERLANG_C', mostOnDuty: 20 })
    expect(estimate.intervals).toMatchObject([
      { label: 'mañana', load: 10, agents: 14, agentsOnDuty: 20 },
      { label: 'noche', agents: 0, agentsOnDuty: 0, serviceLevel: 1 },
    ])
    const history = { period: { name: 'THIS_WEEK' as const }, weekday: 3, wrapUpSeconds: 30 }
    const asBefore = await desk.staffing.estimate(desk.viewer(), {
      history,
      intervalMinutes: 60,
      patienceSeconds: 60,
    })
    expect(asBefore).toMatchObject({ model: 'ERLANG_A', dayCount: 1 })
    expect(asBefore.intervals).toHaveLength(24)
    // Two talks of 60 and 120 seconds are known of that hour.
    expect(asBefore.intervals[8]).toMatchObject({ label: '08:00', calls: 4, handlingSeconds: 120 })
    expect(await refusalOf(desk.staffing.estimate(desk.viewer(), {}))).toBe('REQUIRED input volumes')
  })

  test('show a confined supervisor their queues alone, and others nothing', async () => {
    const supervisor = desk.viewer({ role: 'SUPERVISOR', queueIds: new Set([desk.ventas]) })
    const report = await desk.queueReports.report(supervisor, TODAY)
    expect(report.total.offered).toBe(4)
    expect(report.queues.map(({ label }) => label)).toEqual(['Ventas'])
    const { agents } = await desk.agentReports.report(supervisor, TODAY)
    expect(agents.map(({ name, answered }) => [name, answered])).toEqual([
      ['Ana', 1],
      ['Beto', 1],
    ])
    const asked = { period: { name: 'TODAY' as const }, first: 50, withInternal: true, windowHours: 24 }
    expect(await desk.visitReports.page(supervisor, asked, PAGE)).toHaveLength(4)
    expect(await desk.visitReports.abandoned(supervisor, asked, PAGE)).toHaveLength(1)

    expect(
      await refusalOf(desk.queueReports.report(supervisor, { ...TODAY, queueIds: [desk.soporte] })),
    ).toBe('NOT_FOUND queueIds 0')
    expect(await refusalOf(desk.queueReports.report(desk.viewer(), { ...TODAY, queueIds: [newId()] }))).toBe(
      'NOT_FOUND queueIds 0',
    )
    expect(await refusalOf(desk.agentReports.report(desk.viewer(), { ...TODAY, agentIds: [newId()] }))).toBe(
      'NOT_FOUND agentIds 0',
    )
    const noReports = desk.viewer({ permissions: new Set(['queues']) })
    expect(await refusalOf(desk.queueReports.report(noReports, TODAY))).toBe('FORBIDDEN')
    const stranger = desk.viewer({ tenantId: newId() })
    expect((await desk.queueReports.report(stranger, TODAY)).total.offered).toBe(0)
    expect((await desk.agentReports.report(stranger, TODAY)).agents).toEqual([])
    expect(await desk.visitReports.page(stranger, asked, PAGE)).toEqual([])
  })

  test('say what is wrong with a period, and zeros and nothing where nobody called', async () => {
    const ask = (period: object) => refusalOf(desk.queueReports.report(desk.viewer(), { ...TODAY, period }))
    const [from, until] = [at('2026-03-01T00:00:00'), at('2026-03-02T00:00:00')]
    expect(await ask({ from: until, until: from })).toBe('EMPTY_PERIOD period until')
    expect(await ask({ from })).toBe('PERIOD_UNCLEAR period')
    expect(await ask({ name: 'TODAY', from, until })).toBe('PERIOD_UNCLEAR period')
    expect(await ask({ from: at('2020-01-01T00:00:00'), until })).toBe('PERIOD_TOO_LONG period')
    const empty = await desk.queueReports.report(desk.viewer(), {
      ...TODAY,
      period: { from, until },
      groupBy: 'DAY',
    })
    expect(empty.total).toMatchObject({ offered: 0, serviceLevel: null, answerRate: null })
    expect(empty.total.waits).toMatchObject({
      meanAnsweredSeconds: null,
      longestSeconds: null,
      p50Seconds: null,
    })
    expect(empty.change).toMatchObject({ offered: null, serviceLevel: null })
    expect(empty.series).toHaveLength(1)
    expect(JSON.stringify(empty)).not.toContain('NaN')
  })
})
