import type { ImportFolder } from '../../../platform/import.folder.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import type { Store } from '../../../platform/store/store.ts'
import type { DatabaseService } from '../../databases/database.service.ts'
import type { PbxService } from '../../pbxs/pbx.service.ts'
import type { TenantService } from '../../tenants/tenant.service.ts'
import { CdrImportService, openCdrs } from './cdr.import.service.ts'
import { CdrImporter, type CdrImporterParts } from './cdr.importer.ts'
import { CdrStore } from './cdr.store.ts'

interface CdrModuleParts extends Pick<CdrImporterParts, 'directoryOf' | 'onQueue' | 'onAgent'> {
  readonly store: Store
  readonly pbxs: PbxService
  readonly databases: DatabaseService
  readonly jobs: Jobs
  readonly folder: ImportFolder
  readonly tenants: TenantService
}

/** Taking over calls of the past, wired: teaches `jobs` how it is done. */
export function makeCdrImports(parts: CdrModuleParts) {
  const { store, pbxs, databases, jobs, folder, tenants, directoryOf, onQueue, onAgent } = parts
  const open = openCdrs(databases, folder)
  jobs.add(new CdrImporter({ store: new CdrStore(store), open, directoryOf, onQueue, onAgent }))
  return { cdrImports: new CdrImportService({ pbxs, databases, folder, tenants, jobs }) }
}
