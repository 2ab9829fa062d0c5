import { and, asc, eq, gt, or } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type TenantRow = Store['tables']['tenants']['$inferSelect']

/** The queries of tenants. */
export class TenantStore {
  constructor(private readonly store: Store) {}

  async insert(row: TenantRow): Promise<void> {
    await this.store.insert(this.store.tables.tenants, row)
  }

  async find(id: string): Promise<TenantRow | undefined> {
    const { tenants } = this.store.tables
    const [row] = await this.store.select().from(tenants).where(eq(tenants.id, id))
    return row
  }

  async update(id: string, set: Partial<TenantRow>): Promise<void> {
    await this.store.update(this.store.tables.tenants, eq(this.store.tables.tenants.id, id), set)
  }

  /** Oldest first. */
  async page(limit: number, after?: { at: Date; id: string }): Promise<TenantRow[]> {
    const { tenants } = this.store.tables
    return this.store
      .select()
      .from(tenants)
      .where(
        after &&
          or(gt(tenants.createdAt, after.at), and(eq(tenants.createdAt, after.at), gt(tenants.id, after.id))),
      )
      .orderBy(asc(tenants.createdAt), asc(tenants.id))
      .limit(limit)
  }

  async zones(): Promise<Pick<TenantRow, 'id' | 'timeZone'>[]> {
    const { tenants } = this.store.tables
    return this.store.select({ id: tenants.id, timeZone: tenants.timeZone }).from(tenants)
  }
}
