import { CdrFile } from '../../../adapters/cdr/cdr.file.ts'
import type { CdrSource } from '../../../adapters/cdr/cdr.row.ts'
import { CdrTable } from '../../../adapters/cdr/cdr.table.ts'
import { demandTableName } from '../../../adapters/pbx-database/database.names.ts'
import type { PbxDatabase } from '../../../adapters/pbx-database/pbx.database.ts'
import { DomainError } from '../../../errors.ts'
import type { ImportFolder } from '../../../platform/import.folder.ts'
import { demandTimeZone } from '../../../platform/input.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import { LocalClock } from '../../../platform/local.clock.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { DatabaseService } from '../../databases/database.service.ts'
import { jobOf } from '../../jobs/job.service.ts'
import type { Job } from '../../jobs/job.types.ts'
import type { PbxService } from '../../pbxs/pbx.service.ts'
import type { TenantService } from '../../tenants/tenant.service.ts'
import type { CdrImportInput } from './cdr.import.types.ts'
import { ImportableFile } from './cdr.import.types.ts'
import type { CdrImport } from './cdr.importer.ts'

export interface CdrImportParts {
  readonly pbxs: PbxService
  readonly databases: DatabaseService
  readonly folder: ImportFolder
  readonly tenants: TenantService
  readonly jobs: Jobs
}

/** Taking over calls of the past: what there is to take over, and who may ask for it. */
export class CdrImportService {
  constructor(private readonly parts: CdrImportParts) {}

  /** The files that the viewer may choose from. @throws DomainError FORBIDDEN */
  async files(viewer: Viewer): Promise<ImportableFile[]> {
    viewer.demand('admin')
    const files = await this.within(await this.folderOf(viewer)).list()
    return files.map(({ name, sizeBytes, changedAt }) =>
      Object.assign(new ImportableFile(), { name, sizeBytes, changedAt }),
    )
  }

  /**
   * Begins to take over calls.
   * @throws DomainError FORBIDDEN, NOT_FOUND, IMPORT_SOURCE_NEEDED, IMPORT_FILE_MISSING, EMPTY_PERIOD, INVALID_*
   */
  async start(viewer: Viewer, input: CdrImportInput): Promise<Job> {
    viewer.demandChange('admin')
    const { timeZone } = await this.parts.pbxs.findOwn(viewer, input.pbxId, ['input', 'pbxId'])
    const { databaseAccountId: accountId = null, fileName = null, from, until } = input
    if ((accountId === null) === (fileName === null)) throw new DomainError('IMPORT_SOURCE_NEEDED', ['input'])
    if (from && until && from >= until) throw new DomainError('EMPTY_PERIOD', ['input', 'until'])
    if (accountId !== null) await this.demandAccount(viewer, accountId, input.pbxId)
    const folder = await this.folderOf(viewer)
    if (fileName !== null) await this.within(folder).pathOf(fileName, ['input', 'fileName'])
    const asked: CdrImport = {
      pbxId: input.pbxId,
      accountId,
      table: demandTableName(input.table, ['input', 'table']),
      ...{ fileName, folder },
      timeZone: input.timeZone ? demandTimeZone(input.timeZone, ['input', 'timeZone']) : timeZone,
      from: from?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      ignoresTimeZone: input.mayDisagree,
    }
    return jobOf(await this.parts.jobs.ask(viewer, 'CDR_IMPORT', { ...asked }))
  }

  private async demandAccount(viewer: Viewer, id: string, pbxId: string): Promise<void> {
    const path = ['input', 'databaseAccountId']
    const account = await this.parts.databases.find(viewer, id, path)
    if (account.pbxId !== pbxId) throw new DomainError('NOT_FOUND', path)
  }

  /** Files that lie in the folder itself are for who runs the platform. */
  private async folderOf(viewer: Viewer): Promise<string | null> {
    return viewer.isOperator ? null : (await this.parts.tenants.own(viewer)).slug
  }

  private within(folder: string | null): ImportFolder {
    return folder === null ? this.parts.folder : this.parts.folder.within(folder)
  }
}

/** Opens what a job reads from. @throws DomainError when it is not there any more. */
export function openCdrs(
  databases: { open(id: string): Promise<PbxDatabase> },
  files: ImportFolder,
): (asked: CdrImport) => Promise<CdrSource> {
  return async ({ accountId, fileName, folder, table, timeZone, from, until }) => {
    const clock = new LocalClock(timeZone)
    if (fileName !== null) {
      const within = folder === null ? files : files.within(folder)
      return new CdrFile(await within.pathOf(fileName, ['fileName']), clock)
    }
    const database = await databases.open(accountId!)
    try {
      return await CdrTable.open(database, {
        ...{ table, clock },
        from: from ? new Date(from) : undefined,
        until: until ? new Date(until) : undefined,
      })
    } catch (error) {
      database.close()
      throw error
    }
  }
}
