import { dateOf, weekdayOf } from '../../../platform/local.calendar.ts'
import { addCounts, rate, type ServiceLevelCounts, serviceLevel } from '../../../platform/service.level.ts'
import type { FactOutcome } from '../../../platform/store/tables/facts.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import { OUTCOME_NAMES } from '../outcome.names.ts'
import { coverByQuarters, type Stretch } from '../periods/period.cover.ts'
import { type ComparedArgs, type ReportGrouping, ReportPeriod } from '../periods/period.types.ts'
import { cut, MOST_DAYS_BY_HOUR } from '../periods/report.period.ts'
import type { ReportCounting, ReportScope, ReportScopes } from '../report.scope.ts'
import { QUARTER_MS } from '../rollups/visit.sums.ts'
import type { VisitTotalsStore } from '../rollups/visit.totals.store.ts'
import { VisitTotals } from '../rollups/visit.totals.ts'
import { changeOf, figuresOf } from './queue.figures.ts'
import {
  DayFigures,
  HourCell,
  OutcomeShare,
  type QueuePeriodArgs,
  QueueReport,
  type QueueReportArgs,
  QueueReportRow,
  ReportStretch,
} from './queue.report.types.ts'

/** Totals of several queues, with the counts by the seconds of each. */
interface Counted {
  readonly totals: VisitTotals
  readonly counts: ServiceLevelCounts
}

interface CountedStretch extends Stretch, Counted {}

/** What queues did in a time. */
export class QueueReportService {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly totals: VisitTotalsStore,
  ) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, and what is wrong with the period */
  async report(viewer: Viewer, asked: QueueReportArgs): Promise<QueueReport> {
    const scope = this.scopes.open(viewer, asked, asked.groupBy === 'HOUR' ? MOST_DAYS_BY_HOUR : undefined)
    const counting = this.scopes.counting(scope, asked.serviceLevel)
    const { period, previous } = scope.times
    const [now, before, series] = await Promise.all([
      this.byQueue(scope, period),
      asked.compareWithPrevious ? this.byQueue(scope, previous) : undefined,
      asked.groupBy ? this.series(scope, counting, asked.groupBy) : [],
    ])
    const total = figures(all(now, counting), counting)
    const previousTotal = before ? figures(all(before, counting), counting) : null
    return Object.assign(new QueueReport(), {
      period: new ReportPeriod(period.fromMs, period.untilMs),
      previousPeriod: before ? new ReportPeriod(previous.fromMs, previous.untilMs) : null,
      rule: counting,
      total,
      previousTotal,
      change: previousTotal && changeOf(total, previousTotal),
      queues: rowsOf(scope, counting, now, before, asked.queueIds != null),
      series: series.map((each) => stretchOf(each, counting)),
    })
  }

  /** Each local day of a period, with what its visits came to. */
  async days(viewer: Viewer, asked: QueuePeriodArgs): Promise<DayFigures[]> {
    const scope = this.scopes.open(viewer, asked)
    const counting = this.scopes.counting(scope, asked.serviceLevel)
    const days = await this.series(scope, counting, 'DAY')
    return days.map((each) => {
      const day = scope.calendar.dayOf(each.fromMs)
      return Object.assign(new DayFigures(), {
        date: dateOf(day),
        weekday: weekdayOf(day) + 1,
        figures: figures(each, counting),
      })
    })
  }

  /** How a period's callers came on the hours of the weekdays: 168 cells, Monday's first hour the first. */
  async hours(viewer: Viewer, asked: QueuePeriodArgs): Promise<HourCell[]> {
    const scope = this.scopes.open(viewer, asked, MOST_DAYS_BY_HOUR)
    const counting = this.scopes.counting(scope, asked.serviceLevel)
    const cells = Array.from({ length: 7 * 24 }, () => ({
      days: new Set<number>(),
      totals: new VisitTotals(),
      counts: addCounts([]),
    }))
    for (const { fromMs, totals, counts } of await this.series(scope, counting, 'HOUR')) {
      const day = scope.calendar.dayOf(fromMs)
      const cell = cells[weekdayOf(day) * 24 + scope.calendar.hourOf(fromMs)]!
      cell.days.add(day)
      cell.totals.addAll(totals)
      cell.counts = addCounts([cell.counts, counts])
    }
    return cells.map(({ days, totals: { figures: sums }, counts }, at) =>
      Object.assign(new HourCell(), {
        weekday: Math.floor(at / 24) + 1,
        hour: at % 24,
        dayCount: days.size,
        offered: sums.offered,
        answered: sums.answered,
        abandoned: sums.abandoned,
        serviceLevel: serviceLevel(counting.formula, counts),
        meanOffered: rate(sums.offered, days.size),
      }),
    )
  }

  /** In which ways the visits of a period came out. */
  async outcomes(viewer: Viewer, asked: ComparedArgs): Promise<OutcomeShare[]> {
    const scope = this.scopes.open(viewer, asked)
    const counting = this.scopes.counting(scope, null)
    const { period, previous } = scope.times
    const now = all(await this.byQueue(scope, period), counting).totals.figures
    const before = asked.compareWithPrevious
      ? all(await this.byQueue(scope, previous), counting).totals.figures
      : undefined
    return Object.entries(COUNTED_AS).map(([outcome, name]) =>
      Object.assign(new OutcomeShare(), {
        outcome: outcome as FactOutcome,
        nameEs: OUTCOME_NAMES[outcome as FactOutcome].es,
        nameEn: OUTCOME_NAMES[outcome as FactOutcome].en,
        count: now[name],
        share: rate(now[name], now.offered),
        previousCount: before?.[name] ?? null,
      }),
    )
  }

  /** A period in stretches, each with what the visits of all queues in it came to. */
  async series(
    scope: ReportScope,
    counting: ReportCounting,
    grouping: ReportGrouping,
  ): Promise<CountedStretch[]> {
    const { period } = scope.times
    const cover = grouping === 'HOUR' ? coverByQuarters(period) : await this.scopes.cover(scope, period)
    const stretches = cut(period, grouping, scope.calendar)
    const parts: CountedStretch[][] = await Promise.all(
      alikeIn(scope, counting).map(async ({ seconds, queueIds }) => {
        const counted = stretches.map(() => new VisitTotals())
        for (const { kind, number, sums } of await this.totals.byTime(scope.tenantId, cover, queueIds)) {
          const atMs = kind === 'day' ? scope.calendar.startMs(number) : number * QUARTER_MS
          counted[indexOf(stretches, Math.max(atMs, period.fromMs))]!.add(sums)
        }
        return counted.map((totals, at) => ({
          ...stretches[at]!,
          totals,
          counts: totals.inTime({ seconds, shortAbandonSeconds: counting.shortAbandonSeconds }),
        }))
      }),
    )
    return stretches.map((stretch, at) => ({ ...stretch, ...sumOf(parts.map((part) => part[at]!)) }))
  }

  private async byQueue(scope: ReportScope, stretch: Stretch): Promise<Map<string, VisitTotals>> {
    return this.totals.byQueue(scope.tenantId, await this.scopes.cover(scope, stretch), scope.queueIds)
  }
}

const COUNTED_AS = {
  ANSWERED: 'answered',
  ABANDONED: 'abandoned',
  TIMED_OUT: 'timedOut',
  LEFT_EMPTY: 'leftEmpty',
  LEFT_BY_KEY: 'leftByKey',
  WITHDRAWN: 'withdrawn',
  INCOMPATIBLE: 'incompatible',
  LOST: 'lost',
  WAITING: 'waiting',
} as const satisfies Record<FactOutcome, string>

const countedOf = (totals: VisitTotals, queueId: string, counting: ReportCounting): Counted => ({
  totals,
  counts: totals.inTime({ ...counting, seconds: counting.secondsOf(queueId) }),
})

function sumOf(parts: readonly Counted[]): Counted {
  if (parts.length === 1) return parts[0]!
  const totals = new VisitTotals()
  for (const part of parts) totals.addAll(part.totals)
  return { totals, counts: addCounts(parts.map(({ counts }) => counts)) }
}

const all = (byQueue: ReadonlyMap<string, VisitTotals>, counting: ReportCounting): Counted =>
  sumOf([...byQueue].map(([queueId, totals]) => countedOf(totals, queueId, counting)))

const figures = ({ totals, counts }: Counted, { formula }: ReportCounting) =>
  figuresOf(totals, counts, formula)

function rowsOf(
  { queues }: ReportScope,
  counting: ReportCounting,
  now: ReadonlyMap<string, VisitTotals>,
  before: ReadonlyMap<string, VisitTotals> | undefined,
  areNamed: boolean,
): QueueReportRow[] {
  return queues
    .filter(({ id, isShown }) => areNamed || isShown || now.has(id) || before?.has(id))
    .sort((a, b) => a.label.localeCompare(b.label))
    .map(({ id, name, label }) => {
      const of = (totals: ReadonlyMap<string, VisitTotals>) =>
        figures(countedOf(totals.get(id) ?? new VisitTotals(), id, counting), counting)
      const here = of(now)
      const previous = before ? of(before) : null
      return Object.assign(new QueueReportRow(), {
        queueId: id,
        name,
        label,
        serviceLevelSeconds: counting.secondsOf(id),
        figures: here,
        previous,
        change: previous && changeOf(here, previous),
      })
    })
}

const stretchOf = (
  { fromMs, untilMs, ...counted }: CountedStretch,
  counting: ReportCounting,
): ReportStretch =>
  Object.assign(new ReportStretch(), {
    from: new Date(fromMs),
    until: new Date(untilMs),
    figures: figures(counted, counting),
  })

/** Queues of the same seconds are asked for together; all at once where all have the same. */
function alikeIn({ queues, queueIds }: ReportScope, counting: ReportCounting) {
  const bySeconds = new Map<number, string[]>()
  for (const { id } of queues) {
    const seconds = counting.secondsOf(id)
    const alike = bySeconds.get(seconds)
    if (alike) alike.push(id)
    else bySeconds.set(seconds, [id])
  }
  if (bySeconds.size > 1) return [...bySeconds].map(([seconds, ids]) => ({ seconds, queueIds: ids }))
  const [seconds] = bySeconds.keys()
  return [{ seconds: seconds ?? counting.secondsOf(''), queueIds }]
}

/** Which of the stretches an instant falls in. */
function indexOf(stretches: readonly Stretch[], atMs: number): number {
  let [low, high] = [0, stretches.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (stretches[middle]!.fromMs <= atMs) low = middle
    else high = middle - 1
  }
  return low
}
