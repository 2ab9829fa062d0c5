import { and, asc, eq } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type ScheduleRow = Store['tables']['reportSchedules']['$inferSelect']

/** The queries of scheduled reports. */
export class ScheduleStore {
  constructor(private readonly store: Store) {}

  async insert(row: ScheduleRow): Promise<void> {
    await this.store.insert(this.store.tables.reportSchedules, row)
  }

  async find(id: string): Promise<ScheduleRow | undefined> {
    const { reportSchedules } = this.store.tables
    const [row] = await this.store.select().from(reportSchedules).where(eq(reportSchedules.id, id))
    return row
  }

  /** Those of a tenant, or of one person of it, oldest first. */
  async list(tenantId: string, userId?: string): Promise<ScheduleRow[]> {
    const { reportSchedules } = this.store.tables
    return this.store
      .select()
      .from(reportSchedules)
      .where(
        and(
          eq(reportSchedules.tenantId, tenantId),
          userId === undefined ? undefined : eq(reportSchedules.userId, userId),
        ),
      )
      .orderBy(asc(reportSchedules.createdAt), asc(reportSchedules.id))
  }

  /** All that do not rest. */
  async enabled(): Promise<ScheduleRow[]> {
    const { reportSchedules } = this.store.tables
    return this.store.select().from(reportSchedules).where(eq(reportSchedules.enabled, true))
  }

  async update(id: string, set: Partial<ScheduleRow>): Promise<void> {
    const { reportSchedules } = this.store.tables
    await this.store.update(reportSchedules, eq(reportSchedules.id, id), set)
  }

  async remove(id: string): Promise<number> {
    const { reportSchedules } = this.store.tables
    return this.store.delete(reportSchedules, eq(reportSchedules.id, id))
  }
}
