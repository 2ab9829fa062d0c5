import { LogFolder } from '../../../adapters/queue-log/log.folder.ts'
import { DomainError } from '../../../errors.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { TenantService } from '../../tenants/tenant.service.ts'

/** Stands for a tenant's short name in a configured folder, which then is that tenant's alone. */
const TENANT = '{tenant}'
const FILE_NAME = /^[A-Za-z0-9][\w.-]{0,99}$/
export const USUAL_FILE_NAME = 'queue_log'

/** In which folders logs may be read, and for whom. */
export class LogFolders {
  constructor(
    private readonly configured: readonly string[],
    private readonly tenants: TenantService,
  ) {}

  /**
   * For somebody who asks. A folder that is no tenant's own is for operators, and for a tenant that is alone.
   * @throws DomainError REQUIRED, INVALID_INPUT, LOG_FOLDER_FORBIDDEN, LOG_FOLDER_UNREADABLE
   */
  async demand(viewer: Viewer, folder: string, fileName: string): Promise<LogFolder> {
    if (folder === '') throw new DomainError('REQUIRED', ['input', 'folder'])
    if (!folder.startsWith('/') || folder.length > 1_000 || /\p{Cc}/u.test(folder))
      throw new DomainError('INVALID_INPUT', ['input', 'folder'])
    if (!FILE_NAME.test(fileName)) throw new DomainError('INVALID_INPUT', ['input', 'fileName'])
    const seesAll = viewer.isOperator || (await this.tenants.isAlone())
    const allowed = await this.allowed(viewer.tenantId)
    const asked = new LogFolder(
      folder,
      fileName,
      allowed.filter(({ isOwn }) => seesAll || isOwn).map(({ path }) => path),
    )
    try {
      await asked.list()
      return asked
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      throw new DomainError(error.code, ['input', 'folder'], error.details)
    }
  }

  /** For what somebody was allowed to have read before. */
  async open(tenantId: string, folder: string, fileName: string): Promise<LogFolder> {
    const allowed = await this.allowed(tenantId)
    return new LogFolder(
      folder,
      fileName,
      allowed.map(({ path }) => path),
    )
  }

  private async allowed(tenantId: string): Promise<{ path: string; isOwn: boolean }[]> {
    const slug = await this.tenants.slugOf(tenantId)
    if (slug === undefined) return []
    return this.configured.map((folder) => ({
      path: folder.replaceAll(TENANT, slug),
      isOwn: folder.includes(TENANT),
    }))
  }
}
