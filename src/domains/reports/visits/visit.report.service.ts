import { DomainError } from '../../../errors.ts'
import { demandPosition } from '../../../platform/input.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { AgentService } from '../../agents/agent.service.ts'
import type { QueueService } from '../../queues/queue.service.ts'
import type { Stretch } from '../periods/period.cover.ts'
import type { ReportScope, ReportScopes } from '../report.scope.ts'
import type { SettingsService } from '../settings/settings.service.ts'
import { FollowUps } from './follow.ups.ts'
import type { VisitReportStore, VisitRow, VisitsAsked } from './visit.report.store.ts'
import {
  AbandonedCall,
  type AbandonedCallArgs,
  AbandonedFigures,
  AbandonedSummary,
  type CallReportArgs,
  ReportedVisit,
} from './visit.report.types.ts'

const HOUR_MS = 3_600_000
const MOST_HOURS = 168
const MOST_AGENTS = 100
const NUMBER = /^\+?[0-9*#]{1,30}$/
/** More than these are not followed one by one. */
const MOST_ABANDONED = 100_000

interface Page {
  readonly limit: number
  readonly after: { readonly at: Date; readonly id: string } | undefined
}

interface VisitReportParts {
  readonly scopes: ReportScopes
  readonly visits: VisitReportStore
  readonly settings: SettingsService
  readonly queues: QueueService
  readonly agents: AgentService
}

/** Visits one by one, and what became of those who gave up. */
export class VisitReportService {
  constructor(private readonly parts: VisitReportParts) {}

  /** The newest first. @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_CURSOR, and what is wrong with the period */
  async page(viewer: Viewer, asked: CallReportArgs, { limit, after }: Page): Promise<ReportedVisit[]> {
    demandPosition(after)
    const scope = this.parts.scopes.open(viewer, asked)
    const { outcomes, agentIds, number, minWaitSeconds, minTalkSeconds } = asked.filter ?? {}
    if (agentIds && agentIds.length > MOST_AGENTS)
      throw new DomainError('TOO_MANY', ['filter', 'agentIds'], { maximum: MOST_AGENTS })
    if (number != null && !NUMBER.test(number)) throw new DomainError('INVALID_NUMBER', ['filter', 'number'])
    const rows = await this.parts.visits.page(
      {
        ...this.asked(scope, scope.times.period, asked.withInternal),
        outcomes: outcomes ?? undefined,
        agentIds: agentIds?.filter((id) => this.parts.agents.isKnown(id)),
        number: number ?? undefined,
        minWaitSeconds: minWaitSeconds ?? undefined,
        minTalkSeconds: minTalkSeconds ?? undefined,
      },
      limit,
      after,
    )
    return rows.map((row) => this.shown(viewer, row))
  }

  /** Who gave up, the last first, each with what became of it. */
  async abandoned(
    viewer: Viewer,
    asked: AbandonedCallArgs,
    { limit, after }: Page,
  ): Promise<AbandonedCall[]> {
    demandPosition(after)
    const windowMs = windowOf(asked.windowHours)
    const scope = this.parts.scopes.open(viewer, asked)
    const visits = { ...this.asked(scope, scope.times.period, asked.withInternal), ...GAVE_UP }
    const rows = await this.parts.visits.page(visits, limit, after)
    const numbers = [
      ...new Set(rows.map(({ callerNumber }) => callerNumber).filter((number) => number !== '')),
    ]
    const last = rows[0]?.joinedAt.getTime() ?? 0
    const first = rows.at(-1)?.joinedAt.getTime() ?? 0
    const follows =
      numbers.length === 0
        ? new FollowUps([], [], windowMs)
        : await this.follow(scope, visits, { fromMs: first, untilMs: last + windowMs }, windowMs, numbers)
    return rows.map((row) =>
      Object.assign(new AbandonedCall(), { visit: this.shown(viewer, row), ...follows.of(row) }),
    )
  }

  /** How many of those who gave up called again or were called back, and how many nobody has spoken with. */
  async abandonedSummary(
    viewer: Viewer,
    asked: Pick<AbandonedCallArgs, 'period' | 'queueIds' | 'windowHours' | 'withInternal'> & {
      compareWithPrevious: boolean
    },
  ): Promise<AbandonedSummary> {
    const windowMs = windowOf(asked.windowHours)
    const scope = this.parts.scopes.open(viewer, asked)
    const { period, previous } = scope.times
    const [figures, before] = await Promise.all([
      this.count(scope, period, windowMs, asked.withInternal),
      asked.compareWithPrevious ? this.count(scope, previous, windowMs, asked.withInternal) : null,
    ])
    return Object.assign(new AbandonedSummary(), { figures, previous: before })
  }

  private async count(
    scope: ReportScope,
    period: Stretch,
    windowMs: number,
    withInternal: boolean,
  ): Promise<AbandonedFigures> {
    const visits = { ...this.asked(scope, period, withInternal), ...GAVE_UP }
    const given = await this.parts.visits.numbers(visits, MOST_ABANDONED + 1)
    if (given.length > MOST_ABANDONED)
      throw new DomainError('TOO_MANY', ['period'], { maximum: MOST_ABANDONED })
    const stretch = { fromMs: period.fromMs, untilMs: period.untilMs + windowMs }
    const follows = await this.follow(scope, visits, stretch, windowMs)
    const figures = Object.assign(new AbandonedFigures(), {
      abandoned: given.length,
      calledAgain: 0,
      answeredAgain: 0,
      calledBack: 0,
      reached: 0,
      lost: 0,
    })
    for (const visit of given) {
      const { calledAgainAt, answeredAgainAt, calledBackAt, wasReached } = follows.of(visit)
      if (calledAgainAt) figures.calledAgain++
      if (answeredAgainAt) figures.answeredAgain++
      if (calledBackAt) figures.calledBack++
      if (wasReached) figures.reached++
      if (!answeredAgainAt && !wasReached) figures.lost++
    }
    return figures
  }

  private async follow(
    { viewer }: ReportScope,
    visits: VisitsAsked,
    stretch: Stretch,
    windowMs: number,
    numbers?: readonly string[],
  ): Promise<FollowUps> {
    const seen = viewer.queueIds && [...viewer.queueIds]
    const [again, back] = await Promise.all([
      this.parts.visits.laterVisits(visits, stretch, seen, numbers),
      this.parts.visits.callsBack(visits, stretch, numbers),
    ])
    return new FollowUps(again, back, windowMs)
  }

  private asked({ tenantId, queueIds }: ReportScope, period: Stretch, withInternal: boolean): VisitsAsked {
    const { internalDigits, internalPrefixes } = this.parts.settings.of(tenantId)
    const internal = withInternal ? undefined : { digits: internalDigits, prefixes: internalPrefixes }
    return { tenantId, queueIds, period, internal }
  }

  private shown(viewer: Viewer, row: VisitRow): ReportedVisit {
    const { queues, agents } = this.parts
    const { tenantId: _, version: __, source: ___, ...visit } = row
    return Object.assign(new ReportedVisit(), visit, {
      queueLabel: queues.peek(viewer, row.queueId)?.label ?? '',
      agentName: row.agentId && agents.nameOf(row.agentId).name,
    })
  }
}

const GAVE_UP = { outcomes: ['ABANDONED'] } as const

function windowOf(hours: number): number {
  if (hours < 1 || hours > MOST_HOURS)
    throw new DomainError('OUT_OF_RANGE', ['windowHours'], { least: 1, most: MOST_HOURS })
  return hours * HOUR_MS
}
