import { DomainError } from '../../../errors.ts'
import { rate } from '../../../platform/service.level.ts'
import { NO_QUEUE } from '../../../platform/store/tables/facts.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { AgentService } from '../../agents/agent.service.ts'
import type { Stretch } from '../periods/period.cover.ts'
import { ReportPeriod } from '../periods/period.types.ts'
import { difference } from '../queues/queue.figures.ts'
import type { ReportScope, ReportScopes } from '../report.scope.ts'
import type { RollupStore } from '../rollups/rollup.store.ts'
import { AgentTotals } from './agent.figures.ts'
import {
  AgentBesideTeam,
  AgentComparison,
  type AgentFigures,
  type AgentMeasure,
  type AgentPeriodArgs,
  AgentReport,
  type AgentReportArgs,
} from './agent.report.types.ts'
import type { AgentTotalsStore } from './agent.totals.store.ts'

const MOST_AGENTS = 1000
const MOST_AT_THE_TOP = 50
const MOST_COMPARED = 50

/** What agents did in a time. */
export class AgentReportService {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly totals: AgentTotalsStore,
    private readonly rollups: RollupStore,
    private readonly agents: AgentService,
  ) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, TOO_MANY, and what is wrong with the period */
  async report(viewer: Viewer, asked: AgentReportArgs): Promise<AgentReport> {
    const scope = this.scopes.open(viewer, asked)
    const { period, previous } = scope.times
    const [agents, previousAgents] = await Promise.all([
      this.figures(scope, period, asked.agentIds),
      asked.compareWithPrevious ? this.figures(scope, previous, asked.agentIds) : [],
    ])
    return Object.assign(new AgentReport(), {
      period: new ReportPeriod(period.fromMs, period.untilMs),
      previousPeriod: asked.compareWithPrevious ? new ReportPeriod(previous.fromMs, previous.untilMs) : null,
      agents,
      previousAgents,
    })
  }

  /** Those with the most of something; of whom it is not known is not among them. */
  async top(
    viewer: Viewer,
    asked: AgentPeriodArgs,
    measure: AgentMeasure,
    first: number,
  ): Promise<AgentFigures[]> {
    if (!(first >= 1 && first <= MOST_AT_THE_TOP))
      throw new DomainError('OUT_OF_RANGE', ['first'], { least: 1, most: MOST_AT_THE_TOP })
    const { agents } = await this.report(viewer, { ...asked, compareWithPrevious: false })
    const of = MEASURES[measure]
    return agents
      .filter((agent) => of(agent) !== null)
      .sort((a, b) => of(b)! - of(a)!)
      .slice(0, first)
  }

  /** Some agents beside all who worked in the same queues. */
  async compare(viewer: Viewer, asked: AgentPeriodArgs): Promise<AgentComparison> {
    const ids = asked.agentIds ?? []
    if (ids.length === 0) throw new DomainError('REQUIRED', ['agentIds'])
    if (ids.length > MOST_COMPARED)
      throw new DomainError('TOO_MANY', ['agentIds'], { maximum: MOST_COMPARED })
    const scope = this.scopes.open(viewer, asked)
    const { period } = scope.times
    const [all, compared] = await Promise.all([
      this.figures(scope, period, null),
      this.figures(scope, period, ids),
    ])
    const team = all.filter(({ answered, missed }) => answered + missed > 0)
    const sum = (of: (agent: AgentFigures) => number) => team.reduce((total, each) => total + of(each), 0)
    const answered = sum((agent) => agent.answered)
    const meanTalkSeconds = rate(
      sum((agent) => agent.talkSeconds),
      answered - sum((agent) => agent.talkUnknown),
    )
    const occupancy = occupancyOf(team)
    return Object.assign(new AgentComparison(), {
      period: new ReportPeriod(period.fromMs, period.untilMs),
      teamCount: team.length,
      meanAnswered: rate(answered, team.length),
      meanTalkSeconds,
      occupancy,
      agents: compared.map((agent) =>
        Object.assign(new AgentBesideTeam(), {
          agent,
          answeredShare: rate(agent.answered, answered),
          meanTalkDifferenceSeconds: difference(agent.meanTalkSeconds, meanTalkSeconds),
          occupancyDifference: difference(agent.occupancy, occupancy),
          missedRate: rate(agent.missedLong, agent.answered),
        }),
      ),
    })
  }

  private async figures(
    scope: ReportScope,
    stretch: Stretch,
    agentIds: readonly string[] | null | undefined,
  ): Promise<AgentFigures[]> {
    if (agentIds && agentIds.length > MOST_AGENTS)
      throw new DomainError('TOO_MANY', ['agentIds'], { maximum: MOST_AGENTS })
    const ids = agentIds ? agentIds.filter((id) => this.agents.isKnown(id)) : undefined
    const found = await this.collect(scope, stretch, ids)
    agentIds?.forEach((id, at) => {
      const isSeen = found.has(id) || this.agents.peek(scope.viewer, id) !== undefined
      if (!isSeen) throw new DomainError('NOT_FOUND', ['agentIds', String(at)])
      if (!found.has(id)) found.set(id, new AgentTotals())
    })
    return [...found]
      .map(([id, totals]) => totals.figures({ id, ...this.agents.nameOf(id) }))
      .sort((a, b) => a.name.localeCompare(b.name) || a.number.localeCompare(b.number))
  }

  /** Agents of whom something is known in the queues asked for. */
  private async collect(scope: ReportScope, stretch: Stretch, agentIds: readonly string[] | undefined) {
    const { tenantId, now, queueIds } = scope
    const [covers, open] = await Promise.all([
      this.scopes.agentCover(scope, stretch),
      this.rollups.openUntil(tenantId),
    ])
    const { cover } = covers
    const asked = { tenantId, agentIds, now, open }
    const [work, presence, absence] = await Promise.all([
      this.totals.work(asked, covers.work),
      this.totals.presence(asked, cover),
      this.totals.absence(asked, cover),
    ])
    const wanted = queueIds && new Set(queueIds)
    const isAsked = (queueId: string) => !wanted || wanted.has(queueId)
    const found = new Map<string, AgentTotals>()
    const of = (agentId: string) => {
      const totals = found.get(agentId) ?? new AgentTotals()
      found.set(agentId, totals)
      return totals
    }
    for (const row of work) if (isAsked(row.queueId)) of(row.agentId).addWork(row)
    // How long somebody was there at all belongs to no queue; it is told of those who served one asked for.
    const isOurs = (queueId: string) => queueId === NO_QUEUE || isAsked(queueId)
    for (const row of presence) if (isOurs(row.queueId)) of(row.agentId).addPresence(row)
    for (const row of absence) if (isOurs(row.queueId)) of(row.agentId).addAbsence(row)
    if (wanted) for (const [id, totals] of found) if (totals.queueIds.size === 0) found.delete(id)
    return found
  }
}

const MEASURES: Record<AgentMeasure, (agent: AgentFigures) => number | null> = {
  ANSWERED: ({ answered }) => answered,
  TALK: ({ talkSeconds }) => talkSeconds,
  MEAN_TALK: ({ meanTalkSeconds }) => meanTalkSeconds,
  OCCUPANCY: ({ occupancy }) => occupancy,
  LOGGED_IN: ({ loggedInSeconds }) => loggedInSeconds,
  MISSED: ({ missed }) => missed,
  TRANSFERS: ({ transfers }) => transfers,
}

/** Of all together: talk and work after calls over the time they could take calls. */
function occupancyOf(agents: readonly AgentFigures[]): number | null {
  let [busy, free] = [0, 0]
  for (const { loggedInSeconds, pausedSeconds, talkSeconds, wrapUpSeconds } of agents) {
    if (loggedInSeconds === null) continue
    busy += talkSeconds + (wrapUpSeconds ?? 0)
    free += Math.max(0, loggedInSeconds - pausedSeconds)
  }
  return rate(busy, free)
}
