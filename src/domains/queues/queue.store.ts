import { and, count, eq, gte, inArray, isNotNull, lt, ne, notInArray, type SQL, sql, sum } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { AgentDay } from '../agents/agent.types.ts'
import type { VisitTally } from './queue.day.ts'
import type { ThresholdSetting } from './queue.levels.ts'

export type QueueRow = Store['tables']['queues']['$inferSelect']
export type ThresholdRow = Store['tables']['thresholds']['$inferSelect']

/** Visits that began since `from` and left the queue before `until`, those of some calls left out. */
export interface EndedVisits {
  readonly from: Date
  readonly until: Date
  readonly exceptCallIds: readonly string[]
}

/** Queries of queues, their settings and what their day came to. */
export class QueueStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<QueueRow[]> {
    return this.store.select().from(this.store.tables.queues)
  }

  async write(rows: QueueRow[]): Promise<void> {
    await this.store.upsert(this.store.tables.queues, rows, ['id'], ['tenantId'])
  }

  async set(
    id: string,
    { label, serviceLevelSeconds, wrapUpSeconds, hiddenAt }: Omit<QueueRow, 'id'>,
  ): Promise<void> {
    const { queues } = this.store.tables
    const settings = { label, serviceLevelSeconds, wrapUpSeconds, hiddenAt }
    await this.store.update(queues, eq(queues.id, id), settings)
  }

  async thresholds(): Promise<ThresholdRow[]> {
    return this.store.select().from(this.store.tables.thresholds)
  }

  async setThreshold(row: ThresholdRow): Promise<void> {
    await this.store.upsert(
      this.store.tables.thresholds,
      row,
      ['queueId', 'metric'],
      ['warn', 'critical', 'holdSeconds'],
    )
  }

  async removeThreshold(queueId: string, metric: ThresholdSetting['metric']): Promise<number> {
    const { thresholds } = this.store.tables
    return this.store.delete(thresholds, and(eq(thresholds.queueId, queueId), eq(thresholds.metric, metric)))
  }

  /** What ended visits came to, by queue. */
  async tallies(queueIds: readonly string[], ended: EndedVisits): Promise<Map<string, VisitTally[]>> {
    const { queueVisits: visits } = this.store.tables
    const tallies = new Map<string, VisitTally[]>()
    if (queueIds.length === 0) return tallies
    const wholeSeconds = sql<number>`floor(${visits.waitSeconds})`.mapWith(Number)
    const isOver = sql`${visits.talkEndedAt} is not null`
    const rows = await this.store
      .select({
        queueId: visits.queueId,
        outcome: visits.outcome,
        wholeWaitSeconds: wholeSeconds,
        count: count(),
        waitSeconds: sum(visits.waitSeconds).mapWith(Number),
        talkSeconds: sum(sql`case when ${isOver} then ${visits.talkSeconds} else 0 end`).mapWith(Number),
        finished: sum(sql`case when ${isOver} then 1 else 0 end`).mapWith(Number),
      })
      .from(visits)
      .where(and(inArray(visits.queueId, [...queueIds]), ne(visits.outcome, 'WAITING'), this.among(ended)))
      .groupBy(visits.queueId, visits.outcome, wholeSeconds)
    for (const { queueId, waitSeconds, talkSeconds, ...row } of rows) {
      const tally = { ...row, waitMs: waitSeconds * 1000, talkMs: talkSeconds * 1000 }
      const others = tallies.get(queueId)
      if (others) others.push(tally)
      else tallies.set(queueId, [tally])
    }
    return tallies
  }

  /** What agents did on ended visits, and what they missed in that time. */
  async agentDays(agentIds: readonly string[], ended: EndedVisits): Promise<Map<string, AgentDay>> {
    if (agentIds.length === 0) return new Map()
    const { queueVisits: visits, callEvents: events } = this.store.tables
    const isOver = sql`${visits.talkEndedAt} is not null`
    const answered = await this.store
      .select({
        agentId: visits.agentId,
        answered: count(),
        talkSeconds: sum(sql`case when ${isOver} then ${visits.talkSeconds} else 0 end`).mapWith(Number),
      })
      .from(visits)
      .where(and(inArray(visits.agentId, [...agentIds]), this.among(ended)))
      .groupBy(visits.agentId)
    const missed = await this.store
      .select({ agentId: events.agentId, missed: count() })
      .from(events)
      .where(
        and(
          eq(events.kind, 'AGENT_NOT_ANSWERED'),
          isNotNull(events.agentId),
          inArray(events.agentId, [...agentIds]),
          gte(events.occurredAt, ended.from),
          lt(events.occurredAt, ended.until),
        ),
      )
      .groupBy(events.agentId)
    const days = new Map<string, AgentDay>()
    for (const { agentId, ...day } of answered) if (agentId) days.set(agentId, { ...day, missed: 0 })
    for (const { agentId, missed: times } of missed)
      if (agentId)
        days.set(agentId, { ...(days.get(agentId) ?? { answered: 0, talkSeconds: 0 }), missed: times })
    return days
  }

  private among({ from, until, exceptCallIds }: EndedVisits): SQL | undefined {
    const { queueVisits: visits } = this.store.tables
    return and(
      gte(visits.joinedAt, from),
      lt(visits.leftAt, until),
      exceptCallIds.length > 0 ? notInArray(visits.callId, [...exceptCallIds]) : undefined,
    )
  }
}
