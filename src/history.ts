import { addressOf } from './api/callers.ts'
import type { Api, RouteHandler } from './api/server.ts'
import type { Config } from './config.ts'
import type { AgentService } from './domains/agents/agent.service.ts'
import type { AuditService } from './domains/audit/audit.service.ts'
import type { CallService } from './domains/calls/call.service.ts'
import { makeCdrImports } from './domains/calls/cdr/cdr.module.ts'
import { makeDatabases } from './domains/databases/database.module.ts'
import { makeExports } from './domains/exports/export.module.ts'
import { exportRoutes } from './domains/exports/export.route.ts'
import type { ExtensionService } from './domains/extensions/extension.service.ts'
import { takeUpNames } from './domains/floor/found.names.ts'
import type { KeptRecord } from './domains/floor/kept.records.ts'
import { grafanaRoutes } from './domains/grafana/grafana.routes.ts'
import { GrafanaService } from './domains/grafana/grafana.service.ts'
import { makeJobs } from './domains/jobs/job.module.ts'
import { PbxDirectory } from './domains/pbxs/pbx.directory.ts'
import type { TenantMapping } from './domains/pbxs/pbx.mapping.ts'
import type { PbxRegistry } from './domains/pbxs/pbx.registry.ts'
import type { PbxService } from './domains/pbxs/pbx.service.ts'
import { CallCenterService } from './domains/queue-logs/call-center/call.center.service.ts'
import type { FactRollups } from './domains/queue-logs/facts/fact.store.ts'
import { makeQueueLogs } from './domains/queue-logs/queue.logs.module.ts'
import type { QueueService } from './domains/queues/queue.service.ts'
import { makeRecordings } from './domains/recordings/recordings.module.ts'
import { OUTCOME_NAMES } from './domains/reports/outcome.names.ts'
import type { Reports } from './domains/reports/report.module.ts'
import { makeSchedules } from './domains/schedules/schedule.module.ts'
import type { TenantService } from './domains/tenants/tenant.service.ts'
import type { UserService } from './domains/users/user.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Vault } from './platform/crypto.ts'
import { ImportFolder } from './platform/import.folder.ts'
import type { Log } from './platform/log.ts'
import type { Module } from './platform/module.ts'
import { SignedLinks } from './platform/signed.link.ts'
import type { Store } from './platform/store/store.ts'

interface HistoryParts {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly store: Store
  readonly vault: Vault
  readonly audit: AuditService
  readonly users: UserService
  readonly tenants: TenantService
  readonly registry: PbxRegistry
  readonly pbxs: PbxService
  readonly mapping: TenantMapping
  readonly queues: QueueService
  readonly agents: AgentService
  readonly extensions: ExtensionService
  readonly calls: CallService
  readonly rollups: FactRollups
  readonly reports: Reports
  readonly keep: (record: KeptRecord) => void
}

/** What is known of the past, put together: where it comes from, and the files, letters and sounds made of it. */
export function makeHistory(parts: HistoryParts) {
  const { config, log, clock, store, vault, audit, users, tenants, registry, pbxs, mapping } = parts
  const { queues, agents, extensions, calls, rollups, reports, keep } = parts
  const seesQueue = (viewer: Parameters<typeof queues.peek>[0], id: string) =>
    queues.peek(viewer, id) !== undefined

  // Where it comes from: logs that are followed, and imports out of files and databases.
  const { jobs, jobService } = makeJobs({ store, clock, log })
  const { databases } = makeDatabases({ store, vault, pbxs, clock })
  const names = {
    async directoryOf(pbxId: string) {
      const pbx = await registry.pbxs.find(pbxId)
      return pbx && new PbxDirectory(pbxId, (kind, name) => mapping.ownerOf(pbx, kind, name))
    },
    ...takeUpNames(queues, agents, keep, clock),
  }
  const { sources, logSources, facts } = makeQueueLogs({
    ...{ store, clock, log, rollups, tenants, pbxs, databases, jobs, ...names },
    folders: config.queueLogFolders,
    async ownersOf(pbxId) {
      const pbx = await registry.pbxs.find(pbxId)
      const owned = pbx && { id: pbxId, tenantId: pbx.tenantId }
      return owned && { pbx: owned, mappings: await registry.pbxs.allMappings() }
    },
  })
  const callCenter = new CallCenterService({ store, clock, pbxs, databases, jobs, facts, ...names })
  const folder = new ImportFolder(config.importFolder)
  const { cdrImports } = makeCdrImports({ store, pbxs, databases, jobs, tenants, folder, ...names })

  // What is made of it: files, letters, sounds, and what Grafana draws.
  const { exports, exportKeeping } = makeExports({
    ...{ clock, log, jobs, jobService, users, tenants, queues, agents, calls, reports },
    links: new SignedLinks(vault, clock),
    outcomeNames: OUTCOME_NAMES,
    dataFolder: config.dataFolder,
  })
  const { schedules, scheduleKeeping } = makeSchedules({
    ...{ store, clock, log, jobs, exports, tenants, mail: config.mail, publicUrl: config.publicUrl },
    periodOf: reports.periodOf,
  })
  const recordings = makeRecordings({
    ...{ config, store, vault, clock, log, audit, calls, pbxs, seesQueue },
    pbxOf: (id) => registry.pbxs.find(id),
    ownerOf: (pbx, kind, name) => mapping.ownerOf(pbx, kind, name),
    knowsAgent: (agentId) => agents.isKnown(agentId),
    slugOf: async (viewer) => (await tenants.own(viewer)).slug,
  })
  const { queueReports } = reports
  const grafana = new GrafanaService({ queues, agents, extensions, audit, clock, queueReports })

  // Jobs come after all they stand on, and those who ask for them after jobs.
  const modules: readonly Module[] = [sources, recordings, exportKeeping, jobs, scheduleKeeping]
  return {
    modules,
    /** What resolvers call. */
    services: {
      ...{ jobService, databases, logSources, callCenter, cdrImports, exports, schedules, recordings },
    },
    /** As `LogSources.spelled` tells it: how a queue is written in the log of a PBX. */
    spelled: sources.spelled.bind(sources),
    routes: (identify: Api['identify']): Iterable<[string, RouteHandler]> => [
      ...grafanaRoutes(grafana, identify),
      ...recordings.routes,
      ...exportRoutes({
        ...{ exports, audit, languageDefault: config.language },
        addressOf: (request) => addressOf(request, config.trustsProxy),
      }),
    ],
    /** When a PBX is removed, nothing reads its logs, databases and folders any more. */
    async forget(pbxId: string): Promise<void> {
      await databases.forgetAllOf(pbxId)
      await sources.remove(pbxId)
      await recordings.folders.forget(pbxId)
    },
  }
}
