import { and, desc, eq, gte, lt, or } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { AuditFilter } from './audit.types.ts'

export type AuditRecord = Store['tables']['auditEntries']['$inferSelect']

/** The queries of the audit log. */
export class AuditStore {
  constructor(private readonly store: Store) {}

  /** Writes what is not there yet: the same records again change nothing. */
  async write(records: AuditRecord[]): Promise<void> {
    await this.store.insertMissing(this.store.tables.auditEntries, records, ['id'])
  }

  /** A tenant's entries, the newest first. */
  async page(
    tenantId: string,
    { userId, action, targetId, from, until }: AuditFilter,
    limit: number,
    after?: { at: Date; id: string },
  ): Promise<AuditRecord[]> {
    const { auditEntries: entries } = this.store.tables
    return this.store
      .select()
      .from(entries)
      .where(
        and(
          eq(entries.tenantId, tenantId),
          userId ? eq(entries.userId, userId) : undefined,
          action ? eq(entries.action, action) : undefined,
          targetId ? eq(entries.targetId, targetId) : undefined,
          from ? gte(entries.occurredAt, from) : undefined,
          until ? lt(entries.occurredAt, until) : undefined,
          after &&
            or(
              lt(entries.occurredAt, after.at),
              and(eq(entries.occurredAt, after.at), lt(entries.id, after.id)),
            ),
        ),
      )
      .orderBy(desc(entries.occurredAt), desc(entries.id))
      .limit(limit)
  }
}
