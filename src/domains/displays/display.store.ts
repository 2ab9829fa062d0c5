import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type DisplayLinkRow = Store['tables']['displayLinks']['$inferSelect']

/** The queries of display links. */
export class DisplayStore {
  constructor(private readonly store: Store) {}

  async insert(row: DisplayLinkRow): Promise<void> {
    await this.store.insert(this.store.tables.displayLinks, row)
  }

  /** Those of a tenant that are not revoked, oldest first. */
  async list(tenantId: string): Promise<DisplayLinkRow[]> {
    const { displayLinks } = this.store.tables
    return this.store
      .select()
      .from(displayLinks)
      .where(and(eq(displayLinks.tenantId, tenantId), isNull(displayLinks.revokedAt)))
      .orderBy(asc(displayLinks.createdAt), asc(displayLinks.id))
  }

  async find(id: string): Promise<DisplayLinkRow | undefined> {
    const { displayLinks } = this.store.tables
    const [row] = await this.store.select().from(displayLinks).where(eq(displayLinks.id, id))
    return row
  }

  async findByToken(tokenHash: string): Promise<DisplayLinkRow | undefined> {
    const { displayLinks } = this.store.tables
    const [row] = await this.store.select().from(displayLinks).where(eq(displayLinks.tokenHash, tokenHash))
    return row
  }

  /** False when somebody was quicker. */
  async revoke(id: string, at: Date): Promise<boolean> {
    const { displayLinks } = this.store.tables
    const changed = await this.store.update(
      displayLinks,
      and(eq(displayLinks.id, id), isNull(displayLinks.revokedAt)),
      { revokedAt: at },
    )
    return changed > 0
  }

  async saw(id: string, at: Date): Promise<void> {
    const { displayLinks } = this.store.tables
    await this.store.update(displayLinks, eq(displayLinks.id, id), { seenAt: at })
  }
}
