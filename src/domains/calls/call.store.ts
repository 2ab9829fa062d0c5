import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNull,
  like,
  lt,
  lte,
  max,
  or,
  type SQL,
  sql,
  sum,
} from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { CallRow, EventRow, LegRow, VisitRow } from './call.record.ts'
import type { CallFilter } from './call.types.ts'

export interface TimeCursor {
  at: Date
  id: string
}

/** Whose calls: a tenant's, and of these only those of some queues where somebody is confined to them. */
export interface CallScope {
  tenantId: string
  queueIds: readonly string[] | undefined
}

/** What a reader asks for who names no size: a page of 50, and one more to know whether another follows. */
const USUAL_LIMIT = 51

/** Calls as those who may see them ask for them. */
export class CallStore {
  private readonly usualPage: (values: Record<string, unknown>) => Promise<CallRow[]>
  private readonly firstPage: (values: Record<string, unknown>) => Promise<CallRow[]>
  private readonly nextPage: (values: Record<string, unknown>) => Promise<CallRow[]>

  constructor(private readonly store: Store) {
    const { calls } = store.tables
    const placeholder = sql.placeholder
    const ofTenant = and(eq(calls.tenantId, placeholder('tenantId')), isNull(calls.mergedIntoId))
    const order = [desc(calls.startedAt), desc(calls.id)]
    // PostgreSQL keeps its plan only where the limit is spelled out; a bound one is planned at every call.
    this.usualPage = store.prepare('calls_usual', (select) =>
      select()
        .from(calls)
        .where(ofTenant)
        .orderBy(...order)
        .limit(sql.raw(String(USUAL_LIMIT)) as never),
    )
    this.firstPage = store.prepare('calls_first', (select) =>
      select()
        .from(calls)
        .where(ofTenant)
        .orderBy(...order)
        .limit(placeholder('limit')),
    )
    this.nextPage = store.prepare('calls_next', (select) =>
      select()
        .from(calls)
        .where(
          and(
            ofTenant,
            or(
              lt(calls.startedAt, placeholder('at')),
              and(eq(calls.startedAt, placeholder('at')), lt(calls.id, placeholder('id'))),
            ),
          ),
        )
        .orderBy(...order)
        .limit(placeholder('limit')),
    )
  }

  /** A page of calls, the newest first. */
  async page(scope: CallScope, filter: CallFilter, limit: number, after?: TimeCursor): Promise<CallRow[]> {
    if (!scope.queueIds && Object.keys(filter).length === 0) {
      if (!after && limit === USUAL_LIMIT) return this.usualPage({ tenantId: scope.tenantId })
      return after
        ? this.nextPage({ tenantId: scope.tenantId, at: after.at, id: after.id, limit })
        : this.firstPage({ tenantId: scope.tenantId, limit })
    }
    const { calls } = this.store.tables
    // The time alone says it again: by that an index is read from there on, and not from its beginning.
    const beyond =
      after &&
      and(
        lte(calls.startedAt, after.at),
        or(lt(calls.startedAt, after.at), and(eq(calls.startedAt, after.at), lt(calls.id, after.id))),
      )
    return this.store
      .select()
      .from(calls)
      .where(and(this.matching(scope, filter), beyond))
      .orderBy(desc(calls.startedAt), desc(calls.id))
      .limit(limit)
  }

  async find(scope: CallScope, id: string): Promise<CallRow | undefined> {
    const { calls } = this.store.tables
    const [row] = await this.store
      .select()
      .from(calls)
      .where(and(eq(calls.id, id), this.inScope(scope)))
    return row
  }

  async findAll(scope: CallScope, ids: readonly string[]): Promise<CallRow[]> {
    const { calls } = this.store.tables
    return this.store
      .select()
      .from(calls)
      .where(and(inArray(calls.id, [...ids]), this.inScope(scope)))
  }

  async legsOf(callIds: readonly string[]): Promise<LegRow[]> {
    const { callLegs } = this.store.tables
    return this.store
      .select()
      .from(callLegs)
      .where(inArray(callLegs.callId, [...callIds]))
      .orderBy(asc(callLegs.startedAt), asc(callLegs.id))
  }

  async visitsOf(callIds: readonly string[]): Promise<VisitRow[]> {
    const { queueVisits } = this.store.tables
    return this.store
      .select()
      .from(queueVisits)
      .where(inArray(queueVisits.callId, [...callIds]))
      .orderBy(asc(queueVisits.joinedAt), asc(queueVisits.id))
  }

  async eventsOf(callIds: readonly string[]): Promise<EventRow[]> {
    const { callEvents } = this.store.tables
    return this.store
      .select()
      .from(callEvents)
      .where(inArray(callEvents.callId, [...callIds]))
      .orderBy(asc(callEvents.occurredAt), asc(callEvents.id))
  }

  /** A tenant's events in the order they happened, for those who missed some. */
  async eventsPage(scope: CallScope, since: Date, limit: number, after?: TimeCursor): Promise<EventRow[]> {
    const { callEvents } = this.store.tables
    const beyond =
      after &&
      or(
        sql`${callEvents.occurredAt} > ${after.at}`,
        and(eq(callEvents.occurredAt, after.at), sql`${callEvents.id} > ${after.id}`),
      )
    return this.store
      .select()
      .from(callEvents)
      .where(
        and(
          eq(callEvents.tenantId, scope.tenantId),
          gte(callEvents.occurredAt, since),
          scope.queueIds && inArray(callEvents.queueId, [...scope.queueIds]),
          beyond,
        ),
      )
      .orderBy(asc(callEvents.occurredAt), asc(callEvents.id))
      .limit(limit)
  }

  async statistics(scope: CallScope, filter: CallFilter) {
    const { calls } = this.store.tables
    return this.store
      .select({
        disposition: calls.disposition,
        count: count(),
        talkSeconds: sum(calls.talkSeconds).mapWith(Number),
        waitSeconds: sum(calls.waitSeconds).mapWith(Number),
        longestWaitSeconds: max(calls.waitSeconds).mapWith(Number),
      })
      .from(calls)
      .where(this.matching(scope, filter))
      .groupBy(calls.disposition)
  }

  private inScope({ tenantId, queueIds }: CallScope): SQL | undefined {
    const { calls } = this.store.tables
    return and(eq(calls.tenantId, tenantId), queueIds && inArray(calls.queueId, [...queueIds]))
  }

  private matching(scope: CallScope, filter: CallFilter): SQL | undefined {
    const { calls } = this.store.tables
    const prefix = filter.number === undefined ? undefined : `${filter.number}%`
    return and(
      this.inScope(scope),
      isNull(calls.mergedIntoId),
      filter.from && gte(calls.startedAt, filter.from),
      filter.until && lt(calls.startedAt, filter.until),
      filter.queueIds && inArray(calls.queueId, filter.queueIds),
      filter.agentIds && inArray(calls.agentId, filter.agentIds),
      filter.pbxId === undefined ? undefined : eq(calls.pbxId, filter.pbxId),
      filter.direction && eq(calls.direction, filter.direction),
      filter.dispositions && inArray(calls.disposition, filter.dispositions),
      prefix === undefined
        ? undefined
        : or(like(calls.fromNumber, prefix), like(calls.toNumber, prefix), like(calls.did, prefix)),
      filter.minTalkSeconds === undefined ? undefined : gte(calls.talkSeconds, filter.minTalkSeconds),
    )
  }
}
