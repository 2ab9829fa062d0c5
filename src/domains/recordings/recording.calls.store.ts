import { and, desc, eq, gte, inArray, isNotNull, lt, type SQL } from 'drizzle-orm'
import { lowestIdAt } from '../../platform/ids.ts'
import type { Store } from '../../platform/store/store.ts'

/** What a recording needs to know of its call. */
export interface RecordedCall {
  readonly id: string
  readonly tenantId: string
  readonly pbxId: string
  readonly linkedid: string
  readonly queueId: string | null
  readonly agentId: string | null
  readonly startedAt: Date
  readonly endedAt: Date | null
  /** The file as the PBX named it last. */
  readonly recording: string | null
  readonly mergedIntoId: string | null
}

const MOST = 5_000

/** What is kept of calls, as far as their recordings go. */
export class RecordedCallStore {
  constructor(private readonly store: Store) {}

  async findAll(ids: readonly string[]): Promise<RecordedCall[]> {
    return ids.length === 0 ? [] : this.where(inArray(this.store.tables.calls.id, [...ids]))
  }

  /** Which call each of some channels is a part of, by the ids of both. */
  async callIdsOf(legIds: readonly string[]): Promise<Map<string, string>> {
    if (legIds.length === 0) return new Map()
    const { callLegs } = this.store.tables
    const rows = await this.store
      .select({ id: callLegs.id, callId: callLegs.callId })
      .from(callLegs)
      .where(inArray(callLegs.id, [...legIds]))
    return new Map(rows.map(({ id, callId }) => [id, callId]))
  }

  /** The calls of a PBX that began in a period and of which it reported a recording; of very many the newest. */
  async reporting(pbxId: string, from: Date, until: Date): Promise<RecordedCall[]> {
    return this.where(and(this.begun(pbxId, from, until), isNotNull(this.store.tables.calls.recording)))
  }

  /** Of these the ones whose recording was reported by one of some names. */
  async reportingAny(
    pbxId: string,
    from: Date,
    until: Date,
    names: readonly string[],
  ): Promise<RecordedCall[]> {
    const { calls } = this.store.tables
    return this.where(and(this.begun(pbxId, from, until), inArray(calls.recording, [...names])))
  }

  /** By the ids, which sort by time: a shared PBX has calls of many tenants. */
  private begun(pbxId: string, from: Date, until: Date): SQL | undefined {
    const { calls } = this.store.tables
    return and(gte(calls.id, lowestIdAt(from)), lt(calls.id, lowestIdAt(until)), eq(calls.pbxId, pbxId))
  }

  private async where(condition: SQL | undefined): Promise<RecordedCall[]> {
    const { calls } = this.store.tables
    const { id, tenantId, pbxId, linkedid, queueId, agentId, startedAt, endedAt, recording, mergedIntoId } =
      calls
    return this.store
      .select({
        ...{ id, tenantId, pbxId, linkedid, queueId, agentId, startedAt, endedAt, recording, mergedIntoId },
      })
      .from(calls)
      .where(condition)
      .orderBy(desc(id))
      .limit(MOST)
  }
}
