import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { LocalCalendar } from '../../platform/local.calendar.ts'
import type { ServiceLevelRule } from '../../platform/service.level.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { Queue } from '../queues/queue.types.ts'
import { type Cover, coverOf, type Stretch, type WorkCover, workCoverOf } from './periods/period.cover.ts'
import type { ReportPeriodInput } from './periods/period.types.ts'
import { type ReportTimes, timesOf } from './periods/report.period.ts'
import type { ServiceLevelInput } from './queues/queue.report.types.ts'
import type { RollupStore } from './rollups/rollup.store.ts'
import { HOUR_MS } from './rollups/slots.ts'
import type { SettingsService } from './settings/settings.service.ts'

const MOST_QUEUES = 1000

interface ScopeParts {
  readonly clock: Clock
  readonly timeZoneOf: (tenantId: string) => string
  readonly queues: QueueService
  readonly settings: SettingsService
  readonly rollups: RollupStore
}

/** Who asks, of what, and when it was. */
export interface ReportScope {
  readonly viewer: Viewer
  readonly tenantId: string
  readonly calendar: LocalCalendar
  readonly now: Date
  readonly times: ReportTimes
  readonly queues: readonly Queue[]
  /** Only these; undefined: all of the tenant's. */
  readonly queueIds: readonly string[] | undefined
}

/** How a report counts the service level. */
export interface ReportCounting {
  readonly formula: ServiceLevelRule['formula']
  readonly shortAbandonSeconds: number
  /** For all queues; null: as each has it. */
  readonly seconds: number | null
  secondsOf(queueId: string): number
}

/** What every report begins with: whose it is, and of which time. */
export class ReportScopes {
  constructor(private readonly parts: ScopeParts) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, TOO_MANY, PERIOD_UNCLEAR, EMPTY_PERIOD, PERIOD_TOO_LONG */
  open(
    viewer: Viewer,
    asked: { period: ReportPeriodInput; queueIds?: readonly string[] | null },
    mostDays?: number,
  ): ReportScope {
    viewer.demand('reports')
    const { tenantId } = viewer
    const calendar = this.calendarOf(tenantId)
    const now = this.parts.clock.now()
    const times = timesOf(asked.period, calendar, now, mostDays)
    const queues = this.queuesOf(viewer, asked.queueIds)
    const isAll = !asked.queueIds && viewer.queueIds === undefined
    const queueIds = isAll ? undefined : queues.map(({ id }) => id)
    return { viewer, tenantId, calendar, now, times, queues, queueIds }
  }

  calendarOf(tenantId: string): LocalCalendar {
    return LocalCalendar.of(this.parts.timeZoneOf(tenantId))
  }

  /** What answers for a time. */
  async cover({ tenantId, calendar }: ReportScope, stretch: Stretch): Promise<Cover> {
    const [first, last] = [calendar.dayOf(stretch.fromMs), calendar.dayOf(stretch.untilMs)]
    return coverOf(stretch, calendar, await this.parts.rollups.closedDays(tenantId, first, last))
  }

  /** What answers for what agents did in a time. */
  async agentCover(scope: ReportScope, stretch: Stretch): Promise<{ cover: Cover; work: WorkCover }> {
    const { fromMs, untilMs } = stretch
    const [cover, hours] = await Promise.all([
      this.cover(scope, stretch),
      this.parts.rollups.closedHours(
        scope.tenantId,
        Math.floor(fromMs / HOUR_MS),
        Math.floor(untilMs / HOUR_MS),
      ),
    ])
    return { cover, work: workCoverOf(cover, hours) }
  }

  /** @throws DomainError OUT_OF_RANGE */
  counting({ tenantId }: ReportScope, asked: ServiceLevelInput | null | undefined): ReportCounting {
    within(asked?.seconds, 86_400, 'seconds')
    within(asked?.shortAbandonSeconds, 3600, 'shortAbandonSeconds')
    const usual = this.parts.settings.of(tenantId)
    const seconds = asked?.seconds ?? null
    return {
      formula: asked?.formula ?? usual.formula,
      shortAbandonSeconds: asked?.shortAbandonSeconds ?? usual.shortAbandonSeconds,
      seconds,
      secondsOf: (queueId) => seconds ?? this.parts.queues.ruleOf(queueId).seconds,
    }
  }

  private queuesOf(viewer: Viewer, ids: readonly string[] | null | undefined): Queue[] {
    const seen = this.parts.queues.everFound(viewer)
    if (!ids) return seen
    if (ids.length > MOST_QUEUES) throw new DomainError('TOO_MANY', ['queueIds'], { maximum: MOST_QUEUES })
    const byId = new Map(seen.map((queue) => [queue.id, queue]))
    return [...new Set(ids)].map((id, at) => {
      const queue = byId.get(id)
      if (!queue) throw new DomainError('NOT_FOUND', ['queueIds', String(at)])
      return queue
    })
  }
}

function within(value: number | null | undefined, most: number, name: string): void {
  if (value != null && (value < 0 || value > most))
    throw new DomainError('OUT_OF_RANGE', ['serviceLevel', name], { least: 0, most })
}
