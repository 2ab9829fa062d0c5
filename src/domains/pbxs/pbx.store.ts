import { and, asc, eq } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'

export type PbxRow = Store['tables']['pbxs']['$inferSelect']
export type PbxMappingRow = Store['tables']['pbxMappings']['$inferSelect']

/** The queries of PBXs and of whose the names on shared ones are. A platform has tens of them, not thousands. */
export class PbxStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<PbxRow[]> {
    const { pbxs } = this.store.tables
    return this.store.select().from(pbxs).orderBy(asc(pbxs.createdAt), asc(pbxs.id))
  }

  async find(id: string): Promise<PbxRow | undefined> {
    const { pbxs } = this.store.tables
    const [row] = await this.store.select().from(pbxs).where(eq(pbxs.id, id))
    return row
  }

  async insert(row: PbxRow): Promise<void> {
    await this.store.insert(this.store.tables.pbxs, row)
  }

  async update(id: string, set: Partial<PbxRow>): Promise<void> {
    await this.store.update(this.store.tables.pbxs, eq(this.store.tables.pbxs.id, id), set)
  }

  async delete(id: string): Promise<void> {
    await this.store.delete(this.store.tables.pbxs, eq(this.store.tables.pbxs.id, id))
  }

  async timeZoneOf(tenantId: string): Promise<string | undefined> {
    const { tenants } = this.store.tables
    const [row] = await this.store
      .select({ timeZone: tenants.timeZone })
      .from(tenants)
      .where(eq(tenants.id, tenantId))
    return row?.timeZone
  }

  async allMappings(): Promise<PbxMappingRow[]> {
    const { pbxMappings } = this.store.tables
    return this.store.select().from(pbxMappings).orderBy(asc(pbxMappings.kind), asc(pbxMappings.prefix))
  }

  /** Sets whose a prefix is, whether it was somebody's before or not. */
  async setMapping(row: PbxMappingRow): Promise<PbxMappingRow> {
    const { pbxMappings } = this.store.tables
    await this.store.upsert(pbxMappings, row, ['pbxId', 'kind', 'prefix'], ['tenantId'])
    const [kept] = await this.store
      .select()
      .from(pbxMappings)
      .where(
        and(
          eq(pbxMappings.pbxId, row.pbxId),
          eq(pbxMappings.kind, row.kind),
          eq(pbxMappings.prefix, row.prefix),
        ),
      )
    return kept!
  }

  async deleteMapping(id: string): Promise<boolean> {
    const { pbxMappings } = this.store.tables
    return (await this.store.delete(pbxMappings, eq(pbxMappings.id, id))) > 0
  }
}
