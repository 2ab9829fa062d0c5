import {
  and,
  asc,
  desc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  or,
  type SQL,
} from 'drizzle-orm'
import type { Position } from '../../api/pagination.ts'
import type { Store } from '../../platform/store/store.ts'
import type { RecordingFilter } from './recording.types.ts'

export type RecordingRow = Store['tables']['recordings']['$inferSelect']

/** Whose recordings: a tenant's, and of these only those of some queues where somebody is confined to them. */
export interface RecordingScope {
  readonly tenantId: string
  readonly queueIds: readonly string[] | undefined
}

/** A filter without what was not given. */
export type GivenFilter = { [Name in keyof RecordingFilter]?: NonNullable<RecordingFilter[Name]> }

/** The queries of recordings. */
export class RecordingStore {
  constructor(private readonly store: Store) {}

  async findAll(ids: readonly string[]): Promise<RecordingRow[]> {
    if (ids.length === 0) return []
    const { recordings } = this.store.tables
    return this.store
      .select()
      .from(recordings)
      .where(inArray(recordings.id, [...ids]))
  }

  /** Which of some ids are kept. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const { recordings } = this.store.tables
    const rows = await this.store
      .select({ id: recordings.id })
      .from(recordings)
      .where(inArray(recordings.id, [...ids]))
    return new Set(rows.map(({ id }) => id))
  }

  /** Writes what was found, as often as it is; what became of a recording meanwhile stays. */
  async write(rows: RecordingRow[]): Promise<void> {
    await this.store.bulkUpsert(this.store.tables.recordings, rows, {
      key: ['id'],
      overwrite: ['tenantId', 'callId', 'queueId', 'agentId', 'startedAt', 'sizeBytes'],
    })
  }

  /** A page, the newest first. */
  async page(
    scope: RecordingScope,
    filter: GivenFilter,
    limit: number,
    after?: Position,
  ): Promise<RecordingRow[]> {
    const { recordings } = this.store.tables
    const beyond =
      after &&
      or(
        lt(recordings.startedAt, after.at),
        and(eq(recordings.startedAt, after.at), lt(recordings.id, after.id)),
      )
    return this.store
      .select()
      .from(recordings)
      .where(and(this.matching(scope, filter), beyond))
      .orderBy(desc(recordings.startedAt), desc(recordings.id))
      .limit(limit)
  }

  async find(scope: RecordingScope, id: string): Promise<RecordingRow | undefined> {
    const { recordings } = this.store.tables
    const [row] = await this.store
      .select()
      .from(recordings)
      .where(and(eq(recordings.id, id), this.inScope(scope)))
    return row
  }

  /** Those of some calls, the first one first. */
  async ofCalls(scope: RecordingScope, callIds: readonly string[], limit: number): Promise<RecordingRow[]> {
    const { recordings } = this.store.tables
    return this.store
      .select()
      .from(recordings)
      .where(and(inArray(recordings.callId, [...callIds]), this.inScope(scope)))
      .orderBy(asc(recordings.startedAt), asc(recordings.id))
      .limit(limit)
  }

  async setDuration(id: string, durationSeconds: number): Promise<void> {
    const { recordings } = this.store.tables
    await this.store.update(recordings, eq(recordings.id, id), { durationSeconds })
  }

  /** False when somebody was quicker. */
  async markRemoved(id: string, removedAt: Date): Promise<boolean> {
    const { recordings } = this.store.tables
    const where = and(eq(recordings.id, id), isNull(recordings.removedAt))
    return (await this.store.update(recordings, where, { removedAt })) > 0
  }

  private inScope({ tenantId, queueIds }: RecordingScope): SQL | undefined {
    const { recordings } = this.store.tables
    return and(eq(recordings.tenantId, tenantId), queueIds && inArray(recordings.queueId, [...queueIds]))
  }

  private matching(scope: RecordingScope, filter: GivenFilter): SQL | undefined {
    const { recordings } = this.store.tables
    const { from, until, queueIds, agentIds, callId, pbxId, number, isRemoved } = filter
    return and(
      this.inScope(scope),
      from && gte(recordings.startedAt, from),
      until && lt(recordings.startedAt, until),
      queueIds && inArray(recordings.queueId, queueIds),
      agentIds && inArray(recordings.agentId, agentIds),
      callId === undefined ? undefined : eq(recordings.callId, callId),
      pbxId === undefined ? undefined : eq(recordings.pbxId, pbxId),
      isRemoved === undefined
        ? undefined
        : isRemoved
          ? isNotNull(recordings.removedAt)
          : isNull(recordings.removedAt),
      number === undefined ? undefined : this.withNumber(number),
    )
  }

  /** In the call, or before the date in the name of a file whose call is not kept. */
  private withNumber(number: string): SQL | undefined {
    const { recordings, calls } = this.store.tables
    const prefix = `${number}%`
    const ofCall = this.store
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.id, recordings.callId),
          or(like(calls.fromNumber, prefix), like(calls.toNumber, prefix), like(calls.did, prefix)),
        ),
      )
    return or(exists(ofCall), like(recordings.path, `%-${number}%-________-______-%`))
  }
}
