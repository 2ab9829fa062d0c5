import { asc, eq } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'

export type RecordingFolderRow = Store['tables']['recordingFolders']['$inferSelect']

/** The queries of folders of recordings: one for a PBX, so there are tens of them. */
export class RecordingFolderStore {
  constructor(private readonly store: Store) {}

  async all(): Promise<RecordingFolderRow[]> {
    const { recordingFolders } = this.store.tables
    return this.store
      .select()
      .from(recordingFolders)
      .orderBy(asc(recordingFolders.createdAt), asc(recordingFolders.id))
  }

  async set(row: RecordingFolderRow): Promise<void> {
    await this.store.upsert(
      this.store.tables.recordingFolders,
      row,
      ['pbxId'],
      ['tenantId', 'folder', 'pbxFolder', 'layout'],
    )
  }

  async remove(pbxId: string): Promise<boolean> {
    const { recordingFolders } = this.store.tables
    return (await this.store.delete(recordingFolders, eq(recordingFolders.pbxId, pbxId))) > 0
  }
}
