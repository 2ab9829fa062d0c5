import type { Clock } from '../../platform/clock.ts'
import type { Jobs } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { Store } from '../../platform/store/store.ts'
import type { DatabaseService } from '../databases/database.service.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { PbxService } from '../pbxs/pbx.service.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import type { FoundName } from './facts/fact.names.ts'
import { type FactRollups, FactStore } from './facts/fact.store.ts'
import { LogImport, type LogImportParts } from './imports/log.import.ts'
import { FileFeed, type LogFeed, TableFeed } from './sources/log.feed.ts'
import { LogFolders } from './sources/log.folders.ts'
import { LogSourceService } from './sources/log.source.service.ts'
import { type LogSourceRow, LogSourceStore } from './sources/log.source.store.ts'
import { LogSources } from './sources/log.sources.ts'
import { LogWriter } from './sources/log.writer.ts'

interface QueueLogParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly rollups: FactRollups
  readonly tenants: TenantService
  readonly pbxs: PbxService
  readonly databases: DatabaseService
  /** The folders within which logs may be read. */
  readonly folders: readonly string[]
  readonly jobs: Jobs
  /** A PBX and whose the names on it are; undefined when there is none any more. */
  readonly ownersOf: LogImportParts['ownersOf']
  readonly directoryOf: (pbxId: string) => Promise<PbxDirectory | undefined>
  readonly onQueue: (queue: FoundName) => void
  readonly onAgent: (agent: FoundName) => void
}

/** Facts out of logs: the sources that are read, and what keeps their facts. */
export function makeQueueLogs(parts: QueueLogParts) {
  const { store, clock, log, pbxs, databases, jobs, directoryOf, onQueue, onAgent } = parts
  const facts = new FactStore(store, parts.rollups)
  const writer = new LogWriter(store, facts)
  const folders = new LogFolders(parts.folders, parts.tenants)
  const sourceStore = new LogSourceStore(store)
  const feedOf = async (row: LogSourceRow): Promise<LogFeed | undefined> => {
    const { kind, tenantId, timeZone, position } = row
    const { folder, fileName, hasHistory, databaseAccountId, tableName } = row.settings
    switch (kind) {
      case 'FILE':
        return new FileFeed({
          folder: await folders.open(tenantId, String(folder), String(fileName)),
          position,
          fromOldest: hasHistory !== false,
          now: () => clock.now().getTime(),
        })
      case 'TABLE':
        return new TableFeed({
          ...{ table: String(tableName), timeZone, position },
          now: () => clock.now(),
          open: () => databases.open(String(databaseAccountId)),
        })
      case 'EVENTS':
        return undefined
    }
  }
  const named = { onQueue, onAgent }
  const sources = new LogSources({ store: sourceStore, writer, clock, log, directoryOf, feedOf, ...named })
  const logSources = new LogSourceService({
    ...{ store: sourceStore, sources, writer, folders, pbxs, databases, jobs, clock },
  })
  const { ownersOf } = parts
  const { traits } = store
  jobs.add(new LogImport({ store: sourceStore, writer, folders, traits, ownersOf, ...named }))
  return { facts, sources, logSources }
}
