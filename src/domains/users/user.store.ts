import { and, asc, count, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type UserRow = Store['tables']['users']['$inferSelect']

/** The place in a list from which a page goes on. */
export interface UserCursor {
  at: Date
  id: string
}

/** The queries of users. A login belongs to the whole platform, everything else to a tenant. */
export class UserStore {
  constructor(private readonly store: Store) {}

  async insert(row: UserRow): Promise<void> {
    await this.store.insert(this.store.tables.users, row)
  }

  async find(id: string): Promise<UserRow | undefined> {
    const { users } = this.store.tables
    const [row] = await this.store.select().from(users).where(eq(users.id, id))
    return row
  }

  async findByLogin(login: string): Promise<UserRow | undefined> {
    const { users } = this.store.tables
    const [row] = await this.store.select().from(users).where(eq(users.login, login))
    return row
  }

  async findAll(ids: readonly string[]): Promise<UserRow[]> {
    const { users } = this.store.tables
    return this.store
      .select()
      .from(users)
      .where(inArray(users.id, [...ids]))
  }

  /** Oldest first. */
  async page(tenantId: string, limit: number, after?: UserCursor): Promise<UserRow[]> {
    const { users } = this.store.tables
    return this.store
      .select()
      .from(users)
      .where(
        and(
          eq(users.tenantId, tenantId),
          after &&
            or(gt(users.createdAt, after.at), and(eq(users.createdAt, after.at), gt(users.id, after.id))),
        ),
      )
      .orderBy(asc(users.createdAt), asc(users.id))
      .limit(limit)
  }

  async update(id: string, set: Partial<Omit<UserRow, 'id' | 'tenantId'>>): Promise<void> {
    await this.store.update(this.store.tables.users, eq(this.store.tables.users.id, id), set)
  }

  async isTenant(id: string): Promise<boolean> {
    const { tenants } = this.store.tables
    return (await this.store.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, id))).length > 0
  }

  async count(): Promise<number> {
    const { users } = this.store.tables
    const [total] = await this.store.select({ users: count() }).from(users)
    return total?.users ?? 0
  }

  /**
   * The active administrators and operators, locked until the transaction ends: two of them who disable each
   * other at once wait for one another. Of all tenants when `tenantId` is undefined.
   */
  async lockKeepers(tenantId: string | undefined): Promise<UserRow[]> {
    const { users } = this.store.tables
    return this.store
      .select()
      .from(users)
      .where(
        and(
          tenantId === undefined ? eq(users.role, 'OPERATOR') : eq(users.tenantId, tenantId),
          inArray(users.role, ['OPERATOR', 'ADMIN']),
          isNull(users.disabledAt),
        ),
      )
      .orderBy(asc(users.id))
      .for('update')
  }
}
