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
  max,
  ne,
  or,
  type SQL,
  sql,
  sum,
} from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { CallRecord, CallRow, EventRow, LegRow, VisitRow } from './call.record.ts'
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

/** A call that was open when it was last written, with what is needed to go on with it. */
export interface OpenCall {
  call: CallRow
  legs: LegRow[]
  visits: VisitRow[]
}

const MAX_OPEN = 20_000

/** Queries of kept calls. */
export class CallStore {
  private readonly firstPage: (values: Record<string, unknown>) => Promise<CallRow[]>
  private readonly nextPage: (values: Record<string, unknown>) => Promise<CallRow[]>

  constructor(private readonly store: Store) {
    const { calls } = store.tables
    const placeholder = sql.placeholder
    const ofTenant = and(eq(calls.tenantId, placeholder('tenantId')), isNull(calls.mergedIntoId))
    const order = [desc(calls.startedAt), desc(calls.id)]
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

  /** Writes records in any order and however often; of each row the newest version stays. */
  async write(records: readonly CallRecord[]): Promise<void> {
    const { calls, callLegs, queueVisits, callEvents } = this.store.tables
    const events = records.flatMap((record) => record.events)
    const legs = records.flatMap((record) => record.legs)
    const visits = records.flatMap((record) => record.visits)
    await this.store.transaction(async () => {
      await this.store.bulkUpsert(
        calls,
        records.map((record) => record.call),
        {
          key: ['id'],
          overwrite: [
            'tenantId',
            'version',
            'direction',
            'state',
            'disposition',
            'fromNumber',
            'fromName',
            'toNumber',
            'did',
            'queueId',
            'agentId',
            'answeredAt',
            'endedAt',
            'waitSeconds',
            'talkSeconds',
            'holdSeconds',
            'durationSeconds',
            'transferCount',
            'hangupCause',
            'endReason',
            'recording',
            'mergedIntoId',
          ],
          newer: 'version',
        },
      )
      await this.store.bulkUpsert(callLegs, legs, {
        key: ['id'],
        overwrite: [
          'tenantId',
          'callId',
          'version',
          'channel',
          'number',
          'agentId',
          'answeredAt',
          'endedAt',
          'hangupCause',
        ],
        newer: 'version',
      })
      await this.store.bulkUpsert(queueVisits, visits, {
        key: ['id'],
        overwrite: [
          'tenantId',
          'callId',
          'version',
          'agentId',
          'outcome',
          'answeredAt',
          'leftAt',
          'talkEndedAt',
          'waitSeconds',
          'talkSeconds',
        ],
        newer: 'version',
      })
      await this.store.bulkUpsert(callEvents, events, { key: ['id'], overwrite: ['tenantId'] })
    })
  }

  /** A page of calls, the newest first. */
  async page(scope: CallScope, filter: CallFilter, limit: number, after?: TimeCursor): Promise<CallRow[]> {
    if (!scope.queueIds && Object.keys(filter).length === 0)
      return after
        ? this.nextPage({ tenantId: scope.tenantId, at: after.at, id: after.id, limit })
        : this.firstPage({ tenantId: scope.tenantId, limit })
    const { calls } = this.store.tables
    const beyond =
      after && or(lt(calls.startedAt, after.at), and(eq(calls.startedAt, after.at), lt(calls.id, after.id)))
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

  /** The calls of a PBX that have no end yet. */
  async openCalls(pbxId: string): Promise<OpenCall[]> {
    const { calls } = this.store.tables
    const rows = await this.store
      .select()
      .from(calls)
      .where(and(eq(calls.pbxId, pbxId), ne(calls.state, 'ENDED')))
      .limit(MAX_OPEN)
    const open = new Map(
      rows.map((call) => [call.id, { call, legs: [] as LegRow[], visits: [] as VisitRow[] }]),
    )
    const ids = [...open.keys()]
    for (let at = 0; at < ids.length; at += 500) {
      const some = ids.slice(at, at + 500)
      for (const leg of await this.legsOf(some)) open.get(leg.callId)?.legs.push(leg)
      for (const visit of await this.visitsOf(some)) open.get(visit.callId)?.visits.push(visit)
    }
    return [...open.values()]
  }

  /** Removes every trace of a PBX's calls, as of a simulated one that is no longer shown. */
  async removeAllOf(pbxId: string): Promise<void> {
    const { calls, callLegs, queueVisits, callEvents } = this.store.tables
    const ofPbx = this.store.select({ id: calls.id }).from(calls).where(eq(calls.pbxId, pbxId))
    for (const parts of [callLegs, queueVisits, callEvents])
      await this.store.delete(parts, inArray(parts.callId, ofPbx))
    await this.store.delete(calls, eq(calls.pbxId, pbxId))
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
