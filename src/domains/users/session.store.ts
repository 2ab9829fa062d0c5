import { and, desc, eq, gt, inArray, isNull, lt, ne } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { UserRow } from './user.store.ts'

export type SessionRow = Store['tables']['sessions']['$inferSelect']

/** The queries of sign-ins. */
export class SessionStore {
  constructor(private readonly store: Store) {}

  async insert(row: SessionRow): Promise<void> {
    await this.store.insert(this.store.tables.sessions, row)
  }

  /** A sign-in with the person it is of, whatever the state of either. */
  async findWithUser(id: string): Promise<{ session: SessionRow; user: UserRow } | undefined> {
    const { sessions, users } = this.store.tables
    const [row] = await this.store
      .select({ session: sessions, user: users })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.id, id))
    return row
  }

  /** From `turn` to the next, unless another refresh or a revocation came first. */
  async advance(id: string, turn: number, refreshedAt: Date, expiresAt: Date): Promise<boolean> {
    const { sessions } = this.store.tables
    const changed = await this.store.update(
      sessions,
      and(eq(sessions.id, id), eq(sessions.turn, turn), isNull(sessions.revokedAt)),
      { turn: turn + 1, refreshedAt, expiresAt },
    )
    return changed > 0
  }

  /** Those of a user that are good at `now`, the one used last first. */
  async listGood(userId: string, now: Date): Promise<SessionRow[]> {
    const { sessions } = this.store.tables
    return this.store
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
      .orderBy(desc(sessions.refreshedAt), desc(sessions.id))
  }

  async revoke(ids: readonly string[], at: Date): Promise<void> {
    const { sessions } = this.store.tables
    if (ids.length)
      await this.store.update(sessions, and(inArray(sessions.id, [...ids]), isNull(sessions.revokedAt)), {
        revokedAt: at,
      })
  }

  async revokeAllOf(userId: string, at: Date, exceptId?: string): Promise<void> {
    const { sessions } = this.store.tables
    await this.store.update(
      sessions,
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        exceptId === undefined ? undefined : ne(sessions.id, exceptId),
      ),
      { revokedAt: at },
    )
  }

  /** What ended before `before` is of no more use, not even to notice a stolen token. */
  async deleteExpired(userId: string, before: Date): Promise<void> {
    const { sessions } = this.store.tables
    await this.store.delete(sessions, and(eq(sessions.userId, userId), lt(sessions.expiresAt, before)))
  }

  async hasAny(userId: string): Promise<boolean> {
    const { sessions } = this.store.tables
    const rows = await this.store
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .limit(1)
    return rows.length > 0
  }
}
