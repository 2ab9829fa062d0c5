import type { RecordingFolder } from '../../../adapters/recordings/recording.folder.ts'
import { DomainError } from '../../../errors.ts'
import { FolderScan, type FolderState, type ScanParts } from './folder.scan.ts'
import type { RecordingFolderRow, RecordingFolderStore } from './folder.store.ts'

/** A PBX as it is registered. */
export interface RegisteredPbx {
  readonly id: string
  readonly tenantId: string | null
  readonly timeZone: string
}

export interface FolderKeeperParts extends ScanParts {
  readonly store: RecordingFolderStore
  readonly pbxOf: (id: string) => Promise<RegisteredPbx | undefined>
}

/** Keeps looking through the folders of all PBXs: the one owner of each scan. */
export class FolderKeeper {
  private readonly scans = new Map<string, FolderScan>()
  private isStopped = false

  constructor(private readonly parts: FolderKeeperParts) {}

  async start(): Promise<void> {
    for (const row of await this.parts.store.all()) {
      const pbx = await this.parts.pbxOf(row.pbxId)
      if (pbx) await this.open(row, pbx)
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all([...this.scans.values()].map((scan) => scan.stop()))
    this.scans.clear()
  }

  /** Begins to look through a folder, in the place of the one that the PBX had. */
  async open(row: RecordingFolderRow, pbx: RegisteredPbx): Promise<void> {
    await this.close(row.pbxId)
    if (this.isStopped) return
    const { id, tenantId, timeZone } = pbx
    const recorded = { id, tenantId, timeZone, pbxFolder: row.pbxFolder }
    const scan = new FolderScan(recorded, row.folder, row.layout, this.parts)
    this.scans.set(row.pbxId, scan)
    scan.start()
  }

  async close(pbxId: string): Promise<void> {
    const scan = this.scans.get(pbxId)
    this.scans.delete(pbxId)
    await scan?.stop()
  }

  /** Something was recorded on a PBX just now. */
  wake(pbxId: string): void {
    this.scans.get(pbxId)?.wake()
  }

  folderOf(pbxId: string): RecordingFolder | undefined {
    return this.scans.get(pbxId)?.folder
  }

  stateOf(pbxId: string): FolderState | undefined {
    return this.scans.get(pbxId)?.state
  }

  /**
   * Removes the file of a recording; false when there was none.
   * @throws DomainError FOLDER_*, also FOLDER_EMPTY where nothing at all is: then the disk is away, not the file
   */
  async removeFile({ pbxId, path }: { pbxId: string; path: string }): Promise<boolean> {
    const folder = this.folderOf(pbxId)
    if (!folder) throw new DomainError('FOLDER_MISSING')
    const isRemoved = await folder.remove(path)
    if (!isRemoved && (await folder.isEmpty())) throw new DomainError('FOLDER_EMPTY')
    return isRemoved
  }
}
