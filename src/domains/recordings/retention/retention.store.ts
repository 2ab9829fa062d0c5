import { and, asc, count, eq, gt, inArray, isNull, lt, min, notInArray, or, type SQL, sum } from 'drizzle-orm'
import type { Position } from '../../../api/pagination.ts'
import type { Store } from '../../../platform/store/store.ts'
import type { RecordingRow } from '../recording.store.ts'

export type RetentionRuleRow = Store['tables']['retentionRules']['$inferSelect']

/** In the place of a queue: the recordings that no other rule is about. */
export const NO_QUEUE = '00000000-0000-0000-0000-000000000000'

/** The recordings that a rule is about and whose time is over. */
export interface Overdue {
  readonly tenantId: string
  readonly queueId: string
  /** The queues that have rules of their own. */
  readonly otherQueueIds: readonly string[]
  readonly before: Date
}

/** The queries of how long recordings are kept. */
export class RetentionStore {
  constructor(private readonly store: Store) {}

  async rules(tenantId?: string): Promise<RetentionRuleRow[]> {
    const { retentionRules } = this.store.tables
    return this.store
      .select()
      .from(retentionRules)
      .where(tenantId === undefined ? undefined : eq(retentionRules.tenantId, tenantId))
      .orderBy(asc(retentionRules.createdAt), asc(retentionRules.id))
  }

  async set(row: RetentionRuleRow): Promise<void> {
    await this.store.upsert(this.store.tables.retentionRules, row, ['tenantId', 'queueId'], ['keepDays'])
  }

  async remove(tenantId: string, id: string): Promise<boolean> {
    const { retentionRules } = this.store.tables
    const where = and(eq(retentionRules.tenantId, tenantId), eq(retentionRules.id, id))
    return (await this.store.delete(retentionRules, where)) > 0
  }

  async summary(overdue: Overdue) {
    const { recordings } = this.store.tables
    const [row] = await this.store
      .select({
        fileCount: count(),
        sizeBytes: sum(recordings.sizeBytes).mapWith(Number),
        oldestAt: min(recordings.startedAt),
      })
      .from(recordings)
      .where(this.overdue(overdue))
    return { fileCount: row?.fileCount ?? 0, sizeBytes: row?.sizeBytes ?? 0, oldestAt: row?.oldestAt ?? null }
  }

  /** The oldest of them, from a place on. */
  async oldest(overdue: Overdue, limit: number, after?: Position): Promise<RecordingRow[]> {
    const { recordings } = this.store.tables
    return this.store
      .select()
      .from(recordings)
      .where(
        and(
          this.overdue(overdue),
          after &&
            or(
              gt(recordings.startedAt, after.at),
              and(eq(recordings.startedAt, after.at), gt(recordings.id, after.id)),
            ),
        ),
      )
      .orderBy(asc(recordings.startedAt), asc(recordings.id))
      .limit(limit)
  }

  private overdue({ tenantId, queueId, otherQueueIds, before }: Overdue): SQL | undefined {
    const { recordings } = this.store.tables
    const ofRest =
      otherQueueIds.length === 0
        ? undefined
        : or(isNull(recordings.queueId), notInArray(recordings.queueId, [...otherQueueIds]))
    return and(
      eq(recordings.tenantId, tenantId),
      lt(recordings.startedAt, before),
      isNull(recordings.removedAt),
      queueId === NO_QUEUE ? ofRest : inArray(recordings.queueId, [queueId]),
    )
  }
}
