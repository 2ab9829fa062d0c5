import { realpath } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { isInside, RecordingFolder as Mounted } from '../../../adapters/recordings/recording.folder.ts'
import { messageOf } from '../../../api/messages/messages.ts'
import type { ErrorCode } from '../../../api/payload.ts'
import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import { newId } from '../../../platform/ids.ts'
import type { Language, Viewer } from '../../../platform/viewer.ts'
import { UNOWNED } from '../../pbxs/pbx.directory.ts'
import type { PbxService } from '../../pbxs/pbx.service.ts'
import type { FolderKeeper } from './folder.keeper.ts'
import type { RecordingFolderRow, RecordingFolderStore } from './folder.store.ts'
import { RecordingFolder, type RecordingFolderInput, RecordingFolderProblem } from './folder.types.ts'

const USUAL_PBX_FOLDER = '/var/spool/asterisk/monitor'
const LONGEST = 500

export interface FolderParts {
  readonly store: RecordingFolderStore
  readonly keeper: FolderKeeper
  readonly pbxs: PbxService
  readonly clock: Clock
  /** Ours: what we keep ourselves is nobody's recordings. */
  readonly dataFolder: string
  /** In it, each tenant's administrators may name the folders below their slug. */
  readonly tenantsFolder: string | undefined
  readonly slugOf: (viewer: Viewer) => Promise<string>
}

/** Where the recordings of PBXs lie, as their keepers set it. */
export class RecordingFolderService {
  constructor(private readonly parts: FolderParts) {}

  /** Those of the viewer's PBXs, of operators also of shared ones, with how they stand. */
  async list(viewer: Viewer, language: Language): Promise<RecordingFolder[]> {
    viewer.demand('admin')
    const rows = await this.parts.store.all()
    return rows.filter((row) => owns(viewer, row)).map((row) => this.show(row, language))
  }

  /**
   * Sets where the recordings of a PBX lie, and begins to look through it.
   * @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_FOLDER, FOLDER_* at the folder
   */
  async set(
    viewer: Viewer,
    pbxId: string,
    input: RecordingFolderInput,
    language: Language,
  ): Promise<RecordingFolder> {
    viewer.demandChange('admin')
    const { store, keeper, pbxs, clock } = this.parts
    const pbx = await pbxs.findOwn(viewer, pbxId, ['pbxId'])
    const path = ['input', 'folder']
    const folder = demandFolder(input.folder, path)
    await this.demandOwn(viewer, folder, path)
    const real = await at(path, () => new Mounted(folder).find())
    await this.demandOwn(viewer, real, path, true)
    await this.demandFree(pbxId, real, path)
    const before = (await store.all()).find((row) => row.pbxId === pbxId)
    const row: RecordingFolderRow = {
      id: before?.id ?? newId(),
      tenantId: pbx.tenantId ?? UNOWNED,
      pbxId,
      folder: real,
      pbxFolder: demandFolder(input.pbxFolder ?? USUAL_PBX_FOLDER, ['input', 'pbxFolder'], 255),
      layout: input.layout ?? 'DATED',
      createdAt: before?.createdAt ?? clock.now(),
    }
    await store.set(row)
    await keeper.open(row, pbx)
    return this.show(row, language)
  }

  /** Looks through the folder no more; files and what is known of them stay. @throws DomainError NOT_FOUND */
  async remove(viewer: Viewer, pbxId: string): Promise<boolean> {
    viewer.demandChange('admin')
    const pbx = await this.parts.pbxs.findOwn(viewer, pbxId, ['pbxId'])
    if (!(await this.parts.store.remove(pbx.id))) throw new DomainError('NOT_FOUND', ['pbxId'])
    await this.parts.keeper.close(pbx.id)
    return true
  }

  /** A PBX is gone, and with it what was set for it. */
  async forget(pbxId: string): Promise<void> {
    await this.parts.store.remove(pbxId)
    await this.parts.keeper.close(pbxId)
  }

  /** Before anything of the disk is told, and once more when it is known where a name really leads. */
  private async demandOwn(viewer: Viewer, folder: string, path: readonly string[], isReal = false) {
    if (viewer.isOperator) return
    const { tenantsFolder, slugOf } = this.parts
    const slug = await slugOf(viewer)
    const own = tenantsFolder === undefined ? undefined : join(tenantsFolder, slug)
    const place = own === undefined || !isReal ? own : await realpath(own).catch(() => undefined)
    if (place === undefined || !isInside(place, folder))
      throw new DomainError('FOLDER_NOT_YOURS', path, { slug })
  }

  /** Two PBXs with one folder would give each other's recordings away. */
  private async demandFree(pbxId: string, real: string, path: readonly string[]): Promise<void> {
    const others = (await this.parts.store.all()).filter((row) => row.pbxId !== pbxId)
    for (const folder of [this.parts.dataFolder, ...others.map((row) => row.folder)]) {
      const other = await realpath(folder).catch(() => folder)
      if (isInside(other, real) || isInside(real, other)) throw new DomainError('FOLDER_TAKEN', path)
    }
  }

  private show(row: RecordingFolderRow, language: Language): RecordingFolder {
    const { id, pbxId, folder, pbxFolder, layout } = row
    const state = this.parts.keeper.stateOf(pbxId)
    const problem = state?.problem ?? null
    return Object.assign(new RecordingFolder(), {
      ...{ id, pbxId, folder, pbxFolder, layout },
      isReadable: problem === null || problem.code === 'FOLDER_EMPTY',
      isScanning: state?.isScanning ?? false,
      fileCount: state?.fileCount ?? null,
      newestAt: state?.newestAt ?? null,
      scannedAt: state?.scannedAt ?? null,
      problem:
        problem &&
        Object.assign(new RecordingFolderProblem(), {
          code: problem.code as ErrorCode,
          hint: messageOf(problem.code, language, problem.details),
        }),
    })
  }
}

const owns = (viewer: Viewer, { tenantId }: RecordingFolderRow): boolean =>
  tenantId === UNOWNED ? viewer.isOperator : viewer.seesTenant(tenantId)

/** A whole path, as plain as can be. @throws DomainError REQUIRED, TOO_LONG, INVALID_FOLDER */
function demandFolder(text: string, path: readonly string[], maximum = LONGEST): string {
  if (text.trim() === '') throw new DomainError('REQUIRED', path)
  if (text.length > maximum) throw new DomainError('TOO_LONG', path, { maximum })
  if (!text.startsWith('/') || /\p{Cc}/u.test(text) || text.split('/').includes('..'))
    throw new DomainError('INVALID_FOLDER', path)
  return normalize(text).replace(/(?<=.)\/+$/, '')
}

/** What goes wrong concerns this input. */
async function at<Result>(path: readonly string[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, path, error.details) : error
  }
}
