import { demandTableName } from '../../../adapters/pbx-database/database.names.ts'
import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import { newId } from '../../../platform/ids.ts'
import { demandTimeZone } from '../../../platform/input.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { DatabaseService } from '../../databases/database.service.ts'
import { jobOf } from '../../jobs/job.service.ts'
import type { Job } from '../../jobs/job.types.ts'
import type { PbxService } from '../../pbxs/pbx.service.ts'
import { chosen, LOG_IMPORT, type LogImportOrder } from '../imports/log.import.ts'
import { type LogFolders, USUAL_FILE_NAME } from './log.folders.ts'
import type { LogSourceRow, LogSourceStore } from './log.source.store.ts'
import { LogFileInfo, type LogImportInput, type LogSource, type LogSourceInput } from './log.source.types.ts'
import type { LogSources } from './log.sources.ts'
import type { LogWriter } from './log.writer.ts'

/** Named at once. */
const MOST_FILES = 1_000

export interface LogSourceParts {
  readonly store: LogSourceStore
  readonly sources: LogSources
  readonly writer: LogWriter
  readonly folders: LogFolders
  readonly pbxs: PbxService
  readonly clock: Clock
  readonly databases: DatabaseService
  readonly jobs: Jobs
}

/** Whence the facts of PBXs come, as their keepers set it. */
export class LogSourceService {
  constructor(private readonly parts: LogSourceParts) {}

  /** The sources of the viewer's tenant, by when they were set. @throws DomainError FORBIDDEN */
  list(viewer: Viewer): LogSource[] {
    viewer.demand('admin')
    return [...this.parts.sources.live.all()]
      .filter(({ tenantId }) => viewer.seesTenant(tenantId))
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  }

  watch(viewer: Viewer) {
    viewer.demand('admin')
    return this.parts.sources.live.watch(({ tenantId }) => viewer.seesTenant(tenantId))
  }

  /**
   * Sets the source of a PBX, in the place of the one it had. What was told before stays; the same source set
   * again is read again from its beginning, which changes nothing.
   * @throws DomainError FORBIDDEN, NOT_FOUND, REQUIRED, INVALID_*, LOG_FOLDER_*
   */
  async set(viewer: Viewer, pbxId: string, input: LogSourceInput): Promise<LogSource> {
    viewer.demandChange('admin')
    const { pbxs, clock, sources, writer } = this.parts
    const pbx = await pbxs.findOwn(viewer, pbxId, ['pbxId'])
    const settings = await this.settingsOf(viewer, input)
    const isLog = input.kind !== 'EVENTS'
    const row: LogSourceRow = {
      id: newId(),
      tenantId: viewer.tenantId,
      pbxId,
      kind: input.kind,
      settings: { ...settings, replacesEvents: isLog && (await writer.hasEvents(pbxId)) },
      timeZone: input.timeZone == null ? pbx.timeZone : demandTimeZone(input.timeZone, ['input', 'timeZone']),
      enabled: input.isEnabled ?? true,
      position: {},
      openFacts: {},
      lineCount: 0,
      badLineCount: 0,
      unmatchedCount: 0,
      lastEventAt: null,
      createdAt: clock.now(),
    }
    await sources.set(row)
    return sources.live.get(row.id)!
  }

  /** Ends reading and forgets the source; the facts it told stay. @throws DomainError FORBIDDEN, NOT_FOUND */
  async remove(viewer: Viewer, pbxId: string): Promise<LogSource> {
    viewer.demandChange('admin')
    await this.parts.pbxs.findOwn(viewer, pbxId, ['pbxId'])
    const source = this.ofPbx(viewer, pbxId)
    if (!source) throw new DomainError('NOT_FOUND', ['pbxId'])
    await this.parts.sources.remove(pbxId)
    return source
  }

  /**
   * The files of a log in the order in which they were written: those of the PBX's source, or of a folder.
   * @throws DomainError FORBIDDEN, NOT_FOUND, REQUIRED, LOG_FOLDER_*
   */
  async files(
    viewer: Viewer,
    pbxId: string,
    folder?: string | null,
    fileName?: string | null,
  ): Promise<LogFileInfo[]> {
    viewer.demand('admin')
    await this.parts.pbxs.findOwn(viewer, pbxId, ['pbxId'])
    const found = await (await this.folderFor(viewer, pbxId, folder, fileName)).list()
    return found.map(({ name, isCurrent, isCompressed, sizeBytes, firstAtMs, changedAt }) =>
      Object.assign(new LogFileInfo(), {
        ...{ name, isCurrent, isCompressed, sizeBytes, changedAt },
        firstEventAt: firstAtMs === undefined ? null : new Date(firstAtMs),
      } satisfies LogFileInfo),
    )
  }

  /**
   * Asks for an import of files of a log.
   * @throws DomainError FORBIDDEN, NOT_FOUND, REQUIRED, TOO_MANY, TOO_MANY_JOBS, LOG_*
   */
  async import(viewer: Viewer, pbxId: string, input: LogImportInput): Promise<Job> {
    viewer.demandChange('admin')
    await this.parts.pbxs.findOwn(viewer, pbxId, ['pbxId'])
    const place = await this.folderFor(viewer, pbxId, input.folder, input.fileName)
    if (input.files && input.files.length > MOST_FILES)
      throw new DomainError('TOO_MANY', ['input', 'files'], { maximum: MOST_FILES })
    const { folder, fileName } = place
    const order: LogImportOrder = { pbxId, folder, fileName, files: input.files ?? null }
    chosen(order, await place.list())
    return jobOf(await this.parts.jobs.ask(viewer, LOG_IMPORT, { ...order }))
  }

  /** A folder that somebody names, or else that of the PBX's source. */
  private async folderFor(viewer: Viewer, pbxId: string, folder?: string | null, fileName?: string | null) {
    const source = this.ofPbx(viewer, pbxId)
    const named = folder ?? source?.folder ?? ''
    return this.parts.folders.demand(viewer, named, fileName ?? source?.fileName ?? USUAL_FILE_NAME)
  }

  private ofPbx(viewer: Viewer, pbxId: string): LogSource | undefined {
    return [...this.parts.sources.live.all()].find(
      (source) => source.pbxId === pbxId && viewer.seesTenant(source.tenantId),
    )
  }

  private async settingsOf(viewer: Viewer, input: LogSourceInput): Promise<Record<string, unknown>> {
    switch (input.kind) {
      case 'FILE': {
        const fileName = input.fileName ?? USUAL_FILE_NAME
        const { folder } = await this.parts.folders.demand(viewer, input.folder ?? '', fileName)
        return { folder, fileName, hasHistory: input.hasHistory ?? true }
      }
      case 'TABLE': {
        const { databaseAccountId } = input
        if (!databaseAccountId) throw new DomainError('REQUIRED', ['input', 'databaseAccountId'])
        await this.parts.databases.find(viewer, databaseAccountId, ['input', 'databaseAccountId'])
        const tableName = demandTableName(input.tableName ?? '', ['input', 'tableName'])
        return { databaseAccountId, tableName }
      }
      case 'EVENTS':
        return {}
    }
  }
}
