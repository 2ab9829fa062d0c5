import { asc, eq } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type DatabaseAccountRow = Store['tables']['databaseAccounts']['$inferSelect']

/** The queries of the databases of PBXs. */
export class DatabaseStore {
  constructor(private readonly store: Store) {}

  /** A tenant's, oldest first. */
  async list(tenantId: string): Promise<DatabaseAccountRow[]> {
    const { databaseAccounts } = this.store.tables
    return this.store
      .select()
      .from(databaseAccounts)
      .where(eq(databaseAccounts.tenantId, tenantId))
      .orderBy(asc(databaseAccounts.createdAt), asc(databaseAccounts.id))
  }

  async find(id: string): Promise<DatabaseAccountRow | undefined> {
    const { databaseAccounts } = this.store.tables
    const [row] = await this.store.select().from(databaseAccounts).where(eq(databaseAccounts.id, id))
    return row
  }

  async insert(row: DatabaseAccountRow): Promise<void> {
    await this.store.insert(this.store.tables.databaseAccounts, row)
  }

  async update({ id, ...set }: DatabaseAccountRow): Promise<void> {
    const { databaseAccounts } = this.store.tables
    await this.store.update(databaseAccounts, eq(databaseAccounts.id, id), set)
  }

  async delete(id: string): Promise<void> {
    const { databaseAccounts } = this.store.tables
    await this.store.delete(databaseAccounts, eq(databaseAccounts.id, id))
  }

  async deleteAllOf(pbxId: string): Promise<void> {
    const { databaseAccounts } = this.store.tables
    await this.store.delete(databaseAccounts, eq(databaseAccounts.pbxId, pbxId))
  }
}
