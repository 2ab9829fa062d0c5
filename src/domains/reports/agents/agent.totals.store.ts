import { and, between, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import type { AbsenceKind } from '../../../platform/store/tables/facts.ts'
import type { Cover, Run, WorkCover } from '../periods/period.cover.ts'
import { slotTable } from '../rollups/slots.ts'
import { total } from '../rollups/visit.sums.ts'
import { absenceOfFacts, type OpenUntil, presenceOfFacts, workByKind } from './agent.sums.ts'

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

type Tables = Store['tables']
type AgentDays = Tables['agentDays' | 'agentSessionDays' | 'agentPauseDays']
type Work = Tables['agentDays' | 'agentHours']

/**
 * What agents did. There are no quarters of agents: of a day that is not closed, and of a part of a day, the hours
 * that are closed tell what they answered, and the facts, cut to it, all the rest. Rows of the same agent and queue
 * may come more than once; they add up.
 */
export class AgentTotalsStore {
  constructor(private readonly store: Store) {}

  async work(scope: AgentScope, { days, hours, rest }: WorkCover): Promise<AgentWork[]> {
    const { agentDays, agentHours } = this.store.tables
    const { tenantId, agentIds } = scope
    const rows = await Promise.all([
      this.worked(agentDays, this.within(agentDays, agentDays.day, days, scope)),
      this.worked(agentHours, this.within(agentHours, agentHours.hour, hours, scope)),
      rest.length === 0 ? [] : workByKind(this.store, tenantId, slotTable(this.store, rest), agentIds),
    ])
    return rows.flat()
  }

  async presence(scope: AgentScope, cover: Cover): Promise<AgentPresence[]> {
    const { agentSessionDays: d } = this.store.tables
    const { tenantId, agentIds, now, open } = scope
    const days = this.within(d, d.day, cover.days, scope)
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

  async absence(scope: AgentScope, cover: Cover): Promise<AgentAbsence[]> {
    const { agentPauseDays: d } = this.store.tables
    const { tenantId, agentIds, now, open } = scope
    const days = this.within(d, d.day, cover.days, scope)
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

  private async worked(table: Work, where: SQL | undefined): Promise<AgentWork[]> {
    if (!where) return []
    return this.store
      .select({
        agentId: table.agentId,
        queueId: table.queueId,
        answered: total(table.answered),
        waitSeconds: total(table.waitSeconds),
        talkSeconds: total(table.talkSeconds),
        talkUnknown: total(table.talkUnknown),
        ringSeconds: total(table.ringSeconds),
        transfers: total(table.transfers),
        missed: total(table.missed),
        missedLong: total(table.missedLong),
        cancelled: total(table.cancelled),
      })
      .from(table as Tables['agentDays'])
      .where(where)
      .groupBy(table.agentId, table.queueId)
  }

  private within(
    table: AgentDays | Work,
    number: AgentDays['day'] | Tables['agentHours']['hour'],
    runs: readonly Run[],
    { tenantId, agentIds }: AgentScope,
  ): SQL | undefined {
    if (runs.length === 0) return undefined
    return and(
      eq(table.tenantId, tenantId),
      or(...runs.map(({ first, last }) => between(number, first, last))),
      agentIds && inArray(table.agentId, [...agentIds]),
    )
  }
}
