import { and, between, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import type { AbsenceKind } from '../../../platform/store/tables/facts.ts'
import type { Cover } from '../periods/period.cover.ts'
import { slotTable } from '../rollups/slots.ts'
import { total } from '../rollups/visit.sums.ts'
import { absenceOfFacts, type OpenUntil, presenceOfFacts, workOfFacts } from './agent.sums.ts'

export interface AgentWork {
  readonly agentId: string
  readonly queueId: string
  readonly answered: number
  readonly waitSeconds: number
  readonly talkSeconds: number
  readonly talkUnknown: number
  readonly ringSeconds: number
  readonly transfers: number
  readonly missed: number
  readonly missedLong: number
  readonly cancelled: number
}

export interface AgentPresence {
  readonly agentId: string
  readonly queueId: string
  readonly seconds: number
  readonly sessions: number
}

export interface AgentAbsence {
  readonly agentId: string
  readonly queueId: string
  readonly kind: AbsenceKind
  readonly reason: string
  readonly seconds: number
  readonly pauses: number
}

/** Whose doings, and until when what is open counts. */
export interface AgentScope {
  readonly tenantId: string
  readonly agentIds?: readonly string[] | undefined
  readonly now: Date
  readonly open: readonly OpenUntil[]
}

type AgentDays = Store['tables']['agentDays' | 'agentSessionDays' | 'agentPauseDays']

/**
 * What agents did. There are no quarters of agents: a day that is not closed, and a part of a day, is told by the
 * facts, cut to it. Rows of the same agent and queue may come more than once; they add up.
 */
export class AgentTotalsStore {
  constructor(private readonly store: Store) {}

  async work({ tenantId, agentIds }: AgentScope, cover: Cover): Promise<AgentWork[]> {
    const { agentDays: d } = this.store.tables
    const days = this.within(d, tenantId, cover, agentIds)
    const [closed, rest] = await Promise.all([
      days === undefined
        ? []
        : this.store
            .select({
              agentId: d.agentId,
              queueId: d.queueId,
              answered: total(d.answered),
              waitSeconds: total(d.waitSeconds),
              talkSeconds: total(d.talkSeconds),
              talkUnknown: total(d.talkUnknown),
              ringSeconds: total(d.ringSeconds),
              transfers: total(d.transfers),
              missed: total(d.missed),
              missedLong: total(d.missedLong),
              cancelled: total(d.cancelled),
            })
            .from(d)
            .where(days)
            .groupBy(d.agentId, d.queueId),
      cover.rest.length === 0
        ? []
        : workOfFacts(this.store, tenantId, slotTable(this.store, cover.rest), agentIds),
    ])
    return [...closed, ...rest]
  }

  async presence({ tenantId, agentIds, now, open }: AgentScope, cover: Cover): Promise<AgentPresence[]> {
    const { agentSessionDays: d } = this.store.tables
    const days = this.within(d, tenantId, cover, agentIds)
    const rest = this.rest(cover, now)
    const [closed, told] = await Promise.all([
      days === undefined
        ? []
        : this.store
            .select({
              agentId: d.agentId,
              queueId: d.queueId,
              seconds: total(d.seconds),
              sessions: total(d.sessions),
            })
            .from(d)
            .where(days)
            .groupBy(d.agentId, d.queueId),
      rest && presenceOfFacts(this.store, tenantId, rest, open, agentIds),
    ])
    return [...closed, ...(told ?? [])]
  }

  async absence({ tenantId, agentIds, now, open }: AgentScope, cover: Cover): Promise<AgentAbsence[]> {
    const { agentPauseDays: d } = this.store.tables
    const days = this.within(d, tenantId, cover, agentIds)
    const rest = this.rest(cover, now)
    const [closed, told] = await Promise.all([
      days === undefined
        ? []
        : this.store
            .select({
              agentId: d.agentId,
              queueId: d.queueId,
              kind: d.kind,
              reason: d.reason,
              seconds: total(d.seconds),
              pauses: total(d.pauses),
            })
            .from(d)
            .where(days)
            .groupBy(d.agentId, d.queueId, d.kind, d.reason),
      rest && absenceOfFacts(this.store, tenantId, rest, open, agentIds),
    ])
    return [...closed, ...(told ?? [])]
  }

  /** What is open counts until now: of the rest, what has been already. */
  private rest({ rest }: Cover, now: Date) {
    const been = rest
      .map((slot) => ({ ...slot, untilMs: Math.min(slot.untilMs, now.getTime()) }))
      .filter(({ fromMs, untilMs }) => fromMs < untilMs)
    return been.length === 0 ? undefined : slotTable(this.store, been)
  }

  private within(
    d: AgentDays,
    tenantId: string,
    { days }: Cover,
    agentIds: readonly string[] | undefined,
  ): SQL | undefined {
    if (days.length === 0) return undefined
    return and(
      eq(d.tenantId, tenantId),
      or(...days.map(({ first, last }) => between(d.day, first, last))),
      agentIds && inArray(d.agentId, [...agentIds]),
    )
  }
}
